import type { TestProject } from 'vitest/node';
import { startPostgres } from '../postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the server for the tests of the project `postgres`; undefined in the others. */
    postgres: string | undefined;
  }
}

/** Before the tests of the project `postgres`; afterwards the server is gone with all its data. */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const { url, close } = await startPostgres(false);
  project.provide('postgres', url);
  return close;
};

export default setup;
