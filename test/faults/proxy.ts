import { connect, createServer, type Server, type Socket } from 'node:net';

/** What happens to a connection. */
const FATES = ['passed', 'delayed', 'cut', 'cut-answer', 'damaged', 'damaged-answer', 'doubled', 'refused'] as const;
type Fate = (typeof FATES)[number];

/** Somewhere in a request or answer of this length something happens. */
const PLACE_MAX = 6_000;
const ANSWER_PLACE_MAX = 400;
/** The status line of an answer is left alone: TLS would not let another one through. */
const STATUS_LINE = 20;
const DELAY_MAX_MS = 60;

export interface Proxy {
  readonly port: number;
  /** Which part of the connections has something done to it, in [0, 1]. */
  trouble: number;
  /** Where the city is now; null when it is nowhere. */
  city: number | null;
  /** How often each fate befell a connection. */
  readonly fates: Readonly<Record<Fate, number>>;
  close(): void;
}

const flip = (chunk: Buffer, place: number, bit: number): Buffer => {
  const damaged = Buffer.from(chunk);
  damaged[place] = (damaged[place] ?? 0) ^ (1 << bit);
  return damaged;
};

/** Sends once more what has already been sent. */
const sendAgain = (port: number, request: Buffer): void => {
  const again = connect(port, '127.0.0.1', () => again.end(request));
  again.on('error', () => again.destroy());
  again.resume();
};

/** A line on which things happen: connections are cut, delayed, doubled and damaged. */
export const openProxy = (random: () => number): Promise<Proxy> => {
  const fates: Record<Fate, number> = {
    passed: 0,
    delayed: 0,
    cut: 0,
    'cut-answer': 0,
    damaged: 0,
    'damaged-answer': 0,
    doubled: 0,
    refused: 0,
  };
  const sockets = new Set<Socket>();

  const carry = (terminal: Socket, port: number, fate: Fate): void => {
    const city = connect(port, '127.0.0.1');
    const end = (): void => {
      terminal.destroy();
      city.destroy();
    };
    for (const socket of [terminal, city]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', end);
    }
    const place = Math.floor(random() * PLACE_MAX);
    const answerPlace = STATUS_LINE + Math.floor(random() * ANSWER_PLACE_MAX);
    const delay = fate === 'delayed' ? random() * DELAY_MAX_MS : 0;
    const bit = Math.floor(random() * 7);
    const seen: Buffer[] = [];
    let sent = 0;
    let answered = 0;
    const later = (work: () => void): void => {
      if (delay === 0) work();
      else setTimeout(work, delay);
    };
    terminal.on('data', (chunk) => {
      const at = place - sent;
      sent += chunk.length;
      const isHere = at >= 0 && at < chunk.length;
      if (fate === 'doubled') seen.push(chunk);
      if (fate === 'cut' && isHere) {
        city.write(chunk.subarray(0, at), end);
        return;
      }
      later(() => city.write(fate === 'damaged' && isHere ? flip(chunk, at, bit) : chunk));
    });
    city.on('data', (chunk) => {
      const at = answerPlace - answered;
      answered += chunk.length;
      const isHere = at >= 0 && at < chunk.length;
      if (fate === 'cut-answer') {
        end();
        return;
      }
      later(() => terminal.write(fate === 'damaged-answer' && isHere ? flip(chunk, at, bit) : chunk));
    });
    terminal.on('close', () => {
      city.destroy();
      if (fate === 'doubled') sendAgain(port, Buffer.concat(seen));
    });
    city.on('close', () => terminal.destroy());
  };

  return new Promise((resolve) => {
    const server: Server = createServer((terminal) => {
      const fate = random() < proxy.trouble ? (FATES[Math.floor(random() * FATES.length)] ?? 'passed') : 'passed';
      fates[fate] += 1;
      if (fate === 'refused' || proxy.city === null) terminal.destroy();
      else carry(terminal, proxy.city, fate);
    });
    const proxy: Proxy = {
      get port() {
        const address = server.address();
        return typeof address === 'object' && address !== null ? address.port : 0;
      },
      trouble: 0,
      city: null,
      fates,
      close: () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    };
    server.listen(0, '127.0.0.1', () => resolve(proxy));
  });
};
