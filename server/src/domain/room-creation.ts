import type { CheckedInput, CommandResult, PollId, RoomCode } from '@pollcast/shared';
import { type Entropy, entropyOf, pollIdFrom, roomCodeFrom } from '../identity/ids.ts';
import { hashKey, sameHash, writeRoomKey } from '../identity/room-keys.ts';
import { PollcastError } from './errors.ts';
import { newPoll } from './poll-definition.ts';
import type { PollSnapshot, RoomRecord, Store } from './store.ts';

type Input = CheckedInput<'room:create'>;
type Keys = Omit<CommandResult<'room:create'>, 'room'>;

/** A room that was just created, or found again by a repeated request. */
export interface CreatedRoom {
  room: RoomRecord;
  snapshots: PollSnapshot[];
  keys: Keys;
}

/** Chances to find a free code. */
const ATTEMPTS = 20;

/** Creates a room with its first polls. Whatever a request id names is made of it alone, so that it can be repeated. */
export async function createRoom(
  { store, secret }: { store: Store; secret: string },
  input: Input,
): Promise<CreatedRoom> {
  const { title, polls: drafts = [], requestId } = input;
  const entropy = entropyOf(secret, requestId);
  const { room, keys } = await claim(store, entropy, { title, pollCount: drafts.length });
  const created = await Promise.all(
    drafts.map((draft, index) =>
      store.polls.create(newPoll(draft, { id: pollIdAt(entropy, room.code, index), code: room.code })),
    ),
  );
  return { room, keys, snapshots: created.map(({ snapshot }) => snapshot) };
}

/** Stores the room under a free code; a code whose room has our own key is that of the same request. */
async function claim(
  store: Store,
  entropy: Entropy,
  { title, pollCount }: { title: string; pollCount: number },
) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const code = roomCodeFrom(entropy(`code-${attempt}`));
    const pollIds = Array.from({ length: pollCount }, (_, index) => pollIdAt(entropy, code, index));
    const moderatorKey = writeRoomKey('moderator', code, entropy('moderator'));
    const viewerKey = writeRoomKey('viewer', code, entropy('viewer'));
    const hashes = { moderatorKeyHash: hashKey(moderatorKey), viewerKeyHash: hashKey(viewerKey) };
    const { created, room } = await store.rooms.create({
      title,
      pollIds,
      code,
      stage: pollIds[0] ?? null,
      segment: null,
      ...hashes,
    });
    if (created || sameHash(room.moderatorKeyHash, hashes.moderatorKeyHash))
      return { room, keys: { moderatorKey, viewerKey } };
  }
  throw new PollcastError('STORE_UNAVAILABLE', { message: 'No join code is free. Try again.' });
}

/** Bears the code: should the same request ever make a second room, its polls are that room's own. */
function pollIdAt(entropy: Entropy, code: RoomCode, index: number): PollId {
  return pollIdFrom(entropy(`poll-${index}:${code}`));
}
