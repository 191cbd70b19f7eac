import type { AddressInfo } from 'node:net';
import { OperatorProblem, systemErrorCode } from './operator-problem.ts';

const LISTEN_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is used by another program',
  EACCES: 'may not be used by this user',
  EADDRNOTAVAIL: 'is not an address of this machine',
};

/**
 * Connections that wait to be taken: after a power cut a whole fleet comes at once, and whom the kernel turns away tries
 * again much later. Linux cuts it down to `net.core.somaxconn`, 4096 by default; Node's own default is 511.
 */
const BACKLOG = 4096;

/** What is needed of a server. */
interface Listening {
  readonly listen: (where: {
    readonly port: number;
    readonly host: string;
    readonly backlog: number;
  }) => Promise<string>;
  readonly addresses: () => readonly (AddressInfo | string)[];
}

/**
 * Lets a server answer at a port; 0 takes a free one.
 * @returns its address, `http://host:port/`
 * @throws OperatorProblem when the port cannot be used
 */
export const listenOn = async (server: Listening, wanted: number, host: string) => {
  await server.listen({ port: wanted, host, backlog: BACKLOG }).catch((error: unknown) => {
    const problem = LISTEN_PROBLEMS[systemErrorCode(error) ?? ''] ?? 'cannot be listened on';
    throw new OperatorProblem(`Port ${wanted} of ${host} ${problem}; choose another one.`, { cause: error });
  });
  const [address] = server.addresses();
  const port = typeof address === 'object' ? address.port : wanted;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/`, port };
};
