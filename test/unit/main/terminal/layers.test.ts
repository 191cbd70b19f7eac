import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cityConfigurationSchema,
  machineConfigurationSchema,
  type CityConfiguration,
} from '../../../../contract/configuration.ts';
import { configurationFieldSchema, type ConfigurationField, type Layer } from '../../../../contract/layer.ts';
import { layConfiguration } from '../../../../main/terminal/configuration.ts';
import { layersOf } from '../../../../main/terminal/layers.ts';
import { TERMS } from '../visit/visit-for-test.ts';

const CITY = cityConfigurationSchema.parse({ city: 'Musterstadt', site: 'Bibliothek', terms: TERMS });

const layersIn = (field: ConfigurationField, ...layers: Parameters<typeof layersOf>): readonly Layer[] | undefined =>
  layersOf(...layers).find((one) => one.field === field)?.layers;

describe('the layers of a field', () => {
  it('are said of every field, by its name alone', () => {
    const layers = layersOf({ site: 'Pavillon' }, CITY);
    expect(layers.map(({ field }) => field)).toEqual(configurationFieldSchema.options);
    expect(JSON.stringify(layers)).not.toMatch(/Pavillon|Bibliothek|Musterstadt/);
  });

  it('are the default where nobody says anything', () => {
    expect(new Set(layersOf({}, null).flatMap(({ layers }) => layers))).toEqual(new Set(['default']));
  });

  it('are the default where the city says what is so by default', () => {
    expect(layersIn('languages', {}, CITY)).toEqual(['default']);
    expect(layersIn('languages', {}, { ...CITY, languages: ['de'] })).toEqual(['city']);
    expect(layersIn('openingHours', {}, CITY)).toEqual(['default']);
  });

  it('are the machine until the city says something', () => {
    const machine = { site: 'Pavillon', texts: { version: '1' } };
    expect(layersIn('site', machine, null)).toEqual(['machine']);
    expect(layersIn('site', machine, CITY)).toEqual(['city']);
    expect(layersIn('texts', machine, CITY)).toEqual(['machine']);
  });

  it('are all that say something about a part of it, where it has parts', () => {
    const machine = { times: { idleSeconds: 60 }, devices: { volume: 30 } };
    expect(layersIn('times', machine, CITY)).toEqual(['default', 'machine']);
    expect(layersIn('times', machine, { ...CITY, times: { goodbyeSeconds: 5 } })).toEqual([
      'default',
      'machine',
      'city',
    ]);
    expect(layersIn('devices', machine, CITY)).toEqual(['default', 'machine']);
    expect(layersIn('devices', { devices: {} }, CITY)).toEqual(['default']);
  });

  it('of hosts are the machine even then: the city cannot widen what the machine allows', () => {
    const city = { ...CITY, hosts: ['bbb.example'] };
    expect(layersIn('hosts', {}, city)).toEqual(['city']);
    expect(layersIn('hosts', { hosts: ['bbb.other.example'] }, city)).toEqual(['machine']);
  });

  it('are what decides the value in force, whatever the layers are', () => {
    const hosts = fc.option(fc.constantFrom(['a.example'], ['b.example']), { nil: undefined });
    const texts = fc.option(fc.constantFrom({ version: '1' }, { version: '2' }), { nil: undefined });
    const times = fc.option(fc.constantFrom({}, { idleSeconds: 40 }, { goodbyeSeconds: 5 }), { nil: undefined });
    const devices = fc.option(fc.constantFrom({}, { volume: 20 }, { audio: 'headset' as const }), { nil: undefined });
    const machines = fc
      .record({ site: fc.option(fc.constantFrom('A', 'B'), { nil: undefined }), hosts, texts, times, devices })
      .map((machine) => machineConfigurationSchema.parse(JSON.parse(JSON.stringify(machine))));
    const rooms = fc.option(fc.constantFrom([], ['a']), { nil: undefined });
    const cities = fc.option(
      fc.record({ hosts, texts, times, devices, rooms }).map((city) => ({
        ...CITY,
        ...cityConfigurationSchema.parse({ ...CITY, ...JSON.parse(JSON.stringify(city)) }),
      })),
    );
    const valuesOf = (...layers: Parameters<typeof layConfiguration>): Readonly<Record<string, unknown>> => ({
      ...layConfiguration(...layers),
    });
    fc.assert(
      fc.property(machines, cities, (machine, city: CityConfiguration | null) => {
        const inForce = valuesOf(machine, city);
        for (const { field, layers } of layersOf(machine, city)) {
          const layer = layers.at(-1);
          // What a terminal reads elsewhere (its ring, its PINs) has one layer only.
          if (!(field in inForce)) continue;
          // Without the layers above it, the value is the same.
          if (layer === 'default') expect(inForce[field], field).toEqual(valuesOf({}, null)[field]);
          else if (layer === 'machine') expect(inForce[field], field).toEqual(valuesOf(machine, null)[field]);
          else if (field !== 'times' && field !== 'devices') expect(inForce[field], field).toEqual(city?.[field]);
        }
      }),
    );
  });
});
