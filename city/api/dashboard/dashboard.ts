import { fileURLToPath } from 'node:url';
import { createSignIn } from '../../accounts/sign-in.ts';
import type { HelpCalls } from '../../help/help-calls.ts';
import type { Store } from '../../store/open-store.ts';
import type { Routes } from '../api-types.ts';
import { auditRoute } from './audit-route.ts';
import { requireOwnPage } from './browser.ts';
import { commandsRoutes } from './commands-routes.ts';
import { fleetRoutes } from './fleet-routes.ts';
import { helpCallsRoutes } from './help-calls-routes.ts';
import { pagesRoute } from './pages-route.ts';
import { requireAccount } from './require-account.ts';
import { roomRoutes } from './room-routes.ts';
import { sessionRoutes, signInRoutes } from './session-routes.ts';
import { usageRoutes } from './usage-routes.ts';

/** Where `npm run build` puts the pages. */
const PAGES_FOLDER = fileURLToPath(new URL('../../../dist/dashboard', import.meta.url));

/** What changes nothing (RFC 9110, section 9.2.1). */
const SAFE = new Set(['GET', 'HEAD']);

/** What the dashboard works with. */
interface DashboardParts extends Pick<Store, 'db' | 'wake'> {
  readonly helpCalls: HelpCalls;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The dashboard: its pages, and what they ask for. A terminal's token opens none of it. */
export const dashboard =
  ({ db, wake, helpCalls, now }: DashboardParts, pages = PAGES_FOLDER): Routes =>
  async (app) => {
    // Other systems have no part in them: openapi.json does not describe them.
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true };
    });
    await app.register(pagesRoute(pages));
    await app.register(async (api) => {
      const signIn = createSignIn(db, now);
      api.addHook('onRequest', (request, reply, done) => {
        void reply.header('x-content-type-options', 'nosniff');
        if (!SAFE.has(request.method)) requireOwnPage(request);
        done();
      });
      await api.register(signInRoutes({ db, signIn, now }));
      await api.register(async (signedIn) => {
        signedIn.addHook('onRequest', requireAccount(db, now));
        await signedIn.register(sessionRoutes({ db, signIn, now }));
        await signedIn.register(fleetRoutes(db, now));
        await signedIn.register(helpCallsRoutes(db, helpCalls, now));
        await signedIn.register(commandsRoutes({ db, wake }, now));
        await signedIn.register(auditRoute(db));
        await signedIn.register(usageRoutes(db, now));
        await signedIn.register(roomRoutes(db, now));
      });
    });
  };
