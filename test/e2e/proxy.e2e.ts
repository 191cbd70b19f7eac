import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeAuthority, makeServer } from '../certificates.ts';
import { expect, SITE, test, type LaunchOptions } from './fixtures.ts';
import { openForwardProxy } from './forward-proxy.ts';
import { enterMeeting } from './steps.ts';
import { openTls } from './tls.ts';

/** A name that only the proxy knows: nobody gets there past it. */
const CITY = 'city.example';

/** Chromium leaves a proxy out for this machine, where the meetings are, unless it is told otherwise. */
const NOT_EVEN_LOOPBACK = '<-loopback>';

const WAYS: readonly { readonly what: string; readonly given: (proxy: string) => LaunchOptions }[] = [
  {
    what: "Chromium's switches",
    given: (proxy) => ({ args: [`--proxy-server=${proxy}`, `--proxy-bypass-list=${NOT_EVEN_LOOPBACK}`] }),
  },
  {
    what: 'the environment',
    given: (proxy) => ({ environment: { http_proxy: proxy, https_proxy: proxy, no_proxy: NOT_EVEN_LOOPBACK } }),
  },
];

for (const { what, given } of WAYS) {
  test(`${what}: all ways lead through the proxy that is named there`, async ({
    launch,
    embedded: { city, bbb },
    terminalName,
    eventsOf,
    profile,
  }) => {
    const authority = makeAuthority('City authority');
    const ca = path.join(profile, 'ca.pem');
    writeFileSync(ca, authority.certificate);
    const secured = await openTls(new URL(city.url), makeServer(authority, { names: `DNS:${CITY}` }));
    const proxy = await openForwardProxy({ [CITY]: Number(new URL(secured.url).port) });
    try {
      const terminal = await launch({
        at: { ...city, url: `https://${CITY}/` },
        enrol: await city.createEnrolmentCode({ site: SITE, terminal: terminalName }),
        machine: { ca },
        ...given(proxy.url),
      });
      const visitor = terminal.as('de');
      await visitor.seesAttract();
      await enterMeeting(terminal);
      await expect.poll(async () => (await eventsOf('stadtfenster.visit.joined')).length).toBe(1);

      const { host } = new URL(bbb.url);
      expect(proxy.tunnels).toContain(`${CITY}:443`);
      // Its pages, and the WebSocket that they open.
      expect(proxy.requests).toContain(host);
      expect(proxy.tunnels).toContain(host);
      expect(new Set([...proxy.tunnels, ...proxy.requests])).toEqual(new Set([`${CITY}:443`, host]));
    } finally {
      await proxy.close();
      secured.close();
    }
  });
}
