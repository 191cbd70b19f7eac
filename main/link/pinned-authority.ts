import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate as a TLS server shows it, with the one that it says has issued it. */
export interface ShownCertificate {
  /** PEM. */
  readonly data: string;
  readonly issuerCert?: ShownCertificate;
}

/** Extended key usage of a server (RFC 5280, 4.2.1.12). */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

/** More than any chain has; one that names itself as its issuer must not keep us for ever. */
const CHAIN_MAX = 8;

const chainOf = (shown: ShownCertificate): X509Certificate[] => {
  const chain: X509Certificate[] = [];
  for (let next: ShownCertificate | undefined = shown; next !== undefined && chain.length < CHAIN_MAX;) {
    chain.push(new X509Certificate(next.data));
    next = next.issuerCert;
  }
  return chain;
};

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads the authorities of a city's line.
 * @param pem one certificate, or several
 * @returns null when there is none in it, or when one cannot be read
 */
export const readAuthorities = (pem: string): readonly X509Certificate[] | null => {
  try {
    const authorities = Array.from(pem.matchAll(BLOCK), ([block]) => new X509Certificate(block));
    return authorities.length > 0 && authorities.every(({ ca }) => ca) ? authorities : null;
  } catch {
    return null;
  }
};

const isValidAt = ({ validFrom, validTo }: X509Certificate, now: number): boolean =>
  Date.parse(validFrom) <= now && now <= Date.parse(validTo);

const hasIssued = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isNamed = (certificate: X509Certificate, hostname: string): boolean => {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return (isIP(bare) === 0 ? certificate.checkHost(bare) : certificate.checkIP(bare)) !== undefined;
};

const isForServers = ({ keyUsage }: { readonly keyUsage: readonly string[] | undefined }): boolean =>
  keyUsage?.includes(SERVER_AUTH) ?? true;

/**
 * Whether a server's certificate leads to one of these authorities, and is good for its name now.
 * @param now milliseconds since 1970
 */
export const isUnder = (
  authorities: readonly X509Certificate[],
  shown: ShownCertificate,
  hostname: string,
  now: number,
): boolean => {
  try {
    const chain = chainOf(shown);
    const [server] = chain;
    if (server === undefined || !isNamed(server, hostname) || !isForServers(server)) return false;
    for (const [index, certificate] of chain.entries()) {
      if (!isValidAt(certificate, now)) return false;
      if (authorities.some((authority) => isValidAt(authority, now) && hasIssued(authority, certificate))) return true;
      const issuer = chain[index + 1];
      if (issuer === undefined || !hasIssued(issuer, certificate)) return false;
    }
    return false;
  } catch {
    // Nothing that is a certificate.
    return false;
  }
};
