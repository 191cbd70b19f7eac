/** Our own screens have an address of their own, so that rules can tell them from everything else. */
export const KIOSK_ORIGIN = 'kiosk://ui';
export const KIOSK_PAGE = `${KIOSK_ORIGIN}/index.html`;
