import type { Answer, CityLink } from '../link/city.ts';

const notEnrolled = (): Promise<Answer<never>> => Promise.resolve({ ok: false, code: 'not-enrolled' });

/** Without an identity there is no city to ask; the screens say so instead of an address that does not exist. */
const noCity: CityLink = {
  configuration: notEnrolled,
  rooms: notEnrolled,
  checkCode: notEnrolled,
  join: notEnrolled,
  callStaff: notEnrolled,
  lookAtCall: notEnrolled,
  closeCall: notEnrolled,
  deliver: () => Promise.resolve('later'),
  orders: notEnrolled,
  attach: () => Promise.resolve(false),
  batchMax: () => 1,
  answerMs: () => null,
  clockOffset: () => 0,
};

/**
 * A line that is made once the first screen has been drawn; whoever asks before waits.
 * @param make null without an identity
 */
export const lineWhenBegun = (begun: Promise<void>, make: (() => Promise<CityLink>) | null): CityLink => {
  let made = noCity;
  const line = begun.then(async () => (made = (await make?.()) ?? noCity));
  return {
    configuration: async () => (await line).configuration(),
    rooms: async () => (await line).rooms(),
    checkCode: async (request, signal) => (await line).checkCode(request, signal),
    join: async (room, request, signal) => (await line).join(room, request, signal),
    callStaff: async (request) => (await line).callStaff(request),
    lookAtCall: async (id) => (await line).lookAtCall(id),
    closeCall: async (id) => (await line).closeCall(id),
    deliver: async (events) => (await line).deliver(events),
    orders: async (after, signal) => (await line).orders(after, signal),
    attach: async (order, kind, body) => (await line).attach(order, kind, body),
    batchMax: () => made.batchMax(),
    answerMs: () => made.answerMs(),
    clockOffset: () => made.clockOffset(),
  };
};
