import type { Answer, Ballot, CommandResult } from '@pollcast/shared/pure';
import { createDeferred } from './deferred.ts';
import type { Link } from './deliver.ts';
import { asCast, asSuperseded, asWithdrawal, type Lane, newLane, type Outcome, ownBallot } from './lane.ts';
import { type PollcastError, refusal } from './pollcast-error.ts';
import { type LaneContext, sendWishes, setStored } from './send-wishes.ts';
import type { OwnBallot } from './types.ts';

export interface Ballots {
  /** Begins a poll's round. Another round is over, and a ballot still on its way to it fails. */
  follow(id: string, round: number): void;
  forget(id: string): void;
  cast(id: string, answer: Answer): Promise<CommandResult<'ballot:cast'>>;
  withdraw(id: string): Promise<CommandResult<'ballot:withdraw'>>;
  /** A point in time, to be taken before the server is asked for what `learn` will be told. */
  tick(): number;
  /** Takes in what a snapshot of the current round, asked for at `askedAt`, says is stored. */
  learn(id: string, ballot: Ballot | null, askedAt: number): void;
  own(id: string): OwnBallot | null;
}

interface BallotsOptions {
  link: Link;
  /** Epoch ms of the server's clock. */
  now: () => number;
  onChange: (id: string) => void;
  /** What is stored became doubtful: ask for it. */
  onDoubt: (id: string) => void;
}

/** One's own ballots: each with its seq, sent until it is answered (docs/SPEC.md B3, B4). */
export function createBallots({ link, now, onChange, onDoubt }: BallotsOptions): Ballots {
  const lanes = new Map<string, Lane>();
  let ticks = 0;
  const tick = () => ++ticks;
  const ifCurrent = (tell: (id: string) => void) => (lane: Lane) => {
    if (lanes.get(lane.id) === lane) tell(lane.id);
  };
  const context: LaneContext = { link, tick, onChange: ifCurrent(onChange), onDoubt: ifCurrent(onDoubt) };

  function follow(id: string, round: number): void {
    const old = lanes.get(id);
    if (old?.round === round) return;
    const lane = newLane(id, round);
    lanes.set(id, lane);
    if (old !== undefined) lane.failure = abandon(old, refusal('CONFLICT'));
  }

  function forget(id: string): void {
    const lane = lanes.get(id);
    lanes.delete(id);
    if (lane !== undefined) abandon(lane, refusal('POLL_NOT_FOUND'));
  }

  async function submit(id: string, answer: Answer | null): Promise<Outcome> {
    const lane = lanes.get(id);
    if (lane === undefined) throw refusal('POLL_NOT_FOUND', 'Join or watch the poll before voting in it.');
    const older = lane.wish;
    const outcome = createDeferred<Outcome>();
    lane.lastSeq = Math.max(lane.lastSeq + 1, now());
    lane.wish = { answer, seq: lane.lastSeq, attempts: 0, outcome };
    lane.failure = null;
    onChange(id);
    if (older === null) void sendWishes(lane, context);
    else older.outcome.resolve(outcome.promise.then(asSuperseded));
    return outcome.promise;
  }

  function learn(id: string, ballot: Ballot | null, askedAt: number): void {
    const lane = lanes.get(id);
    if (lane === undefined || askedAt < lane.answeredAt) return;
    const isNews = ballot?.seq !== lane.stored?.seq;
    setStored(lane, ballot);
    if (isNews) onChange(id);
  }

  return {
    follow,
    forget,
    cast: (id, answer) => shown(submit(id, answer).then(asCast)),
    withdraw: (id) => shown(submit(id, null).then(asWithdrawal)),
    tick,
    learn,
    own(id) {
      const lane = lanes.get(id);
      return lane === undefined ? null : ownBallot(lane);
    },
  };
}

/** Fails a wish whose poll or round is gone. Returns the error, null when there was no wish. */
function abandon(lane: Lane, error: PollcastError): PollcastError | null {
  const { wish } = lane;
  if (wish === null) return null;
  lane.wish = null;
  wish.outcome.reject(error);
  return error;
}

/** A failure is also in the poll's state, so that nobody has to look at the promise. */
function shown<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
