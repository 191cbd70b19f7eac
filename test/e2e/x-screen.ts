import { connect, type Socket } from 'node:net';

/** The X11 protocol of a virtual screen, as far as tests speak it; all numbers are little-endian. */
export interface XScreen {
  /** What the screen said of itself when it let us in. */
  readonly greeting: Buffer;
  readonly send: (request: Buffer) => void;
  /** Sends a request that is answered. */
  readonly ask: (request: Buffer) => Promise<Buffer>;
  readonly close: () => void;
}

const open = (display: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(`/tmp/.X11-unix/X${display.replace(':', '')}`);
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });

/** The first byte of an answer says what it is; any other number is an event, which nobody here has asked for. */
const ERROR = 0;
export const REPLY = 1;

/** Reads whole answers: the greeting says its length itself, a reply has 32 bytes and as many words as it says. */
const readAnswers = (socket: Socket) => {
  let bytes = Buffer.alloc(0);
  let waiting: ((answer: Buffer) => void) | null = null;
  let isGreeted = false;
  const lengthOf = (): number => {
    if (!isGreeted) return 8 + 4 * bytes.readUInt16LE(6);
    return bytes.readUInt8(0) === REPLY ? 32 + 4 * bytes.readUInt32LE(4) : 32;
  };
  const give = (): void => {
    while (waiting !== null && bytes.length >= 8 && bytes.length >= lengthOf()) {
      const answer = bytes.subarray(0, lengthOf());
      bytes = bytes.subarray(answer.length);
      const isEvent = isGreeted && answer.readUInt8(0) !== REPLY && answer.readUInt8(0) !== ERROR;
      isGreeted = true;
      if (isEvent) continue;
      const resolve = waiting;
      waiting = null;
      resolve(answer);
    }
  };
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    give();
  });
  return (): Promise<Buffer> =>
    new Promise((resolve) => {
      waiting = resolve;
      give();
    });
};

/** @param display of a virtual screen, for example `:99` */
export const openScreen = async (display: string): Promise<XScreen> => {
  const socket = await open(display);
  const answer = readAnswers(socket);
  const hello = Buffer.alloc(12);
  hello.write('l', 0, 'ascii');
  hello.writeUInt16LE(11, 2);
  socket.write(hello);
  const greeting = await answer();
  if (greeting.readUInt8(0) !== 1) throw new Error('The screen lets nobody in.');
  return {
    greeting,
    send: (request) => void socket.write(request),
    ask: (request) => {
      socket.write(request);
      return answer();
    },
    close: () => socket.destroy(),
  };
};
