import { z } from 'zod';
import { failure, type Failure } from './failures.ts';

/** The decoded parameters of one call; of a name that comes twice, the first counts. */
export type Parameters = Readonly<Record<string, string>>;

/** These are the characters BBB takes out of what it is sent. */
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/**
 * Decodes query and form body. Control characters are taken out: BBB does so, and XML could not carry them.
 * @returns the parameters without `checksum`, and every checksum that was sent
 */
export const readParameters = (rawQuery: string, formBody: string): { parameters: Parameters; checksums: string[] } => {
  const checksums: string[] = [];
  const parameters = new Map<string, string>();
  for (const [name, value] of [...new URLSearchParams(rawQuery), ...new URLSearchParams(formBody)]) {
    if (name === 'checksum') checksums.push(value);
    else if (!parameters.has(name)) parameters.set(name, value.replace(CONTROL_CHARACTERS, ''));
  }
  return { parameters: Object.fromEntries(parameters), checksums };
};

/** Carries key and sentence of a {@link Failure} through a zod issue, which has room for one text only. */
const violation = (key: string, message: string): string => `${key}: ${message}`;

const failureOfIssue = (text: string): Failure => {
  const [key = '', message] = text.split(/: (.*)/s);
  return failure(key, message);
};

const between2And256 = (subject: string, whenMissing: string, whenEmpty: string) => {
  const wrongSize = violation('sizeError', `${subject} must be between 2 and 256 characters`);
  return z
    .string({ error: whenMissing })
    .min(1, { error: whenEmpty, abort: true })
    .min(2, wrongSize)
    .max(256, wrongSize);
};

const noMeetingId = violation('missingParamMeetingID', failure('missingParamMeetingID').message);
/** Without a comma, which BBB keeps for lists of meetings. */
export const meetingIdParameter = between2And256('Meeting ID', noMeetingId, noMeetingId).regex(
  /^[^,]*$/,
  violation('validationError', "Meeting ID cannot contain ','"),
);

export const meetingNameParameter = between2And256(
  'Meeting name',
  violation('nullError', 'You must provide a meeting name'),
  violation('emptyError', 'You must provide a meeting name'),
);

const noFullName = violation('missingParamFullName', failure('missingParamFullName').message);
export const fullNameParameter = z.string({ error: noFullName }).trim().min(1, noFullName);

export const passwordParameter = z
  .string()
  .min(2, violation('sizeError', 'A password must be between 2 and 64 characters'))
  .max(64, violation('sizeError', 'A password must be between 2 and 64 characters'));

/** One of a few words in upper case, read without regard to case. */
export const wordParameter = <const Words extends readonly [string, ...string[]]>(name: string, words: Words) =>
  z
    .string()
    .transform((word) => word.toUpperCase())
    .pipe(z.enum(words, violation('validationError', `${name} must be one of ${words.join(', ')}`)));

export const booleanParameter = (name: string) =>
  wordParameter(name, ['TRUE', 'FALSE']).transform((word) => word === 'TRUE');

export const integerParameter = (name: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, violation('validationError', `${name} must be a whole number`))
    .transform(Number);

/** An empty value counts as not sent, except where BBB has an answer of its own for it. */
const withoutEmpty = (parameters: Parameters): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter(([name, value]) => value !== '' || name === 'name'));

/** Checks the parameters of one call. All that is wrong is said at once. */
export const parseParameters = <Output>(
  schema: z.ZodType<Output>,
  parameters: Parameters,
): { ok: true; value: Output } | { ok: false; failures: readonly Failure[] } => {
  const result = schema.safeParse(withoutEmpty(parameters));
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, failures: result.error.issues.map((issue) => failureOfIssue(issue.message)) };
};
