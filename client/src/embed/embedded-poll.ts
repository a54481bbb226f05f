import type { PollState } from '@pollcast/client';
import { type Answer, loadKind, type PollView } from '@pollcast/shared/pure';
import { countedAnswer } from '../pages/audience/ballot-course.ts';
import { type LivePoll, openLivePoll } from './live-poll.ts';
import { loadFields } from './load-fields.ts';
import { serverLink } from './server-link.ts';

/** One poll as an embed knows it: read once, and followed live only when asked. */
export interface EmbeddedPoll {
  /** Null until it is read. */
  readonly state: PollState | null;
  /** What stands in the way of showing it, as thrown; null when nothing does. */
  readonly problem: unknown;
  /** The live connection is lost, and on its way back. */
  readonly isOffline: boolean;
  /** The server's clock, epoch ms. */
  now(): number;
  /** Reads it, also again after a problem. Does not reject. */
  read(): Promise<void>;
  /** Follows it live from now on. Idempotent. */
  follow(): void;
  /** Casts, or with null withdraws, in a poll that is followed; what became of it stands in the state. */
  cast(answer: Answer | null): void;
  close(): void;
}

export function openEmbeddedPoll({ id, onChange }: { id: string; onChange: () => void }): EmbeddedPoll {
  let asRead: PollState | null = null;
  let aheadMs = 0;
  let live: LivePoll | null = null;
  let problem: unknown = null;
  let isClosed = false;

  /** Goes on with what the live connection tells; a poll that became one of another kind is read anew. */
  function look(): void {
    const kind = live?.state?.poll.kind;
    if (kind === undefined || kind === asRead?.poll.kind) {
      onChange();
      return;
    }
    live?.close();
    live = null;
    void read();
  }

  async function read(): Promise<void> {
    try {
      const view = await serverLink.read(id);
      await loadKind(view.poll.kind);
      await loadFields(view.poll);
      [asRead, aheadMs, problem] = [stateOf(view), view.serverNow - Date.now(), null];
    } catch (error) {
      problem = error;
    }
    if (!isClosed) onChange();
  }

  function onEnd(reason: unknown): void {
    live = null;
    problem = reason;
    onChange();
  }

  return {
    get state() {
      const state = live?.state ?? asRead;
      return state !== null && live?.early ? withEarly(state, live.early.answer) : state;
    },
    get problem() {
      return problem;
    },
    get isOffline() {
      return live?.isOffline ?? false;
    },
    now: () => live?.now() ?? Date.now() + aheadMs,
    read,
    follow() {
      if (!isClosed) live ??= openLivePoll({ id, onChange: look, onEnd });
    },
    cast: (answer) => live?.cast(answer),
    close() {
      isClosed = true;
      live?.close();
    },
  };
}

function stateOf({ poll, tally, result, turnout, ballot }: PollView): PollState {
  return {
    poll,
    tally: tally ?? null,
    result: result ?? null,
    turnout: tally?.voters ?? turnout?.voters ?? null,
    ballot: ballot === undefined ? null : { state: 'counted', answer: ballot.answer },
  };
}

/** As the client will show it once it is connected. */
function withEarly(state: PollState, answer: Answer | null): PollState {
  const previous = countedAnswer(state.ballot);
  return { ...state, ballot: { state: 'sending', answer, previous, attempts: 1 } };
}
