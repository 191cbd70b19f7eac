import { createHash } from 'node:crypto';

/**
 * Signs a query for the BBB API: sha256 over call name, query and secret, over exactly the bytes that are sent,
 * because the server neither sorts nor re-encodes them. sha256 is what BBB and Scalelite both know.
 * @returns the query with its checksum
 */
export const signQuery = (call: string, query: string, secret: string): string => {
  const checksum = createHash('sha256').update(`${call}${query}${secret}`).digest('hex');
  return query === '' ? `checksum=${checksum}` : `${query}&checksum=${checksum}`;
};

/**
 * The signed address of a call.
 * The form encoding leaves only characters that no URL parser on the way encodes once more
 * (`encodeURIComponent` keeps `'`, which WHATWG URLs turn into `%27`: the checksum would no longer fit).
 */
export const signedUrl = (
  apiUrl: string,
  secret: string,
  call: string,
  parameters: Readonly<Record<string, string>> = {},
): string => `${apiUrl}${call}?${signQuery(call, new URLSearchParams(parameters).toString(), secret)}`;
