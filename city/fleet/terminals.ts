import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { DEFAULT_RING, ringSchema, siteIdSchema } from '../../contract/order.ts';
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
  ring: z.string(),
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
  return rows.map(({ terminal: { id, site, ring, revokedAt, clonedAt, enrolledAt }, siteName }) => ({
    terminal: id,
    site,
    siteName,
    ring: ring ?? DEFAULT_RING,
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

/** Where a terminal goes: to another site, into another ring, or both. */
export const terminalMoveSchema = z
  .object({ terminal: z.string(), site: siteIdSchema, ring: ringSchema })
  .partial({ site: true, ring: true });
export type TerminalMove = z.infer<typeof terminalMoveSchema>;

/** @throws OperatorProblem when a site or ring cannot be named so, or nothing is to change */
export const parseTerminalMove = (move: TerminalMove): TerminalMove => {
  const parsed = terminalMoveSchema.safeParse(move);
  if (!parsed.success) {
    throw new OperatorProblem('Sites and rings are named with small letters, digits and hyphens, like erprobung.');
  }
  const { site, ring } = parsed.data;
  if (site === undefined && ring === undefined) throw new OperatorProblem('Name the new site or the new ring.');
  return parsed.data;
};

/**
 * Moves a terminal to another site or ring; it keeps its name, and learns of it with its next configuration.
 * @throws OperatorProblem when there is no such terminal or site, or none can be named so
 */
export const moveTerminal = async (db: Database, move: TerminalMove, now: number): Promise<void> => {
  const { terminal, ...place } = parseTerminalMove(move);
  if (place.site !== undefined) await requireSite(db, place.site);
  await db.transaction(async (tx) => {
    const [row] = await tx
      .update(terminals)
      .set(place)
      .where(eq(terminals.id, terminal))
      .returning({ id: terminals.id });
    if (row === undefined) throw noSuchTerminal(terminal);
    await noteChange(tx, now);
  });
};
