import { session } from 'electron';
import { isUnder, readAuthorities } from './pinned-authority.ts';

/** What Chromium is told of a certificate: that it is good, or that it is not (setCertificateVerifyProc). */
const GOOD = 0;
const FAILED = -2;

/** With these Chromium has seen nothing wrong but an authority that it does not know. */
const AUTHORITY_UNKNOWN: ReadonlySet<string> = new Set(['net::OK', 'net::ERR_CERT_AUTHORITY_INVALID']);

/**
 * Electron's network stack, with the system's proxies and certificates, in a session of its own: it shares
 * no cookie, cache or connection with a page.
 * @param authority PEM of the one authority that certificates of this line must come from; null leaves it to the
 * system. One that cannot be read lets no certificate pass.
 */
export const cityFetch = (authority: string | null): ((request: Request) => Promise<Response>) => {
  const link = session.fromPartition('city', { cache: false });
  if (authority !== null) {
    const authorities = readAuthorities(authority) ?? [];
    link.setCertificateVerifyProc(({ certificate, hostname, verificationResult }, answer) => {
      const isGood =
        AUTHORITY_UNKNOWN.has(verificationResult) && isUnder(authorities, certificate, hostname, Date.now());
      answer(isGood ? GOOD : FAILED);
    });
  }
  return (request) => link.fetch(request);
};
