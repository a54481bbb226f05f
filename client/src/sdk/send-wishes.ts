import type { Ballot } from '@pollcast/shared/pure';
import { deliver, type Link } from './deliver.ts';
import type { Lane, Outcome, Wish } from './lane.ts';
import { PollcastError } from './pollcast-error.ts';

export interface LaneContext {
  link: Link;
  /** A new point in time. */
  tick: () => number;
  onChange: (lane: Lane) => void;
  /** What is stored became doubtful: ask for it. */
  onDoubt: (lane: Lane) => void;
}

/** Sends the lane's wish, and then the one that took its place meanwhile, until there is none. */
export async function sendWishes(lane: Lane, context: LaneContext): Promise<void> {
  for (let wish = lane.wish; wish !== null; wish = lane.wish) {
    try {
      const outcome = await send(wish, lane, context);
      if (outcome === null) lane.isUncertain = true;
      else settle(wish, outcome, { lane, context });
    } catch (error) {
      if (!(error instanceof PollcastError)) throw error;
      fail(wish, error, { lane, context });
    }
  }
}

/** Null: gave way to a newer wish, and may be counted or not. */
async function send(wish: Wish, lane: Lane, { link, onChange }: LaneContext): Promise<Outcome | null> {
  const { answer, seq } = wish;
  const ballot = { id: lane.id, seq, round: lane.round };
  const delivery = {
    isWanted: () => lane.wish === wish,
    onAttempt() {
      wish.attempts += 1;
      onChange(lane);
    },
  };
  if (answer !== null)
    return deliver(link, { command: 'ballot:cast', input: { ...ballot, answer }, ...delivery });
  const withdrawal = await deliver(link, { command: 'ballot:withdraw', input: ballot, ...delivery });
  return withdrawal && { ...withdrawal, ballot: null };
}

interface Place {
  lane: Lane;
  context: LaneContext;
}

function settle(wish: Wish, outcome: Outcome, { lane, context }: Place): void {
  setStored(lane, outcome.ballot);
  lane.answeredAt = context.tick();
  if (lane.wish === wish) lane.wish = null;
  context.onChange(lane);
  wish.outcome.resolve(outcome);
  // Another device of this voter had the last word; a withdrawal's answer does not tell which.
  if (wish.answer === null && outcome.status === 'superseded') context.onDoubt(lane);
}

function fail(wish: Wish, error: PollcastError, { lane, context }: Place): void {
  if (lane.wish === wish) {
    lane.wish = null;
    lane.failure = error;
  }
  context.onChange(lane);
  wish.outcome.reject(error);
  if (lane.isUncertain || error.code === 'ALREADY_VOTED') context.onDoubt(lane);
}

/** Takes in what the server says is stored. */
export function setStored(lane: Lane, ballot: Ballot | null): void {
  lane.stored = ballot;
  lane.lastSeq = Math.max(lane.lastSeq, ballot?.seq ?? 0);
  lane.isUncertain = false;
}
