import { type ErrorCode, errors, HandshakeAuth, PROTOCOL_VERSION } from '@pollcast/shared';
import type { ExtendedError } from 'socket.io';
import { errorBody, invalidInput, issuesOf, PollcastError, refusalOf } from '../domain/errors.ts';
import type { Callers } from '../identity/callers.ts';
import type { RoomKey } from '../identity/room-keys.ts';
import { channels } from './channels.ts';
import type { Io, Watcher } from './types.ts';

interface Deps {
  io: Io;
  callers: Pick<Callers, 'ofHandshake'>;
  /** Does the key's room know it? */
  knows(key: RoomKey): Promise<boolean>;
  onRefused(code: ErrorCode): void;
  onFault(fault: unknown): void;
}

/** Lets a socket in as somebody, or refuses it with an error body in `connect_error`'s `data`. */
export function guardHandshake({ io, callers, knows, onRefused, onFault }: Deps): void {
  // One TCP connection could otherwise open any number of sockets, each a voter.
  const seen = new WeakSet<object>();

  io.use((socket, next) => {
    admit(socket).then(
      () => next(),
      (thrown) => next(connectError(thrown)),
    );
  });

  // A key that was replaced since it was looked at found no socket to cut: now there is one.
  io.on('connection', (watcher) => {
    cutDead(watcher).catch(onFault);
  });

  async function cutDead(watcher: Watcher): Promise<void> {
    const { key } = watcher.data.caller;
    if (key !== null && !(await knows(key))) watcher.disconnect(true);
  }

  async function admit(socket: Watcher): Promise<void> {
    if (seen.has(socket.conn))
      throw new PollcastError('RATE_LIMITED', { message: 'One socket a connection.' });
    seen.add(socket.conn);
    const { key, voterToken, view } = readAuth(socket.handshake.auth);
    const secrets = { ...(key !== undefined && { key }), ...(voterToken !== undefined && { voterToken }) };
    const caller = await callers.ofHandshake(socket.request, { ...secrets, stage: view === 'stage' });
    socket.data.caller = caller;
    socket.join(channels.voter(caller.voterId!));
    if (caller.key !== null) socket.join(channels.keys(caller.key.code));
  }

  function connectError(thrown: unknown): ExtendedError {
    const refusal = refusalOf(thrown);
    onRefused(refusal.code);
    if (errors[refusal.code].log === 'error') onFault(thrown);
    return Object.assign(new Error(refusal.message), { data: errorBody(refusal) });
  }
}

function readAuth(auth: unknown): HandshakeAuth {
  const { protocol } = (auth ?? {}) as { protocol?: unknown };
  if (protocol !== PROTOCOL_VERSION) throw new PollcastError('UNSUPPORTED_PROTOCOL');
  const parsed = HandshakeAuth.safeParse(auth);
  if (!parsed.success) throw invalidInput(...issuesOf(parsed.error));
  return parsed.data;
}
