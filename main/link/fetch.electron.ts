import { session } from 'electron';

/**
 * Electron's network stack, with the system's proxies and certificates, in a session of its own: it shares
 * no cookie, cache or connection with a page.
 */
export const cityFetch = (): ((request: Request) => Promise<Response>) => {
  const link = session.fromPartition('city', { cache: false });
  return (request) => link.fetch(request);
};
