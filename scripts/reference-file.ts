import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

/** A document that is made from the code: a test says when it is out of date. */
export const referenceFile = (name: string): string => path.join(import.meta.dirname, '..', 'docs', name);

/** Its lines as they must stand there. */
export const inItsStyle = async (file: string, lines: readonly string[]): Promise<string> => {
  const style = await resolveConfig(file);
  return format(lines.join('\n'), { ...style, parser: 'markdown' });
};

/** Leaves alone what is as it must be. */
export const writeReference = (file: string, text: string): void => {
  if (readFileSync(file, { encoding: 'utf8', flag: 'a+' }) !== text) writeFileSync(file, text);
};
