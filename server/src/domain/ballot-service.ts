import {
  type Answer,
  type Bins,
  binsOfAnswer,
  type CheckedInput,
  type CommandResult,
  kindSchemas,
  LIMITS,
  misfitOf,
  type PollId,
  withSegment,
} from '@pollcast/shared';
import type { VoterId, Voters } from '../identity/voters.ts';
import type { BallotQueue, Landed } from './ballot-queue.ts';
import type { BallotStatus } from './ballot-rule.ts';
import { invalidInput, issuesOf, PollcastError } from './errors.ts';
import type { Segmented, Segments } from './segments.ts';
import type { PollRecord, Store } from './store.ts';
import { ballotOf, voterMaySee } from './views.ts';

/** Whether a voter's ballot counts in a poll's round, as a command just found. */
export interface Standing {
  poll: Pick<PollRecord, 'id' | 'code' | 'round'>;
  voterId: VoterId;
  hasVoted: boolean;
}

export interface BallotService {
  cast(input: CheckedInput<'ballot:cast'>, voterId: VoterId): Promise<CommandResult<'ballot:cast'>>;
  withdraw(
    input: CheckedInput<'ballot:withdraw'>,
    voterId: VoterId,
  ): Promise<CommandResult<'ballot:withdraw'>>;
  /** Calls back after each answered ballot, before its ack leaves, and before a withdrawal goes to the store. */
  onStanding(listener: (standing: Standing) => void): () => void;
}

/** A poll that is opened and reset again and again while a ballot is on its way. */
const MAX_MOVES = 3;

/** The poll was opened, or reset, between asking for the voter's segment and the ballot. */
class SegmentMoved extends Error {}

interface Deps {
  segments: Segments;
  store: Pick<Store, 'now'>;
  queue: BallotQueue;
  voters: Voters;
}

/** What casting and withdrawing share of a request. */
interface Vote {
  id: PollId;
  seq?: number | undefined;
  round?: number | undefined;
}

export function createBallotService({ store, queue, voters, segments }: Deps): BallotService {
  const listeners = new Set<(standing: Standing) => void>();

  async function submitOnce(
    vote: Vote,
    voterId: VoterId,
    binsFor: (poll: PollRecord) => Bins | null,
  ): Promise<Counted> {
    const { id, seq = null, round } = vote;
    if (seq !== null && seq > store.now() + LIMITS.seqAheadMs) {
      throw invalidInput({ path: 'seq', message: 'lies too far in the future' });
    }
    const tell = (poll: PollRecord, hasVoted: boolean) => {
      for (const listener of listeners) listener({ poll, voterId, hasVoted });
    };
    const segmented = await segments.of(id, voterId);
    const landed = await queue.submit(id, (poll, counted) => {
      if (round !== undefined && round !== poll.round) {
        throw new PollcastError('CONFLICT', { message: 'This poll has started a new round.' });
      }
      if (segmented.by !== poll.segment) throw new SegmentMoved();
      const own = binsFor(poll);
      const bins = own && within(segmented, counted(own));
      // Its tally may be told before it is answered, and is not for who has withdrawn.
      if (bins === null && poll.status === 'open' && poll.settings.changeable) tell(poll, false);
      return { voterKey: voters.ballotKey(id, voterId), seq, bins };
    });
    const counted = accept(landed);
    tell(landed.poll, counted.ballot !== null);
    return counted;
  }

  async function submit(...what: Parameters<typeof submitOnce>): Promise<Counted> {
    for (let attempt = 0; attempt < MAX_MOVES; attempt += 1) {
      try {
        return await submitOnce(...what);
      } catch (thrown) {
        if (!(thrown instanceof SegmentMoved)) throw thrown;
      }
    }
    throw new PollcastError('STORE_UNAVAILABLE');
  }

  return {
    async cast({ answer, ...vote }, voterId) {
      const counted = await submit(vote, voterId, (poll) => binsOf(poll, answer));
      return counted as CommandResult<'ballot:cast'>;
    },
    async withdraw(vote, voterId) {
      const { status, version } = await submit(vote, voterId, () => null);
      return { status, version } as CommandResult<'ballot:withdraw'>;
    },
    onStanding(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

interface Counted {
  status: BallotStatus;
  version: number;
  ballot: ReturnType<typeof ballotOf>;
}

function accept({ outcome, poll, tally }: Landed): Counted {
  if ('refused' in outcome) throw new PollcastError(outcome.refused);
  const { status, stored } = outcome;
  const ballot = ballotOf(poll, stored);
  const isOld = status === 'repeated' || status === 'superseded';
  // Where the counts are hidden a repeat must not tell when others voted. Whatever tally becomes visible later has it.
  const isBlind = isOld && !voterMaySee(poll, ballot !== null);
  return { status, version: (isBlind ? poll.openedAt : null) ?? tally.version, ballot };
}

/** A ballot's bins, counted once more under its voter's segment where there is one. */
function within({ option }: Segmented, bins: Bins): Bins {
  return option === null ? bins : withSegment(bins, option);
}

function binsOf(poll: PollRecord, answer: Answer): Bins {
  const shaped = kindSchemas[poll.kind].answer.safeParse(answer);
  if (!shaped.success) {
    throw invalidInput(...issuesOf(shaped.error, 'answer'));
  }
  const misfit = misfitOf(poll, answer);
  if (misfit !== null) throw invalidInput(misfit);
  return binsOfAnswer(poll, answer);
}
