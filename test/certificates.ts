import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Credentials {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
}

const inFolder = <T>(work: (folder: string) => T): T => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-certificates-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Makes a key and a certificate with OpenSSL, as a city's own authority would.
 * @param extensions lines of an OpenSSL configuration (x509v3_config(5))
 * @param issuer signs it; itself when absent
 */
const make = (name: string, extensions: readonly string[], days: number, issuer?: Credentials): Credentials =>
  inFolder((folder) => {
    const at = (file: string): string => path.join(folder, file);
    const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
    writeFileSync(at('extensions'), extensions.join('\n'));
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at('key'));
    openssl('req', '-new', '-key', at('key'), '-subj', `/CN=${name}`, '-out', at('request'));
    const signer = issuer === undefined ? ['-signkey', at('key')] : ['-CA', at('issuer'), '-CAkey', at('issuer-key')];
    if (issuer !== undefined) {
      writeFileSync(at('issuer'), issuer.certificate);
      writeFileSync(at('issuer-key'), issuer.key);
    }
    const asked = ['x509', '-req', '-in', at('request'), '-out', at('certificate'), '-days', String(days)];
    openssl(...asked, '-extfile', at('extensions'), '-set_serial', String(Math.ceil(Math.random() * 1e9)), ...signer);
    return { certificate: readFileSync(at('certificate'), 'utf8'), key: readFileSync(at('key'), 'utf8') };
  });

const AUTHORITY = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'] as const;

/** An authority; below another one when that is given. */
export const makeAuthority = (name: string, issuer?: Credentials): Credentials => make(name, AUTHORITY, 30, issuer);

export interface ServerOptions {
  /** As in `subjectAltName`: `IP:127.0.0.1`, `DNS:localhost`. */
  readonly names?: string;
  readonly usage?: 'serverAuth' | 'clientAuth';
  readonly days?: number;
}

/** A server's certificate; its own issuer when none is given. */
export const makeServer = (issuer: Credentials | undefined, options: ServerOptions = {}): Credentials => {
  const { names = 'IP:127.0.0.1,DNS:localhost', usage = 'serverAuth', days = 30 } = options;
  const extensions = ['basicConstraints=CA:FALSE', `extendedKeyUsage=${usage}`, `subjectAltName=${names}`];
  return make('city', extensions, days, issuer);
};
