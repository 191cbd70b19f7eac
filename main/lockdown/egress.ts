import type { Rule } from './rule.ts';

/** They reach nothing outside the page. */
const INSIDE = new Set(['blob:', 'data:']);

/** What a WebSocket's address is in the origin of the server that it belongs to. */
const HTTP_OF: Readonly<Record<string, string>> = { 'wss:': 'https:', 'ws:': 'http:' };

/** Whether a request stays with the meeting's own servers. */
export const staysInside = (address: string, origins: readonly string[]): boolean => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (INSIDE.has(url.protocol)) return true;
  return origins.includes(`${HTTP_OF[url.protocol] ?? url.protocol}//${url.host}`);
};

/**
 * The meeting's partition speaks with the meeting's servers only, as the city named them: a foreign picture in a
 * chat already tells somebody which terminal is in which meeting. Media (WebRTC) does not pass here: see webrtc.ts.
 */
export const egress = (origins: () => readonly string[]): Rule => ({
  name: 'egress',
  refusesRequest: ({ url }) => !staysInside(url, origins()),
});
