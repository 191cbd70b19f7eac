import ky, { HTTPError } from 'ky';
import type { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { createAnswerSchema, meetingInfoSchema, meetingListSchema, parseAnswer } from './bbb-answer.ts';
import type { BbbSettings } from './bbb-settings.ts';
import { signedUrl } from './bbb-signature.ts';

type Parameters = Readonly<Record<string, string>>;

/** Answers of a proxy whose BBB server is away. */
const AWAY_STATUS: readonly number[] = [502, 503, 504];

const RETRY_DELAY_MS = 200;

/**
 * The calls of the BBB API that the city makes. Each throws `BbbFailure` when BBB refuses, and `Refusal`
 * (`meeting-server-unreachable`, `meeting-server-refused`) when there is no answer or not one of BBB.
 */
export const createBbbClient = ({ url, secret, timeoutMs }: BbbSettings) => {
  const fetchText = async (call: string, parameters: Parameters, retries: number): Promise<string> => {
    try {
      // The signal bounds all attempts and the body together; ky's own timeout ends with the headers.
      const options = { signal: AbortSignal.timeout(timeoutMs), timeout: false, redirect: 'manual' } as const;
      const retry = { limit: retries, delay: () => RETRY_DELAY_MS, afterStatusCodes: [] };
      return await ky.get(signedUrl(url, secret, call, parameters), { ...options, retry }).text();
    } catch (error) {
      if (error instanceof HTTPError && !AWAY_STATUS.includes(error.response.status)) {
        const { status } = error.response;
        throw new Refusal(
          'meeting-server-refused',
          `The meeting server answered the call ${call} with HTTP ${status}.`,
        );
      }
      throw new Refusal('meeting-server-unreachable', `The meeting server did not answer the call ${call}.`);
    }
  };

  const ask = async <T>(
    call: string,
    parameters: Parameters,
    schema: z.ZodType<{ response: T }>,
    retries = 0,
  ): Promise<T> => parseAnswer(call, await fetchText(call, parameters, retries), schema);

  return {
    /** Opens a meeting or finds it open: idempotent, so one more attempt does no harm. */
    create: (parameters: Parameters) => ask('create', parameters, createAnswerSchema, 1),
    getMeetingInfo: (meetingID: string) => ask('getMeetingInfo', { meetingID }, meetingInfoSchema),
    getMeetings: async () => (await ask('getMeetings', {}, meetingListSchema)).meetings.meeting,
    /** The address with which a person's own browser joins; calling it here would take the session cookie. */
    joinUrl: (parameters: Parameters): string => signedUrl(url, secret, 'join', parameters),
  };
};
export type BbbClient = ReturnType<typeof createBbbClient>;
