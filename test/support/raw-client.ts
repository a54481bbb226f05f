import {
  type ClientToServerEvents,
  type CommandInput,
  type CommandName,
  type CommandResult,
  type HandshakeAuth,
  PROTOCOL_VERSION,
  type Push,
  type PushName,
  type Reply,
  type ServerToClientEvents,
} from '@pollcast/shared';
import { io, type Socket } from 'socket.io-client';

/** A bare Socket.IO client, for tests of the wire itself: nothing of the SDK between the test and the server. */
export interface RawClient {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  /** The text of every frame received, oldest first. */
  readonly received: string[];
  call<C extends CommandName>(command: C, input: CommandInput<C>): Promise<Reply<CommandResult<C>>>;
  /** The result of a call that must succeed; throws its error otherwise. */
  ask<C extends CommandName>(command: C, input: CommandInput<C>): Promise<CommandResult<C>>;
  /** The oldest fitting push that no `next` has returned or passed over, waiting for it if need be. */
  next<P extends PushName>(event: P, fits?: (payload: Push<P>) => boolean): Promise<Push<P>>;
  /** Fails if such a push arrives while something is done. */
  none(event: PushName, whileDoing: () => Promise<unknown>): Promise<void>;
  /** Every push of an event so far, oldest first. */
  pushes<P extends PushName>(event: P): Push<P>[];
  /** Every push and reply so far, in the order in which they came. */
  readonly log: { event: PushName | `reply to ${CommandName}`; payload: unknown }[];
  close(): void;
}

type RawAuth = Partial<HandshakeAuth>;

/** On a machine that has other things to do everything takes long; who never gets it still fails. */
const REPLY_MS = 60_000;
const PUSH_MS = 60_000;

/** Connects without waiting: what is called is sent as soon as there is a connection. */
export function openRawClient(
  url: string,
  auth: RawAuth = {},
  transport: 'websocket' | 'polling' = 'websocket',
): RawClient {
  const socket: RawClient['socket'] = io(url, {
    auth: { protocol: PROTOCOL_VERSION, ...auth },
    transports: [transport],
    multiplex: false,
    reconnection: false,
    timeout: REPLY_MS,
  });
  const received: string[] = [];
  const log: RawClient['log'] = [];
  const passed = new Map<PushName, number>();
  const looks = new Set<() => void>();

  socket.io.on('open', () => socket.io.engine.on('data', (data) => received.push(String(data))));
  socket.onAny((event: PushName, payload: unknown) => {
    log.push({ event, payload });
    for (const look of looks) look();
  });

  function take<P extends PushName>(event: P, fits: (payload: Push<P>) => boolean): Push<P> | null {
    for (let index = passed.get(event) ?? 0; index < log.length; index += 1) {
      const push = log[index]!;
      if (push.event !== event || !fits(push.payload as Push<P>)) continue;
      passed.set(event, index + 1);
      return push.payload as Push<P>;
    }
    return null;
  }

  const client: RawClient = {
    socket,
    received,
    log,
    call: (command, input) =>
      new Promise((resolve, reject) => {
        const take = (timedOut: Error | null, reply: unknown) => {
          if (timedOut !== null) return reject(timedOut);
          log.push({ event: `reply to ${command}`, payload: reply });
          resolve(reply as never);
        };
        socket.timeout(REPLY_MS).emit(command, ...([input, take] as never));
      }),
    async ask(command, input) {
      const reply = await client.call(command, input);
      if (reply.ok) return reply.data;
      throw new Error(`${command}: ${reply.error.code}: ${reply.error.message}`);
    },
    next: (event, fits = () => true) =>
      new Promise((resolve, reject) => {
        const giveUp = setTimeout(() => {
          looks.delete(look);
          reject(new Error(`no such ${event} within ${PUSH_MS} ms: ${fits}`));
        }, PUSH_MS);
        function look(): void {
          const payload = take(event, fits);
          if (payload === null) return;
          clearTimeout(giveUp);
          looks.delete(look);
          resolve(payload);
        }
        looks.add(look);
        look();
      }),
    async none(event, whileDoing) {
      const before = log.length;
      await whileDoing();
      const late = log.slice(before).find((push) => push.event === event);
      if (late !== undefined) throw new Error(`${event} arrived: ${JSON.stringify(late.payload)}`);
    },
    pushes: (event) =>
      log.flatMap((push) => (push.event === event ? [push.payload as Push<typeof event>] : [])),
    close: () => void socket.disconnect(),
  };
  return client;
}

/** The TCP connection under a bare client: paused, it takes nothing from the network and answers nothing. */
export function networkOf({ socket }: RawClient): { pause(): void; resume(): void } {
  const { transport } = socket.io.engine as unknown as {
    transport: { ws: { _socket: { pause(): void; resume(): void } } };
  };
  return transport.ws._socket;
}
