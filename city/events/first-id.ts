/**
 * The beginning of every UUIDv7 of a moment (RFC 9562, section 5.7): ids of events that were recorded since are not
 * below it, so that the primary key finds them.
 * @param moment milliseconds since 1970
 */
export const firstIdAt = (moment: number): string => {
  const digits = Math.max(0, Math.floor(moment)).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-7`;
};
