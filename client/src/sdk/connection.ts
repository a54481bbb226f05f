import {
  type CommandInput,
  type CommandName,
  type CommandResult,
  type ErrorBody,
  errors,
  type HandshakeAuth,
  type Reply,
  type ServerToClientEvents,
} from '@pollcast/shared/pure';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { createListeners } from './listeners.ts';
import { onNetwork } from './network.ts';
import { obstacleIn, patienceIn } from './obstacle.ts';
import { clientClosed, noAnswer, PollcastError } from './pollcast-error.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { Connection } from './types.ts';

/** An answered command, or null: nobody answered, so that whether it was carried out is unknown. */
export type Answered<C extends CommandName> = Reply<CommandResult<C>> | null;

export interface ServerConnection {
  readonly state: Connection;
  onState(listener: (state: Connection) => void): () => void;
  /** Resolves as soon as it is online. Rejects when refused or closed, and with `NO_ANSWER` after `withinMs`. */
  online(withinMs?: number): Promise<void>;
  /** Sends a command once. */
  request<C extends CommandName>(command: C, input: CommandInput<C>): Promise<Answered<C>>;
  close(): void;
}

/** How long one attempt waits for its acknowledgement. */
export const ANSWER_MS = 3_000;

/** The first delay before reconnecting is uniform within twice this; each further one is twice as long on average. */
const DELAY_MS = {
  /** A node that shuts down spreads its farewells itself. */
  afterDrain: 500,
  /** Thousands lose their connection in the same moment and must not return in the same moment. */
  afterLoss: 2_500,
  max: 30_000,
};
/** The WebSocket close code with which a node sends its clients elsewhere. */
const SERVICE_RESTART = 1012;

/** A server that ends a connection on purpose has withdrawn the key it was made with. */
const CUT: ErrorBody = { code: 'UNAUTHENTICATED', message: errors.UNAUTHENTICATED.message, retryable: false };

const SOCKET_OPTIONS: Partial<ManagerOptions & SocketOptions> = {
  forceNew: true,
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
  timeout: 10_000,
  reconnectionDelay: DELAY_MS.afterLoss,
  reconnectionDelayMax: DELAY_MS.max,
  randomizationFactor: 1,
};

/** What is known of an end of the connection. */
type Why = Pick<Extract<Connection, { status: 'offline' }>, 'reason' | 'cause'>;

interface ConnectionOptions {
  url: string | undefined;
  /** Asked anew for each handshake. */
  handshake: () => HandshakeAuth;
  pushes: ServerToClientEvents;
}

/** Connects at once, and again whenever the connection is lost. */
export function openConnection({ url, handshake, pushes }: ConnectionOptions): ServerConnection {
  const socket = openSocket(url, handshake);
  const retry = createRetry(socket);
  const listeners = createListeners<Connection>();
  let state: Connection = { status: 'connecting' };

  function enter(next: Connection): void {
    if (isFinal(state)) return;
    state = next;
    listeners.tell(state);
  }

  function enterOffline(why: Why = {}): void {
    const before = state.status === 'offline' ? state : undefined;
    // Nobody answers while a server restarts: that is no news.
    const reason = why.reason ?? (before?.reason === 'restart' ? 'restart' : undefined);
    if (before !== undefined && before.reason === reason && before.cause === why.cause) return;
    const sinceAt = before?.sinceAt ?? Date.now();
    enter({ status: 'offline', sinceAt, ...why, ...(reason !== undefined && { reason }) });
  }

  function refuse(error: ErrorBody): void {
    enter({ status: 'refused', error });
    socket.disconnect();
  }

  socket.on('connect', () => {
    retry.reset();
    enter({ status: 'online' });
  });

  socket.on('disconnect', (reason, details) => {
    if (reason === 'io server disconnect') return refuse(CUT);
    const isRestart = isDrain(details);
    socket.io.reconnectionDelay(isRestart ? DELAY_MS.afterDrain : DELAY_MS.afterLoss);
    if (state.status !== 'offline') enterOffline(isRestart ? { reason: 'restart' } : {});
  });

  socket.on('connect_error', (failure: Error & { data?: unknown }) => {
    const error = isErrorBody(failure.data) ? failure.data : null;
    // A fault over there is no judgement on this client.
    if (error !== null && !error.retryable && error.code !== 'INTERNAL') return refuse(error);
    enterOffline(error === null ? obstacleIn(failure) : { reason: error.code });
    if (!isFinal(state)) retry.later(error?.retryAfterMs ?? patienceIn(failure));
  });

  for (const [push, take] of Object.entries(pushes)) socket.on(push, take);
  // The next attempt of its own could be half a minute away. A server that asked for patience is given it.
  const stopNetwork = onNetwork(() => {
    if (state.status === 'offline' && socket.active) socket.disconnect().connect();
  });

  return {
    get state() {
      return state;
    },
    onState: listeners.add,
    online: (withinMs) => waitUntilOnline({ state, onState: listeners.add, withinMs }),
    request: (command, input) => sendOnce(socket, command, input),
    close() {
      retry.reset();
      stopNetwork();
      enter({ status: 'closed' });
      socket.disconnect();
    },
  };
}

