import { describe, expect, it } from 'vitest';
import { isUnder, readAuthorities, type ShownCertificate } from '../../../../main/link/pinned-authority.ts';
import { makeAuthority, makeServer, type Credentials } from '../../../certificates.ts';

const CITY = makeAuthority('City authority');
const OTHER = makeAuthority('City authority');
const BRANCH = makeAuthority('Branch', CITY);
const SERVER = makeServer(CITY);
const DAY_MS = 24 * 60 * 60_000;

const shown = (...chain: readonly Credentials[]): ShownCertificate => {
  const [first, ...rest] = chain;
  const data = first?.certificate ?? '';
  return rest.length === 0 ? { data } : { data, issuerCert: shown(...rest) };
};

const isTaken = (certificate: ShownCertificate, hostname = '127.0.0.1', now = Date.now()): boolean =>
  isUnder(readAuthorities(CITY.certificate) ?? [], certificate, hostname, now);

describe('a certificate for the line to the city', () => {
  it('is taken when the pinned authority has issued it, itself or through another one', () => {
    expect(isTaken(shown(SERVER))).toBe(true);
    expect(isTaken(shown(SERVER, CITY))).toBe(true);
    expect(isTaken(shown(SERVER), 'localhost')).toBe(true);
    expect(isTaken(shown(makeServer(BRANCH), BRANCH))).toBe(true);
    expect(isTaken(shown(makeServer(BRANCH), BRANCH, CITY))).toBe(true);
  });

  it.each([
    ['of an authority with the same name', () => shown(makeServer(OTHER), OTHER)],
    ['of an authority with the same name, with the pinned one behind it', () => shown(makeServer(OTHER), CITY)],
    ['that is its own issuer', () => shown(makeServer(undefined))],
    ['issued by a server of the city', () => shown(makeServer(SERVER), SERVER, CITY)],
    ['whose branch is not shown', () => shown(makeServer(BRANCH))],
    ['that is for clients', () => shown(makeServer(CITY, { usage: 'clientAuth' }))],
    ['for another name', () => shown(makeServer(CITY, { names: 'DNS:other.example' }))],
    ['that is none', () => ({ data: 'rubbish' })],
  ])('is refused %s', (_what, certificate) => {
    expect(isTaken(certificate())).toBe(false);
  });

  it('is refused before and after its time', () => {
    expect(isTaken(shown(SERVER), '127.0.0.1', Date.now() - DAY_MS)).toBe(false);
    expect(isTaken(shown(SERVER), '127.0.0.1', Date.now() + 31 * DAY_MS)).toBe(false);
  });

  it('that leads back to itself ends', () => {
    const loop: { data: string; issuerCert?: ShownCertificate } = { data: OTHER.certificate };
    loop.issuerCert = loop;
    expect(isTaken(loop)).toBe(false);
  });
});

describe('the file with the authority', () => {
  it('may hold several', () => {
    expect(readAuthorities(`${CITY.certificate}\n${OTHER.certificate}`)).toHaveLength(2);
  });

  it.each([
    ['empty', ''],
    ['no PEM', 'rubbish'],
    ['cut off', CITY.certificate.slice(0, 200)],
    ['of wrong bytes', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['of a server', SERVER.certificate],
  ])('trusts nobody when it is %s', (_what, text) => {
    expect(readAuthorities(text)).toBeNull();
    expect(isUnder(readAuthorities(text) ?? [], shown(SERVER), '127.0.0.1', Date.now())).toBe(false);
  });
});
