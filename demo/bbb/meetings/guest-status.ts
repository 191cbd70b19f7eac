import type { GuestStatus, Role } from '../wire.ts';

export const GUEST_POLICIES = ['ALWAYS_ACCEPT', 'ALWAYS_DENY', 'ASK_MODERATOR', 'ALWAYS_ACCEPT_AUTH'] as const;
export type GuestPolicy = (typeof GUEST_POLICIES)[number];

/**
 * Whether somebody gets in at once. With `ASK_MODERATOR` every viewer waits, guest or not.
 * @param authenticatedGuest the server's setting that lets moderators in whatever the policy
 * @param guest the join's `guest=true`
 */
export const guestStatusFor = (
  policy: GuestPolicy,
  authenticatedGuest: boolean,
  role: Role,
  guest: boolean,
): GuestStatus => {
  if (authenticatedGuest && role === 'MODERATOR') return 'ALLOW';
  switch (policy) {
    case 'ALWAYS_ACCEPT':
      return 'ALLOW';
    case 'ALWAYS_DENY':
      return 'DENY';
    case 'ASK_MODERATOR':
      return 'WAIT';
    case 'ALWAYS_ACCEPT_AUTH':
      return guest ? 'WAIT' : 'ALLOW';
  }
};
