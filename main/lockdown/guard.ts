import type { Session, WebContents } from 'electron';
import { forgetGrants, lockPage, lockSession, preparePage, type Count } from './lock.ts';
import { strangerPolicy } from './policy.ts';
import type { Policy } from './rule.ts';

export interface Guard {
  /** Puts a session under a policy, and with it every page that will ever be in it. */
  admit(session: Session, policy: Policy): void;
  /** For every session as it is made: one that is not admitted at once is a stranger's. */
  seeSession(session: Session): void;
  /** For every page as it is made, before it loads anything. */
  seePage(contents: WebContents): void;
  /** Before a page is given its first address. */
  prepare(contents: WebContents): Promise<void>;
  /** Takes back what pages of a session were granted. */
  forgetGrants(session: Session): void;
}

/** Sees to it that no session and no page is without a policy. */
export const createGuard = (count: Count): Guard => {
  const policies = new WeakMap<Session, Policy>();
  const admit = (session: Session, policy: Policy): void => {
    policies.set(session, policy);
    lockSession(session, policy, count);
  };
  const policyOf = (contents: WebContents): Policy => policies.get(contents.session) ?? strangerPolicy;
  return {
    admit,
    seeSession: (session) =>
      queueMicrotask(() => {
        if (!policies.has(session)) admit(session, strangerPolicy);
      }),
    seePage: (contents) => lockPage(contents, policyOf(contents), count),
    forgetGrants: (session) => forgetGrants(session, policies.get(session) ?? strangerPolicy, count),
    prepare: (contents) => preparePage(contents, policyOf(contents), count),
  };
};
