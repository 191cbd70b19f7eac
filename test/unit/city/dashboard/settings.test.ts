import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../../city/fleet/settings.ts';
import { cityConfigurationSchema } from '../../../../contract/configuration.ts';

const text = { de: 'Regel', en: 'Rule' };
const configuration = cityConfigurationSchema.parse({
  city: 'Musterstadt',
  site: 'Bibliothek',
  siteId: 'bib',
  terms: { version: '7', summary: [text], fullText: [text] },
  times: { idleSeconds: 60 },
  reporting: { contentMode: 'structured', url: 'https://events.example.org/', token: 'geheim' },
  servicePins: [],
});

describe('the settings in force', () => {
  it('come from where the terminal says; of what it has not told, nothing is said', () => {
    const settings = settingsOf(configuration, [
      { field: 'hosts', layers: ['machine'] },
      { field: 'times', layers: ['default', 'machine', 'city'] },
    ]);
    expect(Object.fromEntries(settings.map(({ field, layers }) => [field, layers]))).toMatchObject({
      hosts: ['machine'],
      times: ['default', 'machine', 'city'],
      city: [],
    });
  });

  it('are told without what is secret', () => {
    const settings = settingsOf(configuration, [{ field: 'servicePins', layers: ['city'] }]);
    expect(settings.map(({ field }) => field)).not.toContain('servicePins');
    expect(JSON.stringify(settings)).not.toMatch(/geheim|example\.org/);
    expect(settings.find(({ field }) => field === 'times')?.value).toBe('idleSeconds 60');
  });
});
