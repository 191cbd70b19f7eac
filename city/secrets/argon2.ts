import { randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';

/** What argon2id costs: the first choice of OWASP's Password Storage Cheat Sheet for a small machine. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

const SALT_BYTES = 16;

/** The slow hash of something that people can remember, as a PHC string with a salt of its own. */
export const argon2Of = (password: string): Promise<string> =>
  argon2id({ ...COST, password, salt: randomBytes(SALT_BYTES), outputType: 'encoded' });

/** Whether this is what the hash was made of. */
export const fitsArgon2 = (password: string, hash: string): Promise<boolean> =>
  // There is no empty password, and hash-wasm throws at one.
  argon2Verify({ password: password === '' ? '\0' : password, hash });
