import { z } from 'zod';
import { type AccountAdmin, accountAdminOf } from '../accounts/account-admin.ts';
import { createAccessCode, type NewCodeRequest, newCodeRequestSchema } from '../codes/access-codes.ts';
import { type EventQuery, listEvents, type StoredEvent, storedEventSchema } from '../events/event-store.ts';
import { type HelpCalls, type OpenHelpCall, openHelpCallSchema } from '../help/help-calls.ts';
import { createDeviceToken, type TokenRequest, tokenRequestSchema } from '../fleet/device-tokens.ts';
import { createServicePin, type NewPinRequest, newPinRequestSchema } from '../fleet/service-pins.ts';
import { type CitySeedInput, citySeedSchema } from '../seed/city-seed.ts';
import { importSeed } from '../seed/import-seed.ts';
import type { Database } from '../store/open-store.ts';

/** What an operator does with a city, wherever its store is open: in this process or in the running server. */
export interface CityAdmin {
  /** Makes a new token for a terminal, registering it when new; an earlier token of it stops working. */
  readonly createDeviceToken: (request: TokenRequest) => Promise<string>;
  /** Makes a new code for a room and role; an earlier one stops working. */
  readonly createAccessCode: (request: NewCodeRequest) => Promise<string>;
  /** Makes a PIN for the service menu of the terminals; an earlier one of its role stops working. */
  readonly createServicePin: (request: NewPinRequest) => Promise<string>;
  /** Events in the order of arrival, oldest first. */
  readonly listEvents: (query: EventQuery) => Promise<readonly StoredEvent[]>;
  /** Replaces the city's settings and rooms. */
  readonly importSeed: (seed: CitySeedInput) => Promise<void>;
  /** Who waits for the staff, the longest wait first. */
  readonly listHelpCalls: () => Promise<readonly OpenHelpCall[]>;
  /** Tells the person who called that somebody is coming. */
  readonly answerHelpCall: (call: { readonly id: string }) => Promise<OpenHelpCall>;
  /** Who may sign in at the dashboard. */
  readonly accounts: AccountAdmin;
}

/** What crosses the line between the command and the running server, per operation. */
export const ADMIN_CALLS = {
  createDeviceToken: {
    path: '/tokens',
    request: tokenRequestSchema,
    answer: z.object({ token: z.string() }),
  },
  createAccessCode: {
    path: '/codes',
    request: newCodeRequestSchema,
    answer: z.object({ code: z.string() }),
  },
  createServicePin: {
    path: '/pins',
    request: newPinRequestSchema,
    answer: z.object({ pin: z.string() }),
  },
  listEvents: {
    path: '/events',
    request: z.object({ after: z.int().min(0).optional(), limit: z.int().min(1).optional() }),
    answer: z.object({ events: z.array(storedEventSchema) }),
  },
  importSeed: { path: '/seed', request: citySeedSchema, answer: z.object({}) },
  listHelpCalls: {
    path: '/help-calls',
    request: z.object({}),
    answer: z.object({ calls: z.array(openHelpCallSchema) }),
  },
  answerHelpCall: { path: '/help-calls/answer', request: z.object({ id: z.string() }), answer: openHelpCallSchema },
} as const;

/** The operations on a store that this process has open. */
export const adminOf = (db: Database, now: () => number, helpCalls: HelpCalls): CityAdmin => ({
  createDeviceToken: (request) => createDeviceToken(db, request, now()),
  createAccessCode: (request) => createAccessCode(db, request, now()),
  createServicePin: (request) => createServicePin(db, request, now()),
  listEvents: (query) => listEvents(db, query),
  importSeed: (seed) => importSeed(db, citySeedSchema.parse(seed), now()),
  listHelpCalls: () => Promise.resolve(helpCalls.list()),
  // What it throws belongs into the promise.
  answerHelpCall: ({ id }) =>
    new Promise((resolve) => {
      resolve(helpCalls.answer(id));
    }),
  accounts: accountAdminOf(db, now),
});
