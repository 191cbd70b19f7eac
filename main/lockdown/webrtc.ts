import type { WebContents } from 'electron';
import type { Rule } from './rule.ts';

/**
 * Run in the page. STUN and TURN servers are asked over UDP and TCP past webRequest: only those on the meeting's
 * hosts are kept, by name. Addresses inside a session description are the meeting's own business; what they may
 * reach is for the firewall around the terminal (docs/security.md).
 */
const script = (hosts: readonly string[]): string => `
  const hosts = new Set(${JSON.stringify(hosts)});
  const Real = globalThis.RTCPeerConnection;
  if (Real !== undefined) {
    const hostOf = (address) => /^(?:stun|turn)s?:(\\[[^\\]]+\\]|[^:?]+)/i.exec(String(address))?.[1]?.toLowerCase();
    const isKept = (address) => {
      const kept = hosts.has(hostOf(address));
      if (!kept) refused();
      return kept;
    };
    const keep = (configuration) => {
      if (configuration === null || typeof configuration !== 'object') return configuration;
      const iceServers = Array.from(configuration.iceServers ?? [], (server) => ({
        ...server,
        urls: [].concat(server.urls ?? []).map(String).filter(isKept),
      })).filter(({ urls }) => urls.length > 0);
      return { ...configuration, iceServers };
    };
    const set = Real.prototype.setConfiguration;
    Real.prototype.setConfiguration = function (configuration) { return set.call(this, keep(configuration)); };
    const Kept = new Proxy(Real, { construct: (target, [configuration], as) => Reflect.construct(target, [keep(configuration)], as) });
    Real.prototype.constructor = Kept;
    for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
      Object.defineProperty(globalThis, name, { value: Kept, writable: true, configurable: true, enumerable: false });
    }
  }
`;

/** @param hostsOf the hosts (`name` or `name:port`) of the meeting that a page was opened for */
export const webrtc = (hostsOf: (contents: WebContents) => readonly string[]): Rule => ({
  name: 'webrtc',
  inPage: (contents) => ({ script: script(hostsOf(contents).map((host) => new URL(`https://${host}`).hostname)) }),
});
