import { checksumOf } from './api/checksum.ts';
import { API_PATH } from './api/routes.ts';

/**
 * The signed URL of an API call, for demonstrations and tests that call the stand-in themselves.
 * @param url the server's own address
 */
export const signedUrl = (
  url: string,
  secret: string,
  callName: string,
  parameters: Readonly<Record<string, string>> = {},
): string => {
  const query = new URLSearchParams(parameters).toString();
  const checksum = checksumOf('sha256', callName, query, secret);
  return `${url}${API_PATH}/${callName}?${query === '' ? '' : `${query}&`}checksum=${checksum}`;
};
