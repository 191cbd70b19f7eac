import { describe, expect, it } from 'vitest';
import type { AudioRole, DeviceProfile } from '../../../../contract/devices.ts';
import type { AudioDevice, AudioServer } from '../../../../main/machine/audio-server.ts';
import { keepSiteAudio, type AudioProblem } from '../../../../main/machine/site-audio.ts';

const device = (id: string): AudioDevice => ({ id, label: `Gerät ${id}`, port: '' });

/** A machine with sound that does what it is told, and remembers it. */
const machineWith = (ids: Partial<Record<AudioRole, string[]>>, profile: DeviceProfile = {}) => {
  const used: string[] = [];
  const told: AudioProblem[] = [];
  let changes = 0;
  let plugged: () => void = () => undefined;
  const state: {
    ids: typeof ids;
    current: Partial<Record<AudioRole, string>>;
    profile: DeviceProfile;
    volume: number | null;
    isBroken: boolean;
  } = {
    ids,
    current: {},
    profile,
    volume: 80,
    isBroken: false,
  };
  const server: AudioServer = {
    devices: (role) => Promise.resolve((state.ids[role] ?? []).map(device)),
    current: (role) => Promise.resolve(state.current[role] ?? state.ids[role]?.[0] ?? null),
    use: (role, id) => {
      if (state.isBroken) return Promise.reject(new Error('Connection refused'));
      state.current[role] = id;
      used.push(`${role} ${id}`);
      return Promise.resolve();
    },
    volume: () => Promise.resolve(state.volume),
    setVolume: async (percent) => {
      // The answer takes a while, the longer the lower: what is not done in turn would come out wrong.
      for (let turn = percent; turn < 100; turn += 10) await Promise.resolve();
      if (state.isBroken) throw new Error('Connection refused');
      state.volume = percent;
    },
    watch: (changed) => {
      plugged = changed;
      return () => {
        plugged = () => undefined;
      };
    },
  };
  const audio = keepSiteAudio({
    server,
    profile: () => state.profile,
    changed: () => (changes += 1),
    tell: (problem) => told.push(problem),
  });
  return {
    audio,
    state,
    used,
    told,
    changes: () => changes,
    plug: (now: Partial<Record<AudioRole, string[]>>): Promise<void> => {
      state.ids = now;
      plugged();
      // Whatever was begun is done before this.
      return audio.setVolume(audio.volume() ?? 0);
    },
  };
};

describe("the site's sound", () => {
  it('begins as the site wants it', async () => {
    const machine = machineWith(
      { microphone: ['camera', 'table'], speaker: ['hall'] },
      { microphone: [{ label: 'table' }], speaker: [{ label: 'hall' }], volume: 45 },
    );
    await machine.audio.restore();
    expect(machine.used.slice(0, 2)).toEqual(['microphone table', 'speaker hall']);
    expect(machine.state.volume).toBe(45);
    expect(machine.audio.volume()).toBe(45);
  });

  it('leaves to the system what the site does not name', async () => {
    const machine = machineWith({ microphone: ['camera'], speaker: ['hall'] });
    await machine.audio.restore();
    expect(machine.used).toEqual([]);
    expect(machine.told).toEqual([]);
    expect(machine.audio.volume()).toBe(80);
  });

  it.each([
    ['as the site says', { volume: 45 }, 45],
    ['as it was found', {}, 80],
  ])('is set back after a visit %s', async (_how, profile, volume) => {
    const machine = machineWith({}, profile);
    await machine.audio.restore();
    await machine.audio.setVolume(100);
    expect(machine.audio.volume()).toBe(100);
    expect(await machine.audio.isRestored()).toBe(false);
    await machine.audio.restore();
    expect(machine.state.volume).toBe(volume);
    expect(await machine.audio.isRestored()).toBe(true);
  });

  it('is not called set back by a server that cannot be asked, nor where there is none', async () => {
    const machine = machineWith({}, { volume: 50 });
    await machine.audio.restore();
    machine.state.volume = 52;
    // A step of the card beside it.
    expect(await machine.audio.isRestored()).toBe(true);
    machine.state.volume = 54;
    expect(await machine.audio.isRestored()).toBe(false);
    machine.state.volume = null;
    expect(await machine.audio.isRestored()).toBeNull();
  });

  it('does two quick touches one after the other', async () => {
    const machine = machineWith({}, { volume: 50 });
    await machine.audio.restore();
    await Promise.all([machine.audio.setVolume(10), machine.audio.setVolume(90)]);
    expect(machine.state.volume).toBe(90);
    expect(machine.audio.volume()).toBe(90);
  });

  it('uses what is plugged in, falls back when it is pulled out, and takes the volume along', async () => {
    const machine = machineWith(
      { speaker: ['screen'] },
      { speaker: [{ label: 'hall' }, { label: 'screen' }], volume: 30 },
    );
    await machine.audio.restore();
    machine.state.volume = 100;
    await machine.plug({ speaker: ['screen', 'hall'] });
    expect(machine.used.at(-1)).toBe('speaker hall');
    expect(machine.state.volume).toBe(30);
    await machine.plug({ speaker: ['screen'] });
    expect(machine.used.at(-1)).toBe('speaker screen');
  });

  it('tells a missing device once, and again when it has been there in between', async () => {
    const wanted = { microphone: [{ label: 'table' }] };
    const machine = machineWith({}, wanted);
    await machine.audio.restore();
    await machine.audio.restore();
    expect(machine.told).toEqual(['microphone-missing']);
    await machine.plug({ microphone: ['table'] });
    await machine.plug({});
    expect(machine.told).toEqual(['microphone-missing', 'microphone-missing']);
  });

  it('redraws only when the volume is another one', async () => {
    const machine = machineWith({});
    await machine.audio.restore();
    await machine.audio.restore();
    expect(machine.changes()).toBe(1);
  });

  it('goes on when the server fails, and says so', async () => {
    const machine = machineWith({});
    await machine.audio.restore();
    machine.state.isBroken = true;
    await machine.audio.setVolume(20);
    expect(machine.told).toEqual(['audio-failed']);
    machine.state.isBroken = false;
    await machine.audio.setVolume(20);
    expect(machine.audio.volume()).toBe(20);
  });

  it('pretends nothing on a machine without a volume', async () => {
    const silent = machineWith({});
    silent.state.volume = null;
    await silent.audio.restore();
    await silent.audio.setVolume(70);
    expect(silent.state.volume).toBeNull();
    expect(silent.audio.volume()).toBeNull();
  });
});

