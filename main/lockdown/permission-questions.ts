import type { Session } from 'electron';
import { KIOSK_ORIGIN } from '../stage/kiosk-address.ts';
import type { PermissionQuestion } from './rule.ts';

/** The origin of an address; empty when it has none. */
export const originOf = (address: string | undefined): string => {
  if (address === undefined || !URL.canParse(address)) return '';
  // The URL standard gives a scheme of our own the origin "null".
  if (address === KIOSK_ORIGIN || address.startsWith(`${KIOSK_ORIGIN}/`)) return KIOSK_ORIGIN;
  return new URL(address).origin;
};

/**
 * Answers all permission questions of a session: the request *and* the check, since a page that is granted
 * the check never makes the request.
 */
export const answerPermissions = (session: Session, decide: (question: PermissionQuestion) => boolean): void => {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    callback(decide({ permission, origin: originOf(details.requestingUrl), mediaTypes }));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    decide({
      permission,
      origin: originOf(details.securityOrigin ?? requestingOrigin),
      // A check names one kind or `unknown` (asked before the kind is known, as for the list of devices).
      mediaTypes: details.mediaType === undefined || details.mediaType === 'unknown' ? ['audio'] : [details.mediaType],
    }),
  );
};
