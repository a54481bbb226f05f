import { openLeanSocket } from './lean-socket.ts';

/** Somebody at a poll, in the frames of Socket.IO: connects, calls commands, counts tallies. */
export interface PollClient {
  /** Resolves with the acknowledgement's text, `[{"ok":true,…}]`. */
  call(command: string, input: object): Promise<string>;
  /** Calls without a promise, for the loops that are measured. `textOf` reads the acknowledgement. */
  cast(inputText: string, onAck: (isCounted: boolean, textOf: () => string) => void): void;
  /** How many tallies have come. */
  tallyCount(): number;
  close(): void;
}

interface Opening {
  host: string;
  port: number;
  /** Nothing is said at first on either side, as to the C program. */
  isRaw?: boolean;
  /** Told of tallies as they come, where they lie. */
  onTally?: (bytes: Buffer, start: number, end: number) => void;
  onLost(): void;
}

const PATH = '/socket.io/?EIO=4&transport=websocket';
const GREETING = `40${JSON.stringify({ protocol: 1 })}`;
const [OPEN, PING, MESSAGE] = [0x30, 0x32, 0x34];
const [CONNECT, EVENT, ACK, ERROR] = [0x30, 0x32, 0x33, 0x34];
/** `42["poll:tally",…`: what tells it from other pushes stands here. */
const TALLY_AT = 9;
const TALLY_LETTERS = [0x74, 0x61];
const COUNTED = '[{"ok":true';

export function openPollClient({ host, port, isRaw = false, onTally, onLost }: Opening): Promise<PollClient> {
  return new Promise((resolve, reject) => {
    let tallies = 0;
    let lastId = 0;
    const waiting = new Map<number, (bytes: Buffer, start: number, end: number) => void>();
    const client: PollClient = {
      call(command, input) {
        return new Promise((answer) => {
          lastId += 1;
          waiting.set(lastId, (bytes, start, end) => answer(bytes.toString('utf8', start, end)));
          socket.send(`42${lastId}${JSON.stringify([command, input])}`);
        });
      },
      cast(inputText, onAck) {
        lastId += 1;
        waiting.set(lastId, (bytes, start, end) =>
          onAck(bytes.toString('latin1', start, start + COUNTED.length) === COUNTED, () =>
            bytes.toString('latin1', start, end),
          ),
        );
        socket.send(`42${lastId}["ballot:cast",${inputText}]`);
      },
      tallyCount: () => tallies,
      close: () => socket.close(),
    };

    function onMessage(bytes: Buffer, start: number, end: number): void {
      switch (bytes[start + 1]) {
        case EVENT:
          if (
            bytes[start + TALLY_AT] !== TALLY_LETTERS[0] ||
            bytes[start + TALLY_AT + 1] !== TALLY_LETTERS[1]
          )
            return;
          tallies += 1;
          onTally?.(bytes, start, end);
          return;
        case ACK:
          onReply(bytes, start + 2, end);
          return;
        case CONNECT:
          resolve(client);
          return;
        case ERROR:
          socket.close();
          reject(new Error(bytes.toString('utf8', start, end)));
      }
    }

    function onReply(bytes: Buffer, start: number, end: number): void {
      let at = start;
      let id = 0;
      for (; bytes[at] !== 0x5b; at += 1) id = id * 10 + bytes[at]! - 0x30;
      const take = waiting.get(id);
      waiting.delete(id);
      take?.(bytes, at, end);
    }

    const socket = openLeanSocket(
      { host, port, path: isRaw ? null : PATH },
      {
        onOpen: () => isRaw && resolve(client),
        onText(bytes, start, end) {
          const type = bytes[start];
          if (type === MESSAGE) onMessage(bytes, start, end);
          else if (type === PING) socket.send('3');
          else if (type === OPEN) socket.send(GREETING);
        },
        onClose(reason) {
          reject(new Error(reason));
          onLost();
        },
      },
    );
  });
}