describe('another device', () => {
  const HALL = { speaker: ['screen', 'hall', 'headset'], microphone: ['camera', 'table'] };

  it('is given back later when the sound server was away at the end of the visit', async () => {
    const machine = machineWith({ speaker: ['hall', 'screen'] });
    await machine.audio.restore();
    await machine.audio.useOther('speaker');
    machine.state.isBroken = true;
    await machine.audio.restore();
    machine.state.isBroken = false;
    await machine.audio.restore();
    expect(machine.state.current.speaker).toBe('hall');
  });

  it('is the next one there is, and after the last one the first', async () => {
    const machine = machineWith(HALL);
    await machine.audio.restore();
    expect(machine.audio.devices()).toEqual({
      speaker: { label: 'Gerät screen', place: 1, count: 3 },
      microphone: { label: 'Gerät camera', place: 1, count: 2 },
    });
    for (const [label, place] of [
      ['Gerät hall', 2],
      ['Gerät headset', 3],
      ['Gerät screen', 1],
    ]) {
      await machine.audio.useOther('speaker');
      expect(machine.audio.devices().speaker).toEqual({ label, place, count: 3 });
    }
    await machine.audio.useOther('microphone');
    expect(machine.audio.devices().microphone).toEqual({ label: 'Gerät table', place: 2, count: 2 });
  });

  it.each([
    ['as it was found', {}, ['screen', 'camera']],
    [
      'as the site wants it',
      { speaker: [{ label: 'headset' }], microphone: [{ label: 'table' }] },
      ['headset', 'table'],
    ],
    [
      'as it was found where the site wants what is not there',
      { speaker: [{ label: 'beamer' }] },
      ['screen', 'camera'],
    ],
  ])('is for one visit: then it is %s', async (_how, profile, [speaker, microphone]) => {
    const machine = machineWith(HALL, profile);
    await machine.audio.restore();
    const before = machine.audio.devices();
    await machine.audio.useOther('speaker');
    await machine.audio.useOther('speaker');
    await machine.audio.useOther('microphone');
    expect(machine.audio.devices()).not.toEqual(before);
    await machine.audio.restore();
    expect(machine.audio.devices()).toEqual(before);
    expect(machine.state.current.speaker ?? 'screen').toBe(speaker);
    expect(machine.state.current.microphone ?? 'camera').toBe(microphone);
    // Nothing is kept for the visit after it.
    const used = machine.used.length;
    machine.state.profile = {};
    await machine.audio.restore();
    expect(machine.used).toHaveLength(used);
  });

  it('stays when something is plugged in, and takes the volume along', async () => {
    const machine = machineWith(HALL, { speaker: [{ label: 'screen' }], volume: 40 });
    await machine.audio.restore();
    machine.state.volume = 100;
    await machine.audio.useOther('speaker');
    expect(machine.state.volume).toBe(40);
    await machine.plug({ speaker: ['screen', 'hall', 'headset', 'beamer'] });
    expect(machine.used.at(-1)).toBe('speaker hall');
    await machine.plug({ speaker: ['screen', 'beamer'] });
    expect(machine.used.at(-1)).toBe('speaker screen');
  });

  it.each([
    ['there is only one', { speaker: ['screen'] }, {}],
    ['there is none', {}, {}],
    ['it is not known which one is used', { speaker: ['screen', 'hall'] }, { speaker: 'hall.monitor' }],
  ])('is not taken where %s', async (_why, ids, current) => {
    const machine = machineWith(ids);
    machine.state.current = current;
    await machine.audio.restore();
    await machine.audio.useOther('speaker');
    expect(machine.used).toEqual([]);
    expect(machine.audio.devices().speaker?.count ?? 0).toBeLessThan(2);
  });
});
