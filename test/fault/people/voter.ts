import { setTimeout as pause } from 'node:timers/promises';
import type { Ballot, OptionId, Poll, Reply } from '@pollcast/shared';
import { retryDelayMs } from '../../../client/src/sdk/retry-delay.ts';
import type { Choice, Outcome, Recorder } from '../history.ts';
import type { Random } from '../random.ts';
import type { Visitor } from './visitor.ts';

/** A poll's round as its voters and watchers take part in it. */
export interface Race {
  /** As it was opened. */
  poll: Poll;
  round: number;
  recorder: Recorder;
}

/** A voter of many: casts, changes, withdraws, repeats, and repeats too late, by chance. */
export interface Voter {
  readonly name: string;
  vote(race: Race): Promise<void>;
  /** Asks what is stored of the own ballots, when all is over. */
  readBack(races: readonly Race[]): Promise<void>;
  /** Loses the connection without a word. */
  vanish(): void;
  close(): void;
}

interface VoterOptions {
  name: string;
  visitor: Visitor;
  /** By which door the ballots go. */
  voice: Pick<Visitor, 'attempt'>;
  random: Random;
  onAnswer(outcome: Outcome): void;
}

const CHANCES = { change: 0.1, withdraw: 0.02, repeat: 0.05, lateCopy: 0.03, impatience: 0.03, giveUp: 0.02 };

export function createVoter({ name, visitor, voice, random, onAnswer }: VoterOptions): Voter {
  let lastSeq = 0;

  function nextSeq(): number {
    lastSeq = Math.max(lastSeq + 1, Date.now());
    return lastSeq;
  }

  /** Sends one ballot, under its one seq, until it is answered; some give up when nobody answers. */
  async function send(race: Race, seq: number, choice: Choice): Promise<void> {
    const { poll, round, recorder } = race;
    for (let attempt = 1; ; attempt += 1) {
      recorder.note({ kind: 'asked', voter: name, seq, choice });
      const reply =
        choice === null
          ? await voice.attempt('ballot:withdraw', { id: poll.id, round, seq })
          : await voice.attempt('ballot:cast', { id: poll.id, round, seq, answer: chosen(choice) });
      const outcome = outcomeOf(reply);
      recorder.note({ kind: 'answered', voter: name, seq, outcome });
      onAnswer(outcome);
      if (outcome !== 'unknown' || random.chance(CHANCES.giveUp)) return;
      await pause(retryDelayMs(attempt, 0, random.next));
    }
  }

  const choose = ({ poll }: Race): string => random.pick(poll.options).id;

  async function vote(race: Race): Promise<void> {
    const first = { seq: nextSeq(), choice: choose(race) };
    const sent = send(race, first.seq, first.choice);
    if (!random.chance(CHANCES.impatience)) await sent;
    if (random.chance(CHANCES.repeat)) await send(race, first.seq, first.choice);
    if (random.chance(CHANCES.withdraw)) await send(race, nextSeq(), null);
    if (random.chance(CHANCES.change)) await send(race, nextSeq(), choose(race));
    await sent;
    if (random.chance(CHANCES.lateCopy)) await send(race, first.seq, first.choice);
  }

  async function readBack(races: readonly Race[]): Promise<void> {
    const ids = races.map(({ poll }) => poll.id);
    const reply = await visitor.insist('poll:watch', { ids });
    if (!reply.ok) throw new Error(`${name} cannot read the own ballots: ${reply.error.code}`);
    const watcher = { name, role: 'voter' as const, voter: name };
    for (const { poll, recorder } of races) {
      const { ballot, tally } = reply.data.polls.find((view) => view.poll.id === poll.id)!;
      recorder.note({ kind: 'stored', voter: name, ballot: storedOf(ballot) });
      if (tally !== undefined)
        recorder.note({ kind: 'told', watcher, connection: `${name}'s reading`, tally });
      recorder.note({ kind: 'ended', watcher, version: tally?.version ?? null });
    }
    await visitor.insist('poll:unwatch', { ids });
  }

  return { name, vote, readBack, vanish: visitor.vanish, close: visitor.close };
}

/** One's own ballot as a view of the poll has it. */
export function storedOf(ballot: Ballot | undefined): { seq: number; choice: string } | null {
  const [choice] = (ballot?.answer as { options: OptionId[] } | undefined)?.options ?? [];
  return ballot === undefined || choice === undefined ? null : { seq: ballot.seq, choice };
}

function chosen(choice: string) {
  return { options: [choice as OptionId] };
}

/** An answer that says to try again says nothing of what happened. */
function outcomeOf(reply: Reply<{ status: string; version: number }> | null): Outcome {
  if (reply === null) return 'unknown';
  if (reply.ok) {
    const { status, version } = reply.data;
    return { status, version } as Outcome;
  }
  return reply.error.retryable ? 'unknown' : { refused: reply.error.code };
}
