import type { Poll, PollView, Role, ServerToClientEvents } from '@pollcast/shared/pure';
import type { Ballots } from './ballots.ts';
import { newPollState, withBallot, withPoll, withTally, withTurnout, withView } from './poll-state.ts';
import type { PollState } from './types.ts';

type Tally = Parameters<ServerToClientEvents['poll:tally']>[0];
type Turnout = Parameters<ServerToClientEvents['poll:turnout']>[0];

/** The states of all polls that are joined or watched. */
export interface Polls {
  get(id: string): PollState | null;
  all(): PollState[];
  /** Takes in a snapshot that was asked for at `askedAt` (`Ballots.tick`). */
  takeView(view: PollView, askedAt: number): PollState;
  takePoll(poll: Poll): void;
  takeTally(tally: Tally): void;
  takeTurnout(turnout: Turnout): void;
  /** Takes in what `ballots` now say of one's own ballot. */
  takeBallot(id: string): void;
  remove(id: string): void;
}

interface PollsOptions {
  ballots: Ballots;
  /** One's role in the poll's room. */
  roleFor: (poll: Poll) => Role;
  onChange: () => void;
}

export function createPolls({ ballots, roleFor, onChange }: PollsOptions): Polls {
  const states = new Map<string, PollState>();

  function put(state: PollState): PollState {
    const { id, round } = state.poll;
    const old = states.get(id);
    if (old === state) return state;
    states.set(id, state);
    if (old?.poll.round !== round) {
      ballots.follow(id, round);
      takeBallot(id);
    }
    onChange();
    return states.get(id) ?? state;
  }

  function takeBallot(id: string): void {
    const state = states.get(id);
    if (state !== undefined) put(withBallot(state, ballots.own(id), roleFor(state.poll)));
  }

  function takePoll(poll: Poll): PollState {
    return put(withPoll(states.get(poll.id) ?? newPollState(poll), poll, roleFor(poll)));
  }

  return {
    get: (id) => states.get(id) ?? null,
    all: () => [...states.values()],
    takeView(view, askedAt) {
      const { poll, ballot = null } = view;
      const state = put(withView(states.get(poll.id) ?? newPollState(poll), view, roleFor(poll)));
      if (state.poll.round === poll.round) ballots.learn(poll.id, ballot, askedAt);
      return states.get(poll.id) ?? state;
    },
    takePoll,
    takeTally(tally) {
      const state = states.get(tally.pollId);
      if (state !== undefined) put(withTally(state, tally));
    },
    takeTurnout(turnout) {
      const state = states.get(turnout.pollId);
      if (state !== undefined) put(withTurnout(state, turnout));
    },
    takeBallot,
    remove(id) {
      if (!states.delete(id)) return;
      ballots.forget(id);
      onChange();
    },
  };
}
