import { openScreen, REPLY } from '../x-screen.ts';

/** Requests of the X11 protocol. */
const GET_ATTRIBUTES = 3;
const QUERY_TREE = 15;
const VIEWABLE = 2;

/** What stands on a virtual screen, asked of the screen itself: a dialog of the system is in no list of Electron's. */
export interface XWindows {
  /** How many windows can be seen, whoever made them. */
  readonly count: () => Promise<number>;
  readonly close: () => void;
}

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
  const screen = await openScreen(display);
  const root = rootOf(screen.greeting);
  const isViewable = async (window: number): Promise<boolean> => {
    const attributes = await screen.ask(asking(GET_ATTRIBUTES, window));
    // An error when the window has gone meanwhile.
    return attributes.readUInt8(0) === REPLY && attributes.readUInt8(26) === VIEWABLE;
  };
  return {
    count: async () => {
      const tree = await screen.ask(asking(QUERY_TREE, root));
      const children = Array.from({ length: tree.readUInt16LE(16) }, (_, index) => tree.readUInt32LE(32 + 4 * index));
      let viewable = 0;
      for (const child of children) if (await isViewable(child)) viewable += 1;
      return viewable;
    },
    close: screen.close,
  };
};
