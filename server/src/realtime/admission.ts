/** Somebody who wants to connect. */
export interface Visitor {
  /** Has hung up while waiting. */
  isGone(): boolean;
  admit(): void;
  refuse(retryAfterMs: number): void;
}

/**
 * Lets connections in at the pace that this process can hold. A single one goes through at once; of thousands each waits
 * for its turn, and those who would wait too long are told when to come again.
 */
export interface Admission {
  enter(visitor: Visitor): void;
  /** Whoever waits, and whoever comes from now on, is told to come again, somewhere else or later. */
  close(): void;
}

const TURN_MS = 10;
/** Turns that begin later than this by more say that the process has enough to do. */
const LATE_MS = 20;
/** How many a turn: at most 5,000 a second, which is more than a core can greet. */
const PACE = { least: 4, first: 16, most: 50 };
/** And however late: a share of the time that passed, or a busy machine would never let a crowd in. */
const LEAST_PER_MS = PACE.least / TURN_MS;
/** Well below the 10 s after which clients give up by themselves. */
const MAX_WAIT_MS = 5_000;
/** From a node that stops all go within this time: the next one takes them, or this one when it is back. */
const ELSEWHERE_MS = 1_000;

export function createAdmission(now: () => number = () => performance.now()): Admission {
  const waiting: Visitor[] = [];
  let pace = PACE.first;
  let admitted = 0;
  let isClosed = false;
  let turn: { timer: NodeJS.Timeout; sinceAt: number } | undefined;

  const waitMs = () => (waiting.length / pace) * TURN_MS;

  function planTurn(): void {
    turn = { timer: setTimeout(takeTurn, TURN_MS).unref(), sinceAt: now() };
  }

  function admit(visitor: Visitor): void {
    admitted += 1;
    visitor.admit();
  }

  function takeTurn(): void {
    const passedMs = now() - turn!.sinceAt;
    turn = undefined;
    if (passedMs > TURN_MS + LATE_MS) pace = Math.max(PACE.least, Math.floor(pace / 2));
    else if (admitted >= pace) pace = Math.min(PACE.most, pace + 1);
    const wasQuiet = admitted === 0;
    admitted = 0;
    admitWaiting(Math.min(PACE.most, Math.max(pace, passedMs * LEAST_PER_MS)));
    if (admitted > 0 || !wasQuiet) planTurn();
    else pace = PACE.first;
  }

  function admitWaiting(most: number): void {
    while (waiting.length > 0 && admitted < most) {
      const visitor = waiting.shift()!;
      if (!visitor.isGone()) admit(visitor);
    }
  }

  const sendElsewhere = (visitor: Visitor) => visitor.refuse(Math.round(Math.random() * ELSEWHERE_MS));

  return {
    enter(visitor) {
      if (isClosed) return sendElsewhere(visitor);
      if (turn === undefined) planTurn();
      if (waiting.length === 0 && admitted < pace) admit(visitor);
      else if (waitMs() > MAX_WAIT_MS) visitor.refuse(Math.round(waitMs() * (1 + Math.random())));
      else waiting.push(visitor);
    },
    close() {
      isClosed = true;
      clearTimeout(turn?.timer);
      // A connection that nobody answers would keep the server from ending.
      for (const visitor of waiting.splice(0)) sendElsewhere(visitor);
    },
  };
}
