import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CONFIGURATION_REFERENCE, configurationReference } from '../../scripts/configuration-reference.ts';

it('the documents say what every field of the configuration does (npx tsx scripts/configuration-reference.ts)', async () => {
  expect(readFileSync(CONFIGURATION_REFERENCE, 'utf8')).toBe(await configurationReference());
});
