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
} from '@pollcast/shared';
import type { VoterId, Voters } from '../identity/voters.ts';
import type { BallotQueue, Landed } from './ballot-queue.ts';
import type { BallotStatus } from './ballot-rule.ts';
import { invalidInput, issuesOf, PollcastError } from './errors.ts';
import type { PollRecord, Store } from './store.ts';
import { ballotOf } from './views.ts';

/** Whether a voter's ballot counts in a round, as a command just found. */
export interface Standing {
  pollId: PollId;
  round: number;
  voterId: VoterId;
  hasVoted: boolean;
}

export interface BallotService {
  cast(input: CheckedInput<'ballot:cast'>, voterId: VoterId): Promise<CommandResult<'ballot:cast'>>;
  withdraw(
    input: CheckedInput<'ballot:withdraw'>,
    voterId: VoterId,
  ): Promise<CommandResult<'ballot:withdraw'>>;
  /** Calls back after each answered ballot, before its ack leaves. */
  onStanding(listener: (standing: Standing) => void): () => void;
}

interface Deps {
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

export function createBallotService({ store, queue, voters }: Deps): BallotService {
  const listeners = new Set<(standing: Standing) => void>();

  async function submit(
    vote: Vote,
    voterId: VoterId,
    binsFor: (poll: PollRecord) => Bins | null,
  ): Promise<Counted> {
    const { id, seq = null, round } = vote;
    if (seq !== null && seq > store.now() + LIMITS.seqAheadMs) {
      throw invalidInput({ path: 'seq', message: 'lies too far in the future' });
    }
    const landed = await queue.submit(id, (poll) => {
      if (round !== undefined && round !== poll.round) {
        throw new PollcastError('CONFLICT', { message: 'This poll has started a new round.' });
      }
      return { voterKey: voters.ballotKey(id, voterId), seq, bins: binsFor(poll) };
    });
    const counted = accept(landed);
    const standing = { pollId: id, round: landed.poll.round, voterId, hasVoted: counted.ballot !== null };
    for (const listener of listeners) listener(standing);
    return counted;
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
  return { status: outcome.status, version: tally.version, ballot: ballotOf(poll, outcome.stored) };
}

function binsOf(poll: PollRecord, answer: Answer): Bins {
  const shaped = kindSchemas[poll.kind].answer.safeParse(answer);
  if (!shaped.success) {
    throw invalidInput(
      ...issuesOf(shaped.error).map(({ path, message }) => ({ path: `answer.${path}`, message })),
    );
  }
  const misfit = misfitOf(poll, answer);
  if (misfit !== null) throw invalidInput(misfit);
  return binsOfAnswer(poll, answer);
}
