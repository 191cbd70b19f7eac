import { readFileSync } from 'node:fs';
import type { PGliteOptions } from '@electric-sql/pglite';
import { inject, vi } from 'vitest';

// Stores in memory only: those in a folder are made by the city itself.
vi.mock('@electric-sql/pglite', async (importOriginal) => {
  const real = await importOriginal<typeof import('@electric-sql/pglite')>();
  class CopiedPGlite extends real.PGlite {
    constructor(place: string, options: PGliteOptions = {}) {
      const copied = place === 'memory://' ? { loadDataDir: new Blob([readFileSync(inject('emptyStore'))]) } : {};
      super(place, { ...options, ...copied });
    }
  }
  return { ...real, PGlite: CopiedPGlite };
});
