/**
 * Whether BBB takes the logout address for one: http(s) with a host that has a top-level domain, or an IP
 * address. `http://localhost` and schemes of one's own are none, and the ended page then has no button.
 */
export const isAddress = (logoutUrl: string): boolean => {
  if (!URL.canParse(logoutUrl)) return false;
  const { protocol, hostname } = new URL(logoutUrl);
  return /^https?:$/.test(protocol) && (hostname.startsWith('[') || /[^.]\.[^.]+$/.test(hostname));
};

/**
 * Whether the ended page may go on to the logout address.
 * @param ownOrigin the meeting server's own; its start page is allowed by a setting only
 */
export const mayGoTo = (logoutUrl: string, ownOrigin: string, allowDefaultLogoutUrl: boolean): boolean => {
  if (logoutUrl === '') return false;
  return logoutUrl.replace(/\/+$/, '') !== ownOrigin || allowDefaultLogoutUrl;
};

/** The logout address with the reason, in words, in its query. */
export const withReason = (logoutUrl: string, reason: string): string =>
  `${logoutUrl}${logoutUrl.includes('?') ? '&' : '?'}reason=${encodeURIComponent(reason)}`;
