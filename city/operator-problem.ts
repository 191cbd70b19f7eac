/** Something only the operator can put right; the message is the whole sentence they get. */
export class OperatorProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OperatorProblem';
  }
}

const hasCode = (error: unknown): error is { readonly code: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';

/** The code that Node gives an error of the system (`EACCES`, `ENOENT`), null for any other. */
export const systemErrorCode = (error: unknown): string | null => (hasCode(error) ? error.code : null);
