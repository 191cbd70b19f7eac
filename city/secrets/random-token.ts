import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** 256 random bit as 43 characters of base64url. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** What is stored of a token: 256 bit cannot be guessed from their hash, so a slow one would only cost time. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
