import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { OperatorProblem, systemErrorCode } from '../operator-problem.ts';
import { type CitySeed, citySeedSchema } from './city-seed.ts';

const parseJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OperatorProblem(`${path} is not valid JSON: ${error instanceof Error ? error.message : ''}`);
  }
};

/**
 * Reads a city's rooms and settings from a JSON file.
 * @throws OperatorProblem naming the file and every place in it that is not as it must be
 */
export const readSeedFile = async (path: string): Promise<CitySeed> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new OperatorProblem(`${path} cannot be read (${systemErrorCode(error) ?? 'unknown reason'}).`);
  }
  // PostgreSQL keeps any character but this one.
  if (text.includes('\\u0000')) throw new OperatorProblem(`${path} holds the character U+0000, which is none.`);
  const parsed = citySeedSchema.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data;
  throw new OperatorProblem(`${path} does not describe a city:\n${z.prettifyError(parsed.error)}`);
};
