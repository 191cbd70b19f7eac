import { XMLParser } from 'fast-xml-parser';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { startBbbStandIn, type BbbStandIn, type BbbStandInOptions } from '../../../demo/bbb/server.ts';
import { signedUrl } from '../../../demo/bbb/signed-url.ts';

export const SECRET = '639259d4-9dd8-4b25-bf01-95f9567eaf4b';

/** A Wednesday at 17:00 in Berlin. */
export const START = Date.UTC(2026, 10, 18, 16, 0, 0);

const running: BbbStandIn[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((standIn) => standIn.close()));
});

const xmlSchema = z.object({ response: z.record(z.string(), z.unknown()) });
const parser = new XMLParser({ parseTagValue: false });

export type Answer = Readonly<Record<string, unknown>>;

export const parseXml = (text: string): Answer => xmlSchema.parse(parser.parse(text)).response;

export interface TestStandIn {
  readonly standIn: BbbStandIn;
  /** The stand-in's clock; it stands still until it is moved. */
  readonly clock: { now: number };
  /** The signed URL of a call. */
  readonly urlFor: (callName: string, parameters?: Readonly<Record<string, string>>) => string;
  /** Makes a signed call and reads its answer, which has status 200 whatever it says. */
  readonly call: (callName: string, parameters?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** The signed URL of a join into the meeting `room-1`. */
  readonly joinUrl: (parameters: Readonly<Record<string, string>>) => string;
}

export const standInForTest = async (options: Partial<BbbStandInOptions> = {}): Promise<TestStandIn> => {
  const clock = { now: START };
  const standIn = await startBbbStandIn({ port: 0, secret: SECRET, now: () => clock.now, ...options });
  running.push(standIn);
  const urlFor = (callName: string, parameters: Readonly<Record<string, string>> = {}) =>
    signedUrl(standIn.url, SECRET, callName, parameters);
  return {
    standIn,
    clock,
    urlFor,
    call: async (callName, parameters) => {
      const answer = await fetch(urlFor(callName, parameters), { redirect: 'manual' });
      if (answer.status !== 200) throw new Error(`Status ${answer.status} instead of 200`);
      return parseXml(await answer.text());
    },
    joinUrl: (parameters) => urlFor('join', { meetingID: 'room-1', fullName: 'Ada', ...parameters }),
  };
};

/** A stand-in with the meeting `room-1` in it. */
export const standInWithMeeting = async (
  parameters: Readonly<Record<string, string>> = {},
  options: Partial<BbbStandInOptions> = {},
): Promise<TestStandIn> => {
  const test = await standInForTest(options);
  await test.call('create', { name: 'Room 1', meetingID: 'room-1', ...parameters });
  return test;
};
