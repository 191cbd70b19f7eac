import { CITY_PATHS } from '../../contract/city-api.ts';
import { signedEnvelopeSchema } from '../../contract/signed.ts';
import { signConfiguration } from '../fleet/terminal-configuration.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';

/** `GET v1/configuration`: what this terminal needs to know of its city, signed. */
export const configurationRoute =
  (db: Database, now: () => number): Routes =>
  (app, _options, done) => {
    const schema = { summary: 'The configuration of the terminal, signed.', response: { 200: signedEnvelopeSchema } };
    app.get(`/${CITY_PATHS.configuration}`, { schema }, (request) => signConfiguration(db, request.terminal, now()));
    done();
  };
