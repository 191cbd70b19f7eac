import { createHmac, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;

/**
 * What stands in the store for something that must not be there, like an address: always the same for the same text,
 * and of no meaning to whoever has not the key, which dies with this process.
 */
export const createStandIns = (): ((text: string) => string) => {
  const key = randomBytes(KEY_BYTES);
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
};
