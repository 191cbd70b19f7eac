import { passwordSchema } from '../../contract/dashboard.ts';

/** What is wrong with a new password that was typed twice; a code of the texts, null when nothing is. */
export const problemOfNewPassword = (password: string, again: string): string | null => {
  if (!passwordSchema.safeParse(password).success) return 'password-length';
  return password === again ? null : 'password-differs';
};
