import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { OperatorProblem } from '../operator-problem.ts';
import type { Database } from '../store/open-store.ts';
import { sites, terminals } from '../store/schema.ts';
import { endTokens } from './bearer-tokens.ts';
import { requireSite } from './sites.ts';
import { noteChange } from './terminal-configuration.ts';

/** A terminal as an operator sees it. */
export const fleetTerminalSchema = z.object({
  terminal: z.string(),
  site: z.string(),
  siteName: z.string(),
  /** `cloned`: two machines use its identity. */
  state: z.enum(['enrolled', 'revoked', 'cloned']),
  /** When it got its place, in milliseconds since 1970. */
  enrolledAt: z.int(),
});
export type FleetTerminal = z.infer<typeof fleetTerminalSchema>;

/** All terminals by their names. */
export const listTerminals = async (db: Database): Promise<FleetTerminal[]> => {
  const rows = await db
    .select({ terminal: terminals, siteName: sites.name })
    .from(terminals)
    .innerJoin(sites, eq(sites.id, terminals.site))
    .orderBy(asc(terminals.id));
  return rows.map(({ terminal: { id, site, revokedAt, clonedAt, enrolledAt }, siteName }) => ({
    terminal: id,
    site,
    siteName,
    state: revokedAt !== null ? 'revoked' : clonedAt !== null ? 'cloned' : 'enrolled',
    enrolledAt: enrolledAt.getTime(),
  }));
};

const noSuchTerminal = (terminal: string): OperatorProblem =>
  new OperatorProblem(`There is no terminal ${terminal}; "terminals" shows them.`);

/**
 * Takes a terminal out of the city, at once: its tokens end, and it gets no other until it is enrolled again.
 * @throws OperatorProblem when there is no such terminal
 */
export const revokeTerminal = async (db: Database, terminal: string, now: number): Promise<void> => {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .update(terminals)
      .set({ revokedAt: new Date(now) })
      .where(eq(terminals.id, terminal))
      .returning({ id: terminals.id });
    if (row === undefined) throw noSuchTerminal(terminal);
    await endTokens(tx, terminal);
  });
};

/**
 * Moves a terminal to another site; it keeps its name, and learns of it with its next configuration and token.
 * @throws OperatorProblem when there is no such terminal or site
 */
export const moveTerminal = async (db: Database, terminal: string, site: string, now: number): Promise<void> => {
  await requireSite(db, site);
  await db.transaction(async (tx) => {
    const [row] = await tx
      .update(terminals)
      .set({ site })
      .where(eq(terminals.id, terminal))
      .returning({ id: terminals.id });
    if (row === undefined) throw noSuchTerminal(terminal);
    await noteChange(tx, now);
  });
};
