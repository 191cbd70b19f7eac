import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';

/*
 * What the city reads of BBB's answers. Passwords and the names of people are in them as well (getMeetings,
 * getMeetingInfo): nothing but the fields below is taken out.
 */

const parser = new XMLParser({
  ignoreAttributes: true,
  /** Everything stays text; each field says itself what it must be. */
  parseTagValue: false,
  /** No field that is read needs them, and a hostile answer cannot blow up what is not unfolded. */
  processEntities: false,
  isArray: (name) => name === 'meeting' || name === 'error',
});

const booleanSchema = z.enum(['true', 'false']).transform((text) => text === 'true');
const countSchema = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** Keys are "very hard to keep stable": every word may be one. */
const messageKeySchema = z.string().regex(/^[\w ]{1,64}$/);

const failedSchema = z.object({
  response: z.object({
    returncode: z.literal('FAILED'),
    messageKey: messageKeySchema.optional(),
    /** The other form: several errors at once. */
    errors: z.object({ error: z.array(z.object({ key: messageKeySchema })).min(1) }).optional(),
  }),
});

const succeeded = <T extends z.ZodRawShape>(shape: T) =>
  z.object({ response: z.object({ returncode: z.literal('SUCCESS'), ...shape }) });

/** What telephones enter; one that is not just digits is of no use to them. */
const voiceBridgeSchema = z
  .string()
  .regex(/^\d{4,10}$/)
  .optional()
  .catch(undefined);

export const createAnswerSchema = succeeded({
  /** Kept as text, so that the join sends back the very same digits. */
  createTime: z.string().regex(/^\d{1,20}$/),
  voiceBridge: voiceBridgeSchema,
  hasBeenForciblyEnded: booleanSchema.optional(),
});

export const meetingInfoSchema = succeeded({
  createTime: z.string().regex(/^\d{1,20}$/),
  voiceBridge: voiceBridgeSchema,
  running: booleanSchema,
  hasBeenForciblyEnded: booleanSchema,
  participantCount: countSchema,
});

export const meetingListSchema = succeeded({
  /** An empty element is an empty text. */
  meetings: z.union([
    z.literal('').transform(() => ({ meeting: [] })),
    z.object({
      meeting: z.array(z.object({ meetingID: z.string(), running: booleanSchema, participantCount: countSchema })),
    }),
  ]),
});

/** BBB refuses a call, and says why by its key. */
export class BbbFailure extends Error {
  readonly messageKey: string;

  constructor(call: string, messageKey: string) {
    super(`The meeting server refused the call ${call} (${messageKey}).`);
    this.name = 'BbbFailure';
    this.messageKey = messageKey;
  }
}

const parseXml = (text: string): unknown => {
  try {
    return parser.parse(text);
  } catch {
    return null;
  }
};

/**
 * Reads the answer to a call.
 * @throws BbbFailure when BBB refuses
 * @throws Refusal `meeting-server-refused` when it is not an answer of BBB at all (an HTML page, broken XML)
 */
export const parseAnswer = <T>(call: string, text: string, schema: z.ZodType<{ response: T }>): T => {
  const xml = parseXml(text);
  const answer = schema.safeParse(xml);
  if (answer.success) return answer.data.response;
  const failed = failedSchema.safeParse(xml);
  if (!failed.success) {
    throw new Refusal('meeting-server-refused', `The meeting server answered the call ${call} with something else.`);
  }
  const { messageKey, errors } = failed.data.response;
  throw new BbbFailure(call, messageKey ?? errors?.error[0]?.key ?? 'no reason given');
};
