import type { CheckedInput, RoomCode } from '@pollcast/shared';
import { entropyOf } from '../identity/ids.ts';
import { hashKey, type RoomKey, writeRoomKey } from '../identity/room-keys.ts';
import type { RoomRecord } from './store.ts';

type Input = CheckedInput<'room:rekey'>;

export interface Rekey {
  /** Replaces a key of a room; the same request makes the same key. */
  rekey(input: Input): Promise<string>;
  /** Has this very request made the key that the room has now? Whoever repeats it may have no other key left. */
  hasRekeyed(input: Input): Promise<boolean>;
}

interface Deps {
  secret: string;
  knows(key: RoomKey): Promise<boolean>;
  amend(code: RoomCode, change: (room: RoomRecord) => RoomRecord): Promise<RoomRecord>;
}

export function createRekey({ secret, knows, amend }: Deps): Rekey {
  function make({ code, which, requestId }: Input): { text: string; key: RoomKey } {
    const text = writeRoomKey(which, code, entropyOf(secret, requestId)(`rekey-${which}:${code}`));
    return { text, key: { role: which, code, hash: hashKey(text) } };
  }

  return {
    async rekey(input) {
      const { text, key } = make(input);
      if (!(await knows(key)))
        await amend(input.code, (room) => ({ ...room, [`${input.which}KeyHash`]: key.hash }));
      return text;
    },
    hasRekeyed: async (input) => input.requestId !== undefined && knows(make(input).key),
  };
}
