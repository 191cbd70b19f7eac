import type { Session, WebContents, WebPreferences } from 'electron';
import type { LockdownRule } from '../../contract/refusals.ts';
import { answerPermissions } from './permission-questions.ts';
import type { NetworkRequest, PermissionQuestion, Policy, Rule } from './rule.ts';

export type Count = (rule: LockdownRule) => void;

/** Which rule decides a permission. */
const deciderOf = (policy: Policy, permission: string): Rule | undefined =>
  policy.find(({ permissions }) => permissions?.includes(permission)) ??
  policy.find(({ decidesOthers }) => decidesOthers === true);

/** @returns whether the permission is granted; a permission that no rule decides is, as Electron would */
export const decidePermission = (policy: Policy, question: PermissionQuestion, count: Count): boolean => {
  const rule = deciderOf(policy, question.permission);
  if (rule === undefined || rule.grants?.(question) === true) return true;
  count(rule.name);
  return false;
};

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Only the last listener of a session's webRequest counts: this is the only place that sets one. */
const judgeRequests = (session: Session, policy: Policy, count: Count): void => {
  const refuser = (request: NetworkRequest, which: 'refusesRequest' | 'refusesHeaders'): Rule | undefined =>
    policy.find((rule) => rule[which]?.(request) === true);
  const isRefused = (request: NetworkRequest, which: 'refusesRequest' | 'refusesHeaders'): boolean => {
    const rule = refuser(request, which);
    if (rule !== undefined) count(rule.name);
    return rule !== undefined;
  };
  if (policy.some(({ refusesRequest }) => refusesRequest !== undefined)) {
    session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: isRefused({ url }, 'refusesRequest') }));
  }
  if (policy.some(({ refusesHeaders }) => refusesHeaders !== undefined)) {
    session.webRequest.onBeforeSendHeaders(({ url, requestHeaders }, answer) =>
      answer({ cancel: isRefused({ url, headers: lowerCase(requestHeaders) }, 'refusesHeaders') }),
    );
  }
};

/**
 * Takes back what pages were granted: it is remembered for as long as the handlers that granted it stay. In the same
 * turn they are there again, since without any Electron would grant everything.
 */
export const forgetGrants = (session: Session, policy: Policy, count: Count): void => {
  session.setPermissionRequestHandler(null);
  session.setPermissionCheckHandler(null);
  answerPermissions(session, (question) => decidePermission(policy, question, count));
};

/** Applies a policy to a session, before any page is in it. */
export const lockSession = (session: Session, policy: Policy, count: Count): void => {
  answerPermissions(session, (question) => decidePermission(policy, question, count));
  judgeRequests(session, policy, count);
  for (const { name, lockSession: lock } of policy) lock?.(session, () => count(name));
};

/** Applies a policy to a page, before it loads anything. */
export const lockPage = (contents: WebContents, policy: Policy, count: Count): void => {
  for (const { name, lockPage: lock } of policy) lock?.(contents, () => count(name));
};

/**
 * Does what has to be done before a page under this policy loads its first address; until it resolves the page
 * must not be given one.
 */
export const preparePage = async (contents: WebContents, policy: Policy, count: Count): Promise<void> => {
  const inPage = policy.filter((rule) => rule.inPage !== undefined);
  if (inPage.length === 0) return;
  // For meetings alone: the first screen does without.
  const { lockInPage } = await import('./in-page.ts');
  await lockInPage(contents, inPage, count);
};

/** How a view under this policy is made. */
export const lockedPreferences = (policy: Policy): WebPreferences =>
  policy.reduce<WebPreferences>((made, { preferences }) => ({ ...made, ...preferences }), {});
