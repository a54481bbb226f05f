import type { CommandResult } from '@pollcast/shared';
import { openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { Breach } from './attack.ts';

/** People who vote in a hall of their own while the server is under attack. */
export interface HealthyHall {
  /** Ends the voting; rejects with a Breach unless every vote was counted and every watcher has been told. */
  finish(): Promise<{ votes: number; p99Ms: number }>;
  close(): void;
}

/** Between two votes. */
const PACE_MS = 20;

/** Starts the voting: new voters by HTTP, and one on a socket who changes their mind each time. */
export async function startHealthyHall(url: string): Promise<HealthyHall> {
  const { moderator, poll } = await openHall(url);
  const door = openHttpDoor(url);
  const regular = openRawClient(url);
  const tookMs: number[] = [];
  let isFinishing = false;
  let newcomers = 0;
  let changes = 0;
  const voting = vote();
  // Whoever finishes hears of it.
  voting.catch(() => {});

  async function vote(): Promise<void> {
    while (!isFinishing) {
      await timed(newcomer);
      await timed(change);
      await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    }
  }

  async function timed(act: () => Promise<void>): Promise<void> {
    const begunAt = performance.now();
    await act();
    tookMs.push(performance.now() - begunAt);
  }

  async function newcomer(): Promise<void> {
    const { json } = await door.send('POST', '/api/v1/voters', { body: {} });
    const { voterToken } = json as CommandResult<'voter:create'>;
    const cast = { id: poll.id, answer: choose('o1') };
    const { status, text } = await door.call('ballot:cast', cast, voterToken);
    if (status !== 200) throw new Breach(`a healthy vote was refused: ${status} ${text}`);
    newcomers += 1;
  }

  async function change(): Promise<void> {
    const option = changes % 2 === 0 ? 'o2' : 'o1';
    const { status } = await regular.ask('ballot:cast', { id: poll.id, answer: choose(option) });
    if (status !== (changes === 0 ? 'counted' : 'changed')) throw new Breach(`a healthy vote was ${status}`);
    changes += 1;
  }

  return {
    async finish() {
      isFinishing = true;
      await voting;
      const o2 = changes % 2;
      const o1 = newcomers + 1 - o2;
      await moderator.next('poll:tally', ({ bins }) => bins.o1 === o1 && bins.o2 === o2);
      const { tally } = await moderator.ask('poll:get', { id: poll.id });
      if (tally?.voters !== newcomers + 1) throw new Breach(`${newcomers + 1} voted, ${tally?.voters} count`);
      const sorted = tookMs.toSorted((a, b) => a - b);
      return { votes: newcomers + changes, p99Ms: sorted[Math.floor(sorted.length * 0.99)]! };
    },
    close() {
      isFinishing = true;
      regular.close();
      moderator.close();
    },
  };
}
