import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { OperatorProblem, systemErrorCode } from '../operator-problem.ts';
import { type CitySeed, citySeedSchema } from './city-seed.ts';

/** U+0000 and halves of characters (lone surrogates): no database keeps them. */
const NO_CHARACTER = /[\0\p{Cs}]/u;

/** @throws OperatorProblem when a text of the file holds what is no character */
const checkText = (text: string, path: string): void => {
  const [wrong] = NO_CHARACTER.exec(text) ?? [];
  if (wrong === undefined) return;
  const number = wrong.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw new OperatorProblem(`${path} holds U+${number}, which is no character.`);
};

const parseJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text, (_name, value: unknown) => {
      if (typeof value === 'string') checkText(value, path);
      return value;
    });
  } catch (error) {
    if (error instanceof OperatorProblem) throw error;
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
  const parsed = citySeedSchema.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data;
  throw new OperatorProblem(`${path} does not describe a city:\n${z.prettifyError(parsed.error)}`);
};
