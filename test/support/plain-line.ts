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
  /** Reads nothing more from the network, and then again. */
  pause(): void;
  resume(): void;
  close(): void;
  /** Goes without a farewell, like a phone whose battery is empty. */
  terminate(): void;
}

interface LineOptions {
  auth: Partial<HandshakeAuth>;
  /** Told when the server has no room just now, and after how many ms to come again. */
  onTurnedAway?(retryAfterMs: number): void;
  onPush(event: string, payload: unknown): void;
  /** Told of each answer in its place among the pushes; who waits for it hears of it a little later. */
  onReply?(command: CommandName, reply: Reply<unknown>): void;
}

const PACKETS = { open: '0', ping: '2', pong: '3', connect: '40', event: '42', ack: '43', refused: '44' };
const HANDSHAKE_MS = 15_000;
const SECOND_MS = 1_000;

/** Resolves when the server has let it in, with null when it did not. */
export function openPlainLine(
  url: string,
  { auth, onTurnedAway, onPush, onReply }: LineOptions,
): Promise<PlainLine | null> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  const asked = new Map<number, (reply: Reply<never> | null) => void>();
  const ended = new Promise<number>((resolve) => socket.once('close', resolve));
  const late = setTimeout(() => socket.terminate(), HANDSHAKE_MS);
  let asks = 0;

  const line: PlainLine = {
    ask(command, input) {
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(null);
      asks += 1;
      const id = asks;
      socket.send(`${PACKETS.event}${id}${JSON.stringify([command, input])}`, () => {});
      return new Promise((resolve) =>
        asked.set(id, (reply) => {
          if (reply !== null) onReply?.(command, reply);
          resolve(reply);
        }),
      );
    },
    ended,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.close(),
    terminate: () => socket.terminate(),
  };

  return new Promise((resolve) => {
    socket.on('error', () => {});
    socket.on('unexpected-response', (_, response) => {
      onTurnedAway?.(Number(response.headers['retry-after'] ?? 0) * SECOND_MS);
      socket.terminate();
    });
    void ended.then(() => {
      clearTimeout(late);
      resolve(null);
      for (const answerNobody of asked.values()) answerNobody(null);
      asked.clear();
    });
    socket.on('message', (data) => {
      const [, type, id, body = ''] = /^(\d?\d?)(\d*)(.*)$/s.exec(String(data)) ?? [];
      if (type === PACKETS.ping) socket.send(PACKETS.pong);
      else if (type === PACKETS.open)
        socket.send(PACKETS.connect + JSON.stringify({ protocol: PROTOCOL_VERSION, ...auth }));
      else if (type === PACKETS.connect) {
        clearTimeout(late);
        resolve(line);
      } else if (type === PACKETS.refused) socket.terminate();
      else if (type === PACKETS.event) onPush(...(JSON.parse(body) as [string, unknown]));
      else if (type === PACKETS.ack) answer(Number(id), JSON.parse(body) as [Reply<never>]);
    });
  });

  function answer(id: number, [reply]: [Reply<never>]): void {
    asked.get(id)?.(reply);
    asked.delete(id);
  }
}
