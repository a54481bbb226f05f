import type { CommandResult, ErrorCode, Poll, Role, Tally } from '@pollcast/shared';

/** A voter's option; null is a withdrawal. */
export type Choice = string | null;
type Status = CommandResult<'ballot:cast' | 'ballot:withdraw'>['status'];

/** What came of sending a ballot once. `unknown`: nobody answered, or with an error that says no more. */
export type Outcome = { status: Status; version: number } | { refused: ErrorCode } | 'unknown';

/** What happened to one poll, as its voters, watchers and moderator saw it. `at` is in epoch ms of the harness. */
export type HistoryEvent = { at: number } & (
  | { kind: 'asked'; voter: string; seq: number; choice: Choice }
  | { kind: 'answered'; voter: string; seq: number; outcome: Outcome }
  /** Somebody has begun to close the poll, or its deadline is reached. */
  | { kind: 'closing' }
  | { kind: 'closed'; tally: Tally }
  /** Somebody was told a tally. What a voter is told over one connection is in order; what an SDK shows always is. */
  | { kind: 'told'; watcher: Watcher; connection: string; tally: Tally }
  | { kind: 'turnout'; watcher: Watcher; voters: number }
  /** A voter has read the own ballot back, null without one. */
  | { kind: 'stored'; voter: string; ballot: { seq: number; choice: Choice } | null }
  /** What a watcher knew when all was quiet again: the version of the round's tally. */
  | { kind: 'ended'; watcher: Watcher; version: number | null }
);

export type EventOf<K extends HistoryEvent['kind']> = Extract<HistoryEvent, { kind: K }>;

/** Somebody who is told tallies. `voter`: by which name ballots are cast, null where none are. */
export interface Watcher {
  name: string;
  role: Role;
  voter: string | null;
}

/** One poll's round, from before it was opened until everybody knew how it ended. */
export interface RoundHistory {
  round: number;
  settings: Pick<Poll['settings'], 'results' | 'turnout' | 'changeable'>;
  events: readonly HistoryEvent[];
}

/** Writes down what happens to a poll. */
export interface Recorder {
  note(event: WithoutAt<HistoryEvent>, at?: number): void;
  /** Everything since the last call. What each connection was told last is told again in the next round's history. */
  take(): HistoryEvent[];
}

type WithoutAt<Event> = Event extends unknown ? Omit<Event, 'at'> : never;

export function createRecorder(now: () => number = Date.now): Recorder {
  let events: HistoryEvent[] = [];
  return {
    note: (event, at = now()) => void events.push({ at, ...event }),
    take() {
      const taken = events;
      const last = new Map<string, HistoryEvent>();
      for (const event of taken) if (event.kind === 'told') last.set(event.connection, event);
      events = [...last.values()];
      return taken;
    },
  };
}

/** The events of one kind, oldest first. */
export function eventsOf<K extends HistoryEvent['kind']>(
  { events }: Pick<RoundHistory, 'events'>,
  kind: K,
): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => event.kind === kind);
}
