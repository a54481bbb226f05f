import {
  type Connection,
  createClient,
  type PollcastClient,
  type PollState,
  type RoomState,
} from '@pollcast/client';
import type { ErrorBody } from '@pollcast/shared/pure';
import { computed, type ReadonlySignal, signal } from '@preact/signals';

/** `isGone`: it was joined before. */
type Refusal = Pick<ErrorBody, 'code'> & { isGone?: boolean };

/** A joined room as signals: components that read it are drawn again when that part of it changes. */
export interface LiveRoom {
  readonly client: PollcastClient;
  readonly code: string;
  readonly connection: ReadonlySignal<Connection>;
  /** Null until joined. */
  readonly room: ReadonlySignal<RoomState | null>;
  /** Why the room could not be joined, or that it is gone. */
  readonly refusal: ReadonlySignal<Refusal | null>;
  /** A poll as far as it is known here. */
  poll(id: string): PollState | null;
  close(): void;
}

export interface LiveRoomOptions {
  code: string;
  key?: string | null;
  view?: 'stage';
}

const GONE: Refusal = { code: 'ROOM_NOT_FOUND', isGone: true };

/** Connects and joins a room. */
export function openLiveRoom({ code, key, view }: LiveRoomOptions): LiveRoom {
  const client = createClient({
    ...(key && { key }),
    ...(view && key && { view }),
  });
  const connection = signal(client.connection);
  const room = signal(client.room(code));
  const refusal = signal<Refusal | null>(null);
  const turn = signal(0);

  client.onConnection((now) => {
    connection.value = now;
  });
  client.onChange(() => {
    turn.value += 1;
    const now = client.room(code);
    if (room.value !== null && now === null) refusal.value = GONE;
    room.value = now;
  });
  client.joinRoom(code).catch((error: Refusal) => {
    refusal.value = error;
  });

  return {
    client,
    code,
    connection,
    room,
    refusal,
    poll: pollReader(client, turn),
    close: () => client.close(),
  };
}

/** Reads polls like the room itself, but follows changes only once in so many ms: for whoever shows many polls at once. */
export function openGlances({ client }: LiveRoom, everyMs: number): LiveRoom['poll'] {
  const turn = signal(0);
  let isDue = false;
  client.onChange(() => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      turn.value += 1;
    }, everyMs);
  });
  return pollReader(client, turn);
}

/** One signal a poll, so that a tally redraws only what shows that poll. */
function pollReader(client: PollcastClient, turn: ReadonlySignal<number>): (id: string) => PollState | null {
  const known = new Map<string, ReadonlySignal<PollState | null>>();
  return (id) => {
    const poll = known.get(id) ?? pollSignal(client, turn, id);
    known.set(id, poll);
    return poll.value;
  };
}

function pollSignal(
  client: PollcastClient,
  turn: ReadonlySignal<number>,
  id: string,
): ReadonlySignal<PollState | null> {
  return computed(() => {
    turn.value;
    return client.poll(id);
  });
}
