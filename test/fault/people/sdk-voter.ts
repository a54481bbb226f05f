import { setTimeout as pause } from 'node:timers/promises';
import { createClient, PollcastError } from '@pollcast/client';
import type { OptionId, Tally } from '@pollcast/shared';
import { until } from '../../support/until.ts';
import type { Watcher } from '../history.ts';
import type { Random } from '../random.ts';
import { type Race, storedOf, type Voter } from './voter.ts';
import type { Onlooker } from './watchers.ts';

/** A client of the SDK that votes, or only watches, and shows what it shows. */
export type SdkVoter = Onlooker & Voter;

interface SdkOptions {
  name: string;
  /** One address for all nodes. */
  url: string;
  code: string;
  /** Comes after each other one; a viewer's key makes it a viewer. */
  key?: string;
  raceOf(pollId: string): Race | undefined;
  random: Random;
}

const RETRY_MS = 500;
/** Long before it everybody has been told of a round. */
const LOST_MS = 10_000;
const CHANGE = 0.3;

export async function openSdkVoter({ name, url, code, key, raceOf, random }: SdkOptions): Promise<SdkVoter> {
  const client = createClient({ url, ...(key !== undefined && { key }) });
  const role = key === undefined ? 'voter' : 'viewer';
  const watcher: Watcher = { name, role, voter: name };
  const shown = new Map<string, Tally>();
  client.onChange(() => {
    for (const id of client.room(code)?.room.polls.map((poll) => poll.id) ?? []) show(client.poll(id)?.tally);
  });
  await untilDone(() => client.joinRoom(code));

  function show(tally: Tally | null | undefined): void {
    if (!tally || shown.get(tally.pollId) === tally) return;
    shown.set(tally.pollId, tally);
    raceOf(tally.pollId)?.recorder.note({ kind: 'told', watcher, connection: name, tally });
  }

  async function cast({ poll, recorder }: Race): Promise<void> {
    const choice = random.pick(poll.options).id;
    const at = Date.now();
    // The SDK keeps its seq to itself until it is answered.
    const note = (seq: number) => recorder.note({ kind: 'asked', voter: name, seq, choice }, at);
    try {
      const { status, version, ballot } = await client.castBallot(poll.id, { options: [choice as OptionId] });
      const { seq } = ballot!;
      note(seq);
      recorder.note({ kind: 'answered', voter: name, seq, outcome: { status, version } });
    } catch (error) {
      if (!(error instanceof PollcastError) || error.code === 'CLOSED' || error.code === 'NO_ANSWER')
        throw error;
      note(at);
      recorder.note({ kind: 'answered', voter: name, seq: at, outcome: { refused: error.code } });
    }
  }

  /** What the server says now, however often it has to be asked. */
  async function untilDone<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof PollcastError) || !error.retryable) throw error;
        await pause(RETRY_MS);
      }
    }
  }

  return {
    name,
    watcher,
    pollIds: null,
    async vote(race) {
      if (!(await isToldOf(race))) return;
      await cast(race);
      if (random.chance(CHANGE)) await cast(race);
    },
    async readBack(races) {
      for (const { poll, recorder } of races) {
        const { ballot } = await untilDone(() => client.call('poll:get', { id: poll.id }));
        recorder.note({ kind: 'stored', voter: name, ballot: storedOf(ballot) });
      }
    },
    known: (pollId) => client.poll(pollId)?.tally ?? null,
    vanish() {},
    async doze() {},
    close: client.close,
  };

  /** A new round is known when it was told; of one that the store has lost nobody ever will be. */
  async function isToldOf({ poll: { id }, round }: Race): Promise<boolean> {
    const isTold = () => client.poll(id)?.poll.round === round;
    while (!isTold()) {
      await until(isTold, LOST_MS).catch(() => {});
      const { poll } = await untilDone(() => client.call('poll:get', { id }));
      if (!isTold() && poll.round !== round) return false;
    }
    return true;
  }
}
