import { z } from 'zod';

const API_FOLDER = 'api/';
const BBB_FOLDER = '/bigbluebutton/';

/** Any of the forms in which the address of a BBB server is handed around, in; the folder of its calls, out. */
const apiUrlSchema = z
  .url({ protocol: /^https?$/, error: 'must be the address of a BBB server, as bbb-conf --secret prints it' })
  .transform((address) => {
    const { origin, pathname } = new URL(address);
    const path = pathname === '/' ? BBB_FOLDER : pathname.replace(/\/*$/, '/');
    return `${origin}${path.endsWith(`/${API_FOLDER}`) ? path : path + API_FOLDER}`;
  });

/** How to reach a BBB server. */
export const bbbSettingsSchema = z.object({
  url: apiUrlSchema,
  secret: z.string().min(1, 'must not be empty'),
  extraHosts: z.array(z.string().regex(/^[\w.-]+(?::\d{1,5})?$/, 'must be a host like node1.example.org')).default([]),
  timeoutMs: z.int().min(1).default(5000),
});
export type BbbSettings = z.infer<typeof bbbSettingsSchema>;