function openSocket(url: string | undefined, handshake: () => HandshakeAuth): Socket {
  const options = { ...SOCKET_OPTIONS, auth: (send: (auth: HandshakeAuth) => void) => send(handshake()) };
  return url === undefined ? io(options) : io(url, options);
}

/** Comes back where Socket.IO does not by itself, as from a refused handshake, or would before the server asked to. */
function createRetry(socket: Socket) {
  let refusedCount = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    later(retryAfterMs: number | undefined): void {
      if (retryAfterMs !== undefined) socket.disconnect();
      if (socket.active) return;
      refusedCount += 1;
      timer = setTimeout(() => socket.connect(), retryDelayMs(refusedCount, retryAfterMs));
    },
    reset(): void {
      refusedCount = 0;
      clearTimeout(timer);
    },
  };
}

/** Never while disconnected: Socket.IO would keep it and send it at some later time. */
function sendOnce<C extends CommandName>(
  socket: Socket,
  command: C,
  input: CommandInput<C>,
): Promise<Answered<C>> {
  if (!socket.connected) return Promise.resolve(null);
  return new Promise((resolve) => {
    socket.timeout(ANSWER_MS).emit(command, input, (failure: Error | null, reply: Answered<C>) => {
      resolve(failure === null ? reply : null);
    });
  });
}

interface OnlineWait {
  state: Connection;
  onState: ServerConnection['onState'];
  withinMs: number | undefined;
}

function waitUntilOnline({ state, onState, withinMs }: OnlineWait): Promise<void> {
  return new Promise((resolve, reject) => {
    let latest = state;
    const stop = onState(check);
    const timer = withinMs === undefined ? undefined : setTimeout(giveUp, withinMs);
    check(state);

    function giveUp(): void {
      finish(() => reject(noAnswer(latest.status === 'offline' ? latest.cause : undefined)));
    }

    function finish(settle: () => void): void {
      stop();
      clearTimeout(timer);
      settle();
    }

    function check(current: Connection): void {
      latest = current;
      switch (current.status) {
        case 'online':
          finish(resolve);
          break;
        case 'refused':
          finish(() => reject(new PollcastError(current.error)));
          break;
        case 'closed':
          finish(() => reject(clientClosed()));
          break;
        case 'connecting':
        case 'offline':
          break;
        default:
          current satisfies never;
      }
    }
  });
}

function isFinal({ status }: Connection): boolean {
  return status === 'refused' || status === 'closed';
}

/** What Socket.IO tells beside a disconnect; `context` is the WebSocket's close event. */
function isDrain(details: unknown): boolean {
  const context = (details as { context?: { code?: unknown } } | undefined)?.context;
  return context?.code === SERVICE_RESTART;
}

function isErrorBody(data: unknown): data is ErrorBody {
  const code = (data as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && Object.hasOwn(errors, code);
}
