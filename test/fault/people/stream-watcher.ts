import { setTimeout as pause } from 'node:timers/promises';
import type { Tally } from '@pollcast/shared';
import { openStream, type StreamClient } from '../../support/stream-client.ts';
import type { Watcher } from '../history.ts';
import type { Random } from '../random.ts';
import type { Race } from './voter.ts';
import type { Onlooker } from './watchers.ts';

interface StreamOptions {
  watcher: Watcher;
  pollId: string;
  /** A room's key; without one it is told what a guest is told. */
  key?: string;
  addresses(): readonly string[];
  raceOf(pollId: string): Race | undefined;
  random: Random;
}

const RETURN_MS = 300;

/** Watches one poll over an event stream, and comes back whenever it ends. */
export function openStreamWatcher(options: StreamOptions): Onlooker {
  const { watcher, pollId, key, addresses, raceOf, random } = options;
  let current: StreamClient | null = null;
  let known: Tally | null = null;
  let isClosed = false;
  let connections = 0;

  async function watch(): Promise<void> {
    while (!isClosed) {
      const url = random.pick(addresses());
      current = url === undefined ? null : await openStream(url, pollId, { secret: key }).catch(() => null);
      if (current !== null) await listen(current);
      await pause(random.whole(1, RETURN_MS));
    }
  }

  async function listen(stream: StreamClient): Promise<void> {
    connections += 1;
    const connection = `${watcher.name} ${connections}`;
    let hasEnded = false;
    void stream.ended.then(() => {
      hasEnded = true;
    });
    while (!hasEnded && !isClosed) {
      const tally = await Promise.race([
        stream.next('tally').catch(() => null),
        stream.ended.then(() => null),
      ]);
      if (tally === null) continue;
      if (known === null || tally.round > known.round || tally.version > known.version) known = tally;
      raceOf(pollId)?.recorder.note({ kind: 'told', watcher, connection, tally });
    }
  }

  void watch();
  return {
    watcher,
    pollIds: [pollId],
    known: () => known,
    vanish: () => current?.close(),
    async doze(ms) {
      const stream = current;
      stream?.pause();
      await pause(ms);
      stream?.resume();
    },
    close() {
      isClosed = true;
      current?.close();
    },
  };
}
