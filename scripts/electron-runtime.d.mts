export interface Runtime {
  readonly kind: 'override' | 'official' | 'test';
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
}
export class SetupError extends Error {}
export const findRuntime: () => Runtime | null;
export const prepareRuntime: (say: (line: string) => void) => Promise<Runtime>;
export const describeRuntime: (runtime: Runtime) => string;
