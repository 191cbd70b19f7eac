import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EVENT_REFERENCE, eventReference } from '../../scripts/event-reference.ts';

it('the documents name every event with all its fields (npx tsx scripts/event-reference.ts)', async () => {
  expect(readFileSync(EVENT_REFERENCE, 'utf8')).toBe(await eventReference());
});
