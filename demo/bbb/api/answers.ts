import XMLBuilder from 'fast-xml-builder';
import type { Failure } from './failures.ts';

export type XmlValue = string | number | boolean | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** Content of `<response>`, in order. An empty string is an empty element, a list repeats its element. */
export type Answer = Readonly<Record<string, XmlValue>>;

const builder = new XMLBuilder({ format: true, suppressEmptyNode: true });

export const xmlOf = (answer: Answer): string => builder.build({ response: answer });

export const success = (content: Answer): Answer => ({ returncode: 'SUCCESS', ...content });

/** BBB has one shape for a single failure and another for several at once. */
export const failed = (failures: readonly Failure[]): Answer => {
  const [first] = failures;
  if (first !== undefined && failures.length === 1) {
    return { returncode: 'FAILED', messageKey: first.key, message: first.message };
  }
  return {
    returncode: 'FAILED',
    errors: { error: failures.map(({ key, message }) => ({ key, message })) },
  };
};
