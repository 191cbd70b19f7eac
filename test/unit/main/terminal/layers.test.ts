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

const layerOf = (field: ConfigurationField, ...layers: Parameters<typeof layersOf>): Layer | undefined =>
  layersOf(...layers).find((one) => one.field === field)?.layer;

describe('the layer of a field', () => {
  it('is said of every field, by its name alone', () => {
    const layers = layersOf({ site: 'Pavillon' }, CITY);
    expect(layers.map(({ field }) => field)).toEqual(configurationFieldSchema.options);
    expect(JSON.stringify(layers)).not.toMatch(/Pavillon|Bibliothek|Musterstadt/);
  });

  it('is the default where nobody says anything', () => {
    expect(new Set(layersOf({}, null).map(({ layer }) => layer))).toEqual(new Set(['default']));
  });

  it('is the machine until the city says something', () => {
    const machine = { site: 'Pavillon', times: { idleSeconds: 60 }, devices: { volume: 30 } };
    expect(layerOf('site', machine, null)).toBe('machine');
    expect(layerOf('site', machine, CITY)).toBe('city');
    expect(layerOf('times', machine, CITY)).toBe('machine');
    expect(layerOf('times', machine, { ...CITY, times: { goodbyeSeconds: 5 } })).toBe('city');
    expect(layerOf('devices', machine, CITY)).toBe('machine');
  });

  it('of hosts is the machine even then: the city cannot widen what the machine allows', () => {
    const city = { ...CITY, hosts: ['bbb.example'] };
    expect(layerOf('hosts', {}, city)).toBe('city');
    expect(layerOf('hosts', { hosts: ['bbb.other.example'] }, city)).toBe('machine');
  });

  it('is what decides the value in force, whatever the layers are', () => {
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
        for (const { field, layer } of layersOf(machine, city)) {
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
