import { z } from 'zod';

/** All hosts below a name, but not that name itself. Below a mere ending like `de` would be everybody's. */
const BELOW = /^\*\.(?=[^.]+\.[^.])/;

/** As the address of a page has it: lower case, international names in their ASCII form, no port of its own accord. */
const isHost = (text: string): boolean => {
  const address = `https://${text}/`;
  return URL.canParse(address) && new URL(address).host === text && !text.includes('*');
};

/** A host that meetings may be on: `bbb.stadt.example`, with a port where it has one, or `*.stadt.example`. */
export const hostPatternSchema = z
  .string()
  .max(255)
  .refine((text) => isHost(text.replace(BELOW, '')), {
    error: 'must be a host like bbb.stadt.example or *.stadt.example',
  });
export type HostPattern = z.infer<typeof hostPatternSchema>;

export const hostPatternsSchema = z.array(hostPatternSchema).min(1).max(50);

/** @param host `name` or `name:port`, lower case, as {@link URL.host} has it */
export const isAmongHosts = (host: string, patterns: readonly HostPattern[]): boolean =>
  patterns.some((pattern) => (BELOW.test(pattern) ? host.endsWith(pattern.slice(1)) : host === pattern));
