import { describe, expect, it } from 'vitest';
import { cityConfigurationSchema, DEFAULT_TIMES } from '../../../../contract/configuration.ts';
import { DEFAULT_REPORTING } from '../../../../contract/reporting.ts';
import { layConfiguration, readMachineConfiguration } from '../../../../main/terminal/configuration.ts';
import { TERMS } from '../visit/visit-for-test.ts';

const CITY = cityConfigurationSchema.parse({
  city: 'Musterstadt',
  site: 'Bibliothek',
  languages: ['en'],
  timeZone: 'Europe/Vienna',
  terms: TERMS,
  times: { idleSeconds: 40 },
});

describe('the layers of the configuration', () => {
  it('begin with the defaults: without terms nobody can be let in', () => {
    expect(layConfiguration({}, null)).toEqual({
      city: 'Stadtfenster',
      site: '',
      languages: ['de', 'en'],
      firstLocale: 'de',
      timeZone: 'Europe/Berlin',
      terms: null,
      times: DEFAULT_TIMES,
      devices: {},
      rooms: null,
      roomsByCode: 'shown',
      hosts: null,
      texts: null,
      openingHours: null,
      reporting: DEFAULT_REPORTING,
    });
  });

  it('go on with what the machine says', () => {
    const machine = { city: 'Dort', site: 'Pavillon', times: { idleSeconds: 60, goodbyeSeconds: 5 } };
    expect(layConfiguration(machine, null)).toMatchObject({
      city: 'Dort',
      site: 'Pavillon',
      times: { ...DEFAULT_TIMES, idleSeconds: 60, goodbyeSeconds: 5 },
    });
  });

  it('end with the city, whose word counts', () => {
    const machine = { city: 'Dort', site: 'Pavillon', times: { idleSeconds: 60, goodbyeSeconds: 5 } };
    expect(layConfiguration(machine, CITY)).toEqual({
      city: 'Musterstadt',
      site: 'Bibliothek',
      languages: ['en'],
      // No German here: a visit begins in the city's own first language.
      firstLocale: 'en',
      timeZone: 'Europe/Vienna',
      terms: TERMS,
      times: { ...DEFAULT_TIMES, idleSeconds: 40, goodbyeSeconds: 5 },
      devices: {},
      rooms: null,
      roomsByCode: 'shown',
      hosts: null,
      texts: null,
      openingHours: null,
      reporting: DEFAULT_REPORTING,
    });
  });

  it('take the opening hours of the city, else those of the machine', () => {
    const hours = (from: string) => ({ weekly: [{ weekday: 1, from, to: '18:00' }], exceptions: [] });
    expect(layConfiguration({ openingHours: hours('09:00') }, CITY).openingHours).toEqual(hours('09:00'));
    const city = { ...CITY, openingHours: hours('10:00') };
    expect(layConfiguration({ openingHours: hours('09:00') }, city).openingHours).toEqual(hours('10:00'));
  });

  it('take hosts from the machine first: the city cannot widen what it allows', () => {
    const city = { ...CITY, hosts: ['evil.test'] };
    expect(layConfiguration({}, city).hosts).toEqual(['evil.test']);
    expect(layConfiguration({ hosts: ['bbb.example'] }, city).hosts).toEqual(['bbb.example']);
  });

  it('take each device and the volume from whoever says it last', () => {
    const machine = { devices: { volume: 30, speaker: [{ label: 'Saalanlage' }] } };
    const city = { ...CITY, devices: { volume: 50 } };
    expect(layConfiguration(machine, city).devices).toEqual({ volume: 50, speaker: [{ label: 'Saalanlage' }] });
  });
});

describe("a machine's own file", () => {
  it('may be missing', () => {
    expect(readMachineConfiguration(() => null)).toEqual({ machine: {}, malformed: false });
  });

  it('is taken as it is', () => {
    const machine = { site: 'Pavillon', times: { idleSeconds: 60 } };
    expect(readMachineConfiguration(() => JSON.stringify(machine))).toEqual({ machine, malformed: false });
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"site":'],
    ['not JSON', 'site: Pavillon'],
    ['not an object', '["Pavillon"]'],
    ['nothing', 'null'],
    ['misspelt', '{"sites":"Pavillon"}'],
    ['out of bounds', '{"times":{"idleSeconds":0}}'],
    ['of the wrong kind', '{"times":{"idleSeconds":"60"}}'],
    ['half right: none of it is taken', '{"site":"Pavillon","times":{"idle":1}}'],
  ])('is gone without when it is %s', (_what, text) => {
    expect(readMachineConfiguration(() => text)).toEqual({ machine: {}, malformed: true });
  });

  it('is gone without when it cannot be read', () => {
    const read = (): never => {
      throw new Error('EACCES: permission denied');
    };
    expect(readMachineConfiguration(read)).toEqual({ machine: {}, malformed: true });
  });
});
