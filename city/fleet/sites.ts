import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { siteIdSchema } from '../../contract/order.ts';
import { plainTextSchema } from '../../contract/plain-text.ts';
import { OperatorProblem } from '../operator-problem.ts';
import type { Database } from '../store/open-store.ts';
import { sites } from '../store/schema.ts';
import { noteChange } from './terminal-configuration.ts';

/** A place with terminals: its id for commands and names of terminals, its name for the screens. */
export const siteSchema = z.strictObject({ id: siteIdSchema, name: plainTextSchema(80) });
/** The same as it is stored: what could be written earlier is still shown. */
export const storedSiteSchema = siteSchema.extend({ name: z.string() });
export type Site = z.infer<typeof siteSchema>;

/** Without an id the name gives it. */
export const newSiteSchema = siteSchema.partial({ id: true });
export type NewSite = z.infer<typeof newSiteSchema>;

const SPELLINGS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** "Bücherei am Markt" becomes `buecherei-am-markt`. */
const idFrom = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => SPELLINGS[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');

/** Adds a site, or gives it another name. */
export const writeSite = async (db: Database, site: Site): Promise<void> => {
  await db
    .insert(sites)
    .values(site)
    .onConflictDoUpdate({ target: sites.id, set: { name: site.name } });
};

/** @throws OperatorProblem when it cannot be named so */
export const parseNewSite = ({ id, name }: NewSite): Site => {
  const parsed = siteSchema.safeParse({ id: id ?? idFrom(name), name });
  if (parsed.success) return parsed.data;
  throw new OperatorProblem(
    'A site has a name of 1 to 80 plain characters, and an id of small letters, digits and hyphens, like bibliothek.',
  );
};

/**
 * Adds a site, or gives it another name, which its terminals show from then on.
 * @throws OperatorProblem when it cannot be named so
 */
export const addSite = async (db: Database, request: NewSite, now: number): Promise<Site> => {
  const site = parseNewSite(request);
  await db.transaction(async (tx) => {
    await writeSite(tx, site);
    await noteChange(tx, now);
  });
  return site;
};

/** All sites by their ids. */
export const listSites = (db: Database): Promise<Site[]> => db.select().from(sites).orderBy(asc(sites.id));

/** @throws OperatorProblem when there is no such site */
export const requireSite = async (db: Database, id: string): Promise<void> => {
  const [row] = await db.select().from(sites).where(eq(sites.id, id));
  if (row === undefined) {
    throw new OperatorProblem(`There is no site ${id}; "site list" shows them, "site add" adds one.`);
  }
};
