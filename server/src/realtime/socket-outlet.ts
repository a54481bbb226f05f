import type { Outlet, Reach } from '../domain/broadcaster.ts';
import type { PollRecord } from '../domain/store.ts';
import { type Audience, channels } from './channels.ts';
import type { Io } from './types.ts';

/**
 * Sends to the channels of a poll's watchers on this node, encoded once for all of them. `rest` tells what is left to be
 * sent afterwards, where broadcasts go in slices.
 */
export function createSocketOutlet(io: Io, rest: () => Promise<number> | undefined): Outlet {
  return {
    send(event, payload, to) {
      const { names, except } = channelsFor(to);
      // Never volatile: that drops the newest packet of a tick and keeps the older.
      io.local
        .to(names)
        .except(except)
        .emit(event, ...([payload] as never));
      return rest();
    },
  };
}

/** Whoever has voted is in the voters' channels and in one more. */
function channelsFor({ poll, from }: Reach): { names: string[]; except: string[] } {
  const voted = [channels.voted(poll.id, poll.round)];
  const names = from.flatMap((viewpoint) => (viewpoint === 'voted' ? voted : channelsOf(poll, viewpoint)));
  const isOnlyFresh = from.includes('voter') && !from.includes('voted');
  return { names, except: isOnlyFresh ? voted : [] };
}

function channelsOf({ id, code }: PollRecord, audience: Audience): string[] {
  return [channels.room(code, audience), channels.poll(id, audience)];
}
