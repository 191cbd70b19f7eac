/** Whether the times of this zone (IANA name, like `Europe/Berlin`) can be shown here. */
export const isKnownTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};
