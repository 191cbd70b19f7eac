import { z } from 'zod';

/** A field of a JSON Schema, as far as the references read it. */
export const fieldSchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  const: z.union([z.string(), z.number()]).optional(),
  anyOf: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  default: z.unknown().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});
export type Field = z.infer<typeof fieldSchema>;

export const code = (text: string | number): string => `\`${text}\``;

/** What can stand in a field, in a few words. */
export const valuesOf = (field: Field): string => {
  if (field.const !== undefined) return code(field.const);
  if (field.enum !== undefined) return field.enum.map(code).join(', ');
  if (field.anyOf !== undefined) return field.anyOf.map((one) => valuesOf(fieldSchema.parse(one))).join(', ');
  const type = field.type ?? 'value';
  return field.format === undefined ? type : `${type} (${field.format})`;
};

/** A line of a table in Markdown. */
export const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
