import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { SignedIn } from '../../contract/dashboard.ts';
import type { Refusal } from '../refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The terminal whose token the request carries; empty outside of `v1`. */
    terminal: string;
    /** Who is signed in at the dashboard; null outside of it. */
    account: SignedIn | null;
    /** Why the request was refused, for the log. */
    refusal: Refusal | null;
    /** Where our own code failed, for the log. */
    failure: string | null;
  }
}

/** Routes that belong together, in Fastify's callback form: nothing in them has to be waited for. */
export type Routes = FastifyPluginCallbackZod;
