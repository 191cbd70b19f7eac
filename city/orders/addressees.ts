import { and, inArray, isNull } from 'drizzle-orm';
import { type Addressee, type Audience, DEFAULT_RING, isMeant } from '../../contract/order.ts';
import type { Database } from '../store/open-store.ts';
import { terminals } from '../store/schema.ts';

/**
 * Who the terminals are to orders, by their names; one that was revoked is none.
 * @param names only these; all of the city when absent
 */
export const readAddressees = async (
  db: Database,
  names?: readonly string[],
): Promise<ReadonlyMap<string, Addressee>> => {
  const rows = await db
    .select({ id: terminals.id, site: terminals.site, ring: terminals.ring })
    .from(terminals)
    .where(and(isNull(terminals.revokedAt), names === undefined ? undefined : inArray(terminals.id, [...names])))
    .orderBy(terminals.id);
  return new Map(rows.map(({ id, site, ring }) => [id, { terminal: id, site, ring: ring ?? DEFAULT_RING }]));
};

/** The names of the terminals that an order for this audience is for. */
export const terminalsMeant = async (db: Database, audience: Audience): Promise<readonly string[]> => {
  const addressees = await readAddressees(db, 'terminal' in audience ? [audience.terminal] : undefined);
  return [...addressees.values()].filter((one) => isMeant(audience, one)).map(({ terminal }) => terminal);
};
