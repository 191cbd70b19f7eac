import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepDaysSchema } from '../../../city/store/retention.ts';
import { STORED_TABLES } from '../../../city/store/tables.ts';

const DOCUMENT = readFileSync(path.resolve(import.meta.dirname, '../../../docs/privacy.md'), 'utf8');

/** The cells of the rows whose first one is a name in code. */
const rows = DOCUMENT.split('\n').flatMap((line) => {
  const [, name] = /^\| `([\w.]+)` +\|/.exec(line) ?? [];
  return name === undefined
    ? []
    : [
        {
          name,
          cells: line
            .split('|')
            .slice(2, -1)
            .map((cell) => cell.trim()),
        },
      ];
});

describe('docs/privacy.md', () => {
  it('names every field of the store once, with what it holds, what for and for how long, and no other field', () => {
    const stored = STORED_TABLES.flatMap((table) => table.columns.map((column) => `${table.name}.${column}`));
    const fields = rows.filter(({ name }) => name.includes('.'));
    expect(stored.length).toBeGreaterThan(50);
    expect(fields.map(({ name }) => name).sort()).toEqual(stored.sort());
    for (const { name, cells } of fields) {
      expect(cells, name).toHaveLength(3);
      expect(cells, name).not.toContain('');
    }
  });

  it('says of every kind of data how many days it is kept, as it is', () => {
    const days = Object.fromEntries(
      rows.flatMap(({ name, cells }) => (name.includes('.') ? [] : [[name, Number(cells.at(-1))]])),
    );
    expect(days).toEqual(keepDaysSchema.parse({}));
  });
});
