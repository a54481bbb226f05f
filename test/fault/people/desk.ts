import { setTimeout as pause } from 'node:timers/promises';
import type { Poll, PollId, Tally } from '@pollcast/shared';
import type { Visitor } from './visitor.ts';
import type { Race } from './voter.ts';

/** The moderator's side of a hall: each step is repeated until it is answered, over whatever node. */
export interface Desk {
  /** Opens the poll in a round after the given one. */
  openNextRound(id: PollId, after: number): Promise<Poll>;
  /** Closes the race. */
  close(race: Race): Promise<void>;
  /** Waits until the deadline has closed it. */
  awaitDeadline(race: Race): Promise<void>;
  /** Reads once more how it ended; null when the store has lost its round. */
  readFinal(race: Race): Promise<Tally | null>;
}

const LOOK_MS = 100;

export function createDesk(visitor: Visitor, broken: (what: string) => void): Desk {
  async function read(id: PollId) {
    const reply = await visitor.insist('poll:get', { id });
    if (!reply.ok) throw new Error(`poll:get: ${reply.error.code}`);
    return reply.data;
  }

  /** One step from wherever the poll is: what is refused was done by an earlier try that nobody answered. */
  async function openNextRound(id: PollId, after: number): Promise<Poll> {
    for (;;) {
      const { poll } = await read(id);
      const { status, round } = poll;
      if (status === 'open' && round > after) return poll;
      if (status === 'draft') await visitor.attempt('poll:open', { id, round, stage: false });
      else await visitor.attempt('poll:reset', { id, round });
    }
  }

  return {
    openNextRound,
    async close({ poll, round, recorder }) {
      recorder.note({ kind: 'closing' });
      const reply = await visitor.insist('poll:close', { id: poll.id, round });
      if (reply.ok) recorder.note({ kind: 'closed', tally: reply.data.tally });
    },
    async awaitDeadline({ poll, recorder }) {
      const { id, closesAt } = poll;
      recorder.note({ kind: 'closing' }, closesAt!);
      await pause(Math.max(0, closesAt! - Date.now()));
      for (;;) {
        const askedAt = Date.now();
        const { poll: current, tally } = await read(id);
        if (current.status === 'closed') recorder.note({ kind: 'closed', tally: tally! });
        if (current.status !== 'open' || current.round !== poll.round) return;
        if (askedAt > closesAt!) broken(`asked at ${askedAt}, a poll was open that closes at ${closesAt}`);
        await pause(LOOK_MS);
      }
    },
    async readFinal({ poll, round, recorder }) {
      const { poll: current, tally } = await read(poll.id);
      if (current.round !== round || current.status !== 'closed') return null;
      recorder.note({ kind: 'closed', tally: tally! });
      return tally!;
    },
  };
}
