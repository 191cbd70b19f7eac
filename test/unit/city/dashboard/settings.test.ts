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
  const layersOf = (machineSets: readonly string[] | null) =>
    Object.fromEntries(settingsOf(configuration, machineSets).map(({ field, layers }) => [field, layers]));

  it('come from the city where it says something, else from the file on the machine, else from the defaults', () => {
    expect(layersOf(null)).toMatchObject({
      city: ['city'],
      terms: ['city'],
      languages: ['default'],
      openingHours: ['default'],
      times: ['default', 'city'],
      devices: ['default'],
    });
    expect(layersOf(['site', 'openingHours', 'times', 'devices'])).toMatchObject({
      site: ['city'],
      openingHours: ['machine'],
      times: ['default', 'machine', 'city'],
      devices: ['default', 'machine'],
    });
  });

  it('about hosts come from the machine where it says something: the city cannot widen them', () => {
    const both = { ...configuration, hosts: ['bbb.example.org'] };
    const layersOfHosts = (machineSets: readonly string[]) =>
      settingsOf(both, machineSets).find(({ field }) => field === 'hosts')?.layers;
    expect([layersOfHosts([]), layersOfHosts(['hosts'])]).toEqual([['city'], ['machine']]);
  });

  it('are told without what is secret', () => {
    const settings = settingsOf(configuration, null);
    expect(settings.map(({ field }) => field)).not.toContain('servicePins');
    expect(JSON.stringify(settings)).not.toMatch(/geheim|example\.org/);
    expect(settings.find(({ field }) => field === 'times')?.value).toBe('idleSeconds 60');
  });
});
