import { connect, type Socket } from 'node:net';

/** Requests of the X11 protocol; all numbers are little-endian. */
const GET_ATTRIBUTES = 3;
const QUERY_TREE = 15;
const VIEWABLE = 2;

/** What stands on a virtual screen, asked of the screen itself: a dialog of the system is in no list of Electron's. */
export interface XWindows {
  /** How many windows can be seen, whoever made them. */
  readonly count: () => Promise<number>;
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
const REPLY = 1;

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

const rootOf = (greeting: Buffer): number => {
  const vendor = greeting.readUInt16LE(24);
  const formats = greeting.readUInt8(29);
  return greeting.readUInt32LE(40 + Math.ceil(vendor / 4) * 4 + formats * 8);
};

const asking = (opcode: number, window: number): Buffer => {
  const request = Buffer.alloc(8);
  request.writeUInt8(opcode, 0);
  request.writeUInt16LE(2, 2);
  request.writeUInt32LE(window, 4);
  return request;
};

/** @param display of a virtual screen, for example `:99` */
export const windowsOn = async (display: string): Promise<XWindows> => {
  const socket = await open(display);
  const answer = readAnswers(socket);
  const greeting = Buffer.alloc(12);
  greeting.write('l', 0, 'ascii');
  greeting.writeUInt16LE(11, 2);
  socket.write(greeting);
  const root = rootOf(await answer());
  const isViewable = async (window: number): Promise<boolean> => {
    socket.write(asking(GET_ATTRIBUTES, window));
    const attributes = await answer();
    // An error when the window has gone meanwhile.
    return attributes.readUInt8(0) === REPLY && attributes.readUInt8(26) === VIEWABLE;
  };
  return {
    count: async () => {
      socket.write(asking(QUERY_TREE, root));
      const tree = await answer();
      const children = Array.from({ length: tree.readUInt16LE(16) }, (_, index) => tree.readUInt32LE(32 + 4 * index));
      let viewable = 0;
      for (const child of children) if (await isViewable(child)) viewable += 1;
      return viewable;
    },
    close: () => socket.destroy(),
  };
};
