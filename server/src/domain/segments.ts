import {
  type Bins,
  type CommandResult,
  type OptionId,
  type PollId,
  type Role,
  segmentsOf,
  splitOf,
} from '@pollcast/shared';
import type { VoterId, Voters } from '../identity/voters.ts';
import type { LivePolls } from './live-polls.ts';
import { shownOf } from './shown.ts';
import type { PollSnapshot, Store } from './store.ts';
import { pollFor } from './views.ts';

/** What a voter's ballot counts under besides; docs/adr/0009-segments.md. */
export interface Segmented {
  /** The poll that was asked for it, null where results are not split. */
  by: PollId | null;
  /** What the voter answered there, null for nothing. */
  option: OptionId | null;
}

/** Links polls of a room by what voters answered to one of them, where its moderator wants that. */
export interface Segments {
  /** The segment that a voter's ballot on the poll belongs to now. */
  of(id: PollId, voterId: VoterId): Segmented | Promise<Segmented>;
  /** A poll's result by segment; who may see the result may see this. */
  split(snapshot: PollSnapshot, role: Role): Promise<CommandResult<'poll:split'>>;
}

interface Deps {
  store: Pick<Store, 'ballots'>;
  live: LivePolls;
  voters: Voters;
}

const NONE: Segmented = { by: null, option: null };

export function createSegments({ store, live, voters }: Deps): Segments {
  async function existing(id: PollId) {
    const snapshot = await live.get(id, Number.POSITIVE_INFINITY);
    return snapshot?.poll.deletedAt === null ? snapshot.poll : null;
  }

  async function answerTo(by: PollId, voterId: VoterId): Promise<Segmented> {
    const poll = await existing(by);
    const ballot = poll && (await store.ballots.get(by, voters.ballotKey(by, voterId)));
    const option = poll && segmentsOf(poll).find(({ id }) => ballot?.bins?.[id] !== undefined);
    return { by, option: option?.id ?? null };
  }

  return {
    of(id, voterId) {
      const known = live.peek(id);
      // Nearly every poll: no promise, no read.
      if (known?.poll.segment === null) return NONE;
      return live.get(id).then((snapshot) => {
        const by = snapshot?.poll.segment ?? null;
        return by === null ? NONE : answerTo(by, voterId);
      });
    },

    async split({ poll, tally }, role) {
      const by = poll.segment === null ? null : await existing(poll.segment);
      if (by === null) return { segment: null, groups: [] };
      const { id, question } = by;
      const shown = (bins: Bins) => shownOf(poll, bins);
      const groups = splitOf(pollFor(poll, role), segmentsOf(by), tally, shown);
      return { segment: { id, question }, groups };
    },
  };
}
