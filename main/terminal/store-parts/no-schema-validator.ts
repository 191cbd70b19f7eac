/**
 * Stands in the bundle for ajv, which conf (under electron-store) imports but uses only when it is given a
 * JSON schema. We give it none, the state is parsed by zod; ajv would be half of what is loaded before the
 * first picture.
 */
export const Ajv2020 = (): never => {
  throw new Error('electron-store is used without a schema here; state.ts parses what it reads.');
};

export default { default: Ajv2020 };
