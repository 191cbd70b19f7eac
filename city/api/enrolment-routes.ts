import { CITY_PATHS } from '../../contract/city-api.ts';
import {
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
  renewalRequestSchema,
  tokenAnswerSchema,
} from '../../contract/enrolment.ts';
import { countAttempts } from '../codes/attempts.ts';
import { enrol } from '../fleet/enrolment.ts';
import { renew } from '../fleet/renewal.ts';
import { Refusal } from '../refusal.ts';
import { createStandIns } from '../secrets/stand-in.ts';
import type { Store } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';
import { addressOf } from './client-address.ts';

/** Far more than people mistype. Behind a reverse proxy all share one address, and still get on. */
const PER_ADDRESS = { free: 20, everySeconds: 3 };
/** All addresses together: two wrong codes a second are far too few to find one of 53 bit. */
const ALTOGETHER = { free: 600, everySeconds: 0.5 };
const EVERYBODY = 'all';

interface EnrolmentRoutesParts extends Pick<Store, 'db' | 'wake'> {
  readonly now: () => number;
  /** For how long a bearer token is good. */
  readonly tokenLifeSeconds: number;
}

/** `POST v1/enrolment` and `POST v1/token`: how a terminal gets its place, and each next token. Open to anyone. */
export const enrolmentRoutes =
  ({ db, wake, now, tokenLifeSeconds }: EnrolmentRoutesParts): Routes =>
  (app, _options, done) => {
    const addresses = countAttempts(db, 'enrolment/address', PER_ADDRESS, now);
    const everybody = countAttempts(db, 'enrolment', ALTOGETHER, now);
    const standInFor = createStandIns();

    const enrolment = {
      summary: 'A place for a terminal, for an enrolment code and the key of the terminal.',
      body: enrolmentRequestSchema,
      response: { 200: enrolmentAnswerSchema },
    };
    app.post(`/${CITY_PATHS.enrolment}`, { schema: enrolment }, async (request) => {
      const { body } = request;
      const who = standInFor(addressOf(request));
      const wait = (await addresses.take(who)) || (await everybody.take(EVERYBODY));
      if (wait > 0) throw new Refusal('code-wait', 'There were too many wrong codes.', wait);
      const answer = await enrol({ db, wake }, body, tokenLifeSeconds, now());
      await addresses.giveBack(who);
      await everybody.giveBack(EVERYBODY);
      return answer;
    });

    const renewal = {
      summary: 'The next bearer token, for a signature of the terminal.',
      body: renewalRequestSchema,
      response: { 200: tokenAnswerSchema },
    };
    app.post(`/${CITY_PATHS.token}`, { schema: renewal }, ({ body }) =>
      renew({ db, wake }, body, tokenLifeSeconds, now()),
    );
    done();
  };
