import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cityConfigurationSchema,
  DEFAULT_TIMES,
  machineConfigurationSchema,
  timesSchema,
} from '../../../contract/configuration.ts';

const MINIMUM = {
  city: 'Musterstadt',
  site: 'Bibliothek',
  terms: { version: '2026-11', summary: [{ de: 'Seien Sie freundlich.' }], fullText: [{ de: 'Der ganze Text.' }] },
};

describe('times', () => {
  it('have defaults that are within their own bounds and leave at least 30 s to answer the idle warning', () => {
    expect(timesSchema.parse(DEFAULT_TIMES)).toEqual(DEFAULT_TIMES);
    expect(DEFAULT_TIMES.idleWarningSeconds).toBeGreaterThanOrEqual(30);
    expect(DEFAULT_TIMES.joinCancelSeconds).toBe(10);
    expect(DEFAULT_TIMES.joinGiveUpSeconds).toBe(120);
  });

  it('are never zero where a zero would make the terminal unusable, nor negative, nor endless', () => {
    const keys = fc.constantFrom(...timesSchema.keyof().options);
    const senseless = fc.constantFrom(-1, Number.NaN, Number.POSITIVE_INFINITY, 1e9);
    fc.assert(
      fc.property(keys, senseless, (key, value) => {
        expect(timesSchema.safeParse({ ...DEFAULT_TIMES, [key]: value }).success).toBe(false);
      }),
    );
    const zeroAllowed = timesSchema
      .keyof()
      .options.filter((key) => timesSchema.safeParse({ ...DEFAULT_TIMES, [key]: 0 }).success);
    expect(zeroAllowed).toEqual(['joinCancelSeconds']);
  });

  it('refuse a misspelt setting instead of ignoring it', () => {
    expect(timesSchema.safeParse({ ...DEFAULT_TIMES, idleSecond: 10 }).success).toBe(false);
    expect(cityConfigurationSchema.safeParse({ ...MINIMUM, times: { idleSecond: 10 } }).success).toBe(false);
  });
});

describe("a city's configuration", () => {
  it('needs a city, a site and terms; the rest has defaults', () => {
    expect(cityConfigurationSchema.parse(MINIMUM)).toEqual({
      ...MINIMUM,
      ring: 'standard',
      languages: ['de', 'en'],
      timeZone: 'Europe/Berlin',
      times: {},
      devices: {},
      openingHours: null,
      rooms: null,
      roomsByCode: 'shown',
      hosts: null,
      texts: null,
      reporting: { contentMode: 'structured', maxBatchEvents: 20 },
      servicePins: [],
    });
  });

  it.each([
    ['no city', { city: undefined }],
    ['an empty city', { city: '' }],
    ['a city of 81 characters', { city: 'x'.repeat(81) }],
    ['no site', { site: undefined }],
    ['no terms', { terms: undefined }],
    ['terms that say nothing', { terms: { ...MINIMUM.terms, summary: [] } }],
    ['terms without a full text', { terms: { ...MINIMUM.terms, fullText: [] } }],
    ['terms without a version', { terms: { ...MINIMUM.terms, version: '' } }],
    ['no language', { languages: [] }],
    ['a language the screens do not speak', { languages: ['de', 'tlh'] }],
    ['times as text', { times: { idleSeconds: '90' } }],
    ['a question after less than ten minutes in a meeting', { times: { presenceSeconds: 599 } }],
    ['a room that is named twice', { rooms: ['a', 'a'] }],
    ['no host at all', { hosts: [] }],
    ['a host that is an address', { hosts: ['https://bbb.stadt.example'] }],
    ['texts without a version', { texts: { welcome: { de: 'Guten Tag!' } } }],
    ['a welcome that does not fit', { texts: { version: '1', welcome: { de: 'x'.repeat(101) } } }],
    ['words for help that do not fit', { texts: { version: '1', help: { de: 'x', en: 'x'.repeat(121) } } }],
    ['a welcome that turns the direction of what follows', { texts: { version: '1', welcome: { de: 'a\u202eb' } } }],
    ['a text of no kind', { texts: { version: '1', farewell: { de: 'Bis bald!' } } }],
    ['a display of a metre', { devices: { screen: 1000 } }],
    ['eyes at the display', { devices: { viewingDistance: 0 } }],
    ['an audio role that is none', { devices: { audio: 'loud' } }],
    ['less than three minutes to answer in a meeting', { times: { presenceWarningSeconds: 179 } }],
  ])('is refused with %s', (_what, change) => {
    expect(cityConfigurationSchema.safeParse({ ...MINIMUM, ...change }).success).toBe(false);
  });

  it('is never an exception, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(cityConfigurationSchema.safeParse(value).success).toBe(false);
      }),
    );
  });
});

describe("a machine's own configuration", () => {
  it('may be empty, or set city, site and times', () => {
    expect(machineConfigurationSchema.parse({})).toEqual({});
    const file = { city: 'Musterstadt', site: 'Klima-Pavillon', times: { idleSeconds: 60 } };
    expect(machineConfigurationSchema.parse(file)).toEqual(file);
  });

  it('refuses what it does not know, so that a slip shows', () => {
    expect(machineConfigurationSchema.safeParse({ sites: 'Bibliothek' }).success).toBe(false);
    expect(machineConfigurationSchema.safeParse({ terms: MINIMUM.terms }).success).toBe(false);
  });
});
