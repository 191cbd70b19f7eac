import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { LOCALES } from '../../contract/locale.ts';
import type { ScreenSize } from '../display.ts';
import { dashboardPart } from './dashboard-part.ts';
import { enrolmentPart } from './enrolment-part.ts';
import type { TourPart } from './part.ts';
import { visitPart } from './visit-part.ts';

/** `npm run tour -- [--part NAME] [--format WIDTHxHEIGHT]`: a picture of every screen and page, in out/tour. */
const PARTS: Readonly<Record<string, TourPart>> = {
  enrolment: enrolmentPart,
  visit: visitPart,
  dashboard: dashboardPart,
};

const output = path.resolve(import.meta.dirname, '..', '..', 'out', 'tour');

const nameOf = ({ width, height }: ScreenSize): string => `${width}x${height}`;

const { values: asked } = parseArgs({ options: { part: { type: 'string' }, format: { type: 'string' } } });

const walks = Object.entries(PARTS)
  .filter(([name]) => asked.part === undefined || asked.part === name)
  .flatMap(([name, part]) => part.formats.map((format) => ({ name, part, format })))
  .filter(({ format }) => asked.format === undefined || asked.format === nameOf(format));

if (walks.length === 0) {
  const known = Object.entries(PARTS).map(
    ([name, { formats }]) => `  --part ${name}: ${formats.map(nameOf).join(', ')}`,
  );
  process.stderr.write(`There is no such part or format. There are:\n${known.join('\n')}\n`);
  process.exit(1);
}

for (const { name, part, format } of walks) {
  const folder = path.join(output, name, nameOf(format));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const locale of LOCALES) {
    let number = 0;
    const nextFile = (picture: string): string => {
      number += 1;
      return path.join(folder, `${locale}-${String(number).padStart(2, '0')}-${picture}.png`);
    };
    await part.walk({ format, locale, nextFile });
  }
  process.stdout.write(`${path.relative(process.cwd(), folder)}\n`);
}
process.exit();
