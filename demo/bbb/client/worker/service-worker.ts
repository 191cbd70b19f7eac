declare const self: ServiceWorkerGlobalScope;

const CACHE = 'client-assets';

const fromCacheOrNetwork = async (request: Request): Promise<Response> => {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
};

// BBB's newer builds register a service worker that keeps the client's files; whoever cleans up after a
// visit has to find this one as well. The files have a hash in their names, so they never go stale.
self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).pathname.startsWith('/html5client/assets/')) {
    event.respondWith(fromCacheOrNetwork(event.request));
  }
});

export {};
