import {
  type CommandInput,
  type CommandName,
  type CommandResult,
  type HandshakeAuth,
  PROTOCOL_VERSION,
  type Reply,
} from '@pollcast/shared';
import { WebSocket } from 'ws';

/** A connection that speaks Socket.IO's protocol by hand over a plain WebSocket: light enough for thousands. */
export interface PlainLine {
  /** Resolves with null when the connection is lost before the answer. */
  ask<C extends CommandName>(command: C, input: CommandInput<C>): Promise<Reply<CommandResult<C>> | null>;
  /** Resolves with the close code when the connection has ended. */
  ended: Promise<number>;
  close(): void;
}

interface LineOptions {
  auth: Partial<HandshakeAuth>;
  onPush(event: string, payload: unknown): void;
}

const PACKETS = { open: '0', ping: '2', pong: '3', connect: '40', event: '42', ack: '43' };

/** Resolves when the server has let it in, with null when it did not. */
export function openPlainLine(url: string, { auth, onPush }: LineOptions): Promise<PlainLine | null> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const asked = new Map<number, (reply: never) => void>();
  const ended = new Promise<number>((resolve) => socket.once('close', resolve));
  let asks = 0;

  const line: PlainLine = {
    ask(command, input) {
      asks += 1;
      const id = asks;
      const answered = new Promise<never>((resolve) => asked.set(id, resolve));
      socket.send(`${PACKETS.event}${id}${JSON.stringify([command, input])}`, () => {});
      return Promise.race([answered, ended.then(() => null)]);
    },
    ended,
    close: () => socket.close(),
  };

  return new Promise((resolve) => {
    socket.on('error', () => {});
    void ended.then(() => resolve(null));
    socket.on('message', (data) => {
      const [, type, id, body = ''] = /^(\d?\d?)(\d*)(.*)$/s.exec(String(data)) ?? [];
      if (type === PACKETS.ping) socket.send(PACKETS.pong);
      else if (type === PACKETS.open)
        socket.send(PACKETS.connect + JSON.stringify({ protocol: PROTOCOL_VERSION, ...auth }));
      else if (type === PACKETS.connect) resolve(line);
      else if (type === PACKETS.event) onPush(...(JSON.parse(body) as [string, unknown]));
      else if (type === PACKETS.ack) answer(Number(id), JSON.parse(body) as [never]);
    });
  });

  function answer(id: number, [reply]: [never]): void {
    asked.get(id)?.(reply);
    asked.delete(id);
  }
}
