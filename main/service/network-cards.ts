import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import type { NetworkCard } from '../../contract/service.ts';

/** Where Linux lists every network card, also one without a cable. */
const CARDS = '/sys/class/net';

const LOOPBACK = 'lo';

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    // Another system: those that have an address are known.
    return [];
  }
};

const isUp = (folder: string, name: string): boolean => {
  try {
    return readFileSync(path.join(folder, name, 'operstate'), 'utf8').trim() === 'up';
  } catch {
    return false;
  }
};

/** The machine's network cards but the one to itself, those with a line first. */
export const readNetworkCards = (folder = CARDS): readonly NetworkCard[] => {
  const addressed = networkInterfaces();
  const names = new Set([...namesIn(folder), ...Object.keys(addressed)]);
  names.delete(LOOPBACK);
  return Array.from(names, (name) => {
    const addresses = (addressed[name] ?? []).map(({ address }) => address);
    return { name, isUp: addresses.length > 0 || isUp(folder, name), addresses };
  }).sort((one, other) => Number(other.isUp) - Number(one.isUp) || one.name.localeCompare(other.name));
};
