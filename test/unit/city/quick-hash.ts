import type { BinaryLike, scrypt } from 'node:crypto';

/** How often a hash was asked for that is as slow as Node makes it. */
export const hashes = { slow: 0 };

/**
 * Codes are hashed slowly on purpose. Where something else is tried nobody has to wait for it; that it was asked for is
 * counted.
 */
export const withQuickHash = <T extends { scrypt: typeof scrypt }>(crypto: T) => ({
  ...crypto,
  /** Without options the cost is Node's own; whoever gives some has no place here. */
  scrypt: (password: BinaryLike, salt: BinaryLike, length: number, done: Parameters<typeof scrypt>[4]): void => {
    hashes.slow += 1;
    crypto.scrypt(password, salt, length, { N: 2 }, done);
  },
});
