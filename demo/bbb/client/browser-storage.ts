import { randomId } from './random-id.ts';

const UUID_KEY = 'clientSessionUUID';
const SETTINGS_KEY = 'clientSettings';

/** The random id of this tab, as BBB keeps it; made on first use. */
export const clientSessionUuid = (): string => {
  const kept = sessionStorage.getItem(UUID_KEY);
  if (kept !== null) return kept;
  const made = randomId();
  sessionStorage.setItem(UUID_KEY, made);
  return made;
};

/** Keeps the person's settings beyond the meeting, as BBB does. */
export const keepSettings = (settings: { readonly locale: string }): void =>
  localStorage.setItem(SETTINGS_KEY, JSON.stringify(settings));
