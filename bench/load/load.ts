import { fork } from 'node:child_process';
import { once } from 'node:events';
import { pinned } from '../machine/pinning.ts';
import type { Arrival, GroupOpening, Heard, Tally } from './group.ts';
import type { RawOpening } from './raw-group.ts';
import type { Timings } from './timings.ts';
import type { Votes, Voting } from './voting.ts';

/** What the load can be asked to do. */
export interface LoadCalls {
  open: { input: GroupOpening & { name: string }; output: Arrival };
  vote: { input: Voting & { name: string }; output: Votes };
  listen: { input: { name: string; forMs: number }; output: Heard };
  /** From the votes of some groups to the screens of others. */
  tapToScreen: { input: { voters: string[]; watchers: string[] }; output: Timings };
  lastTally: { input: { name: string }; output: Tally | null };
  openRaw: { input: RawOpening; output: null };
  countRaw: { input: null; output: number };
}

/** The crowd, in a process of its own. */
export interface Load {
  pid: number;
  call<C extends keyof LoadCalls>(name: C, input: LoadCalls[C]['input']): Promise<LoadCalls[C]['output']>;
  stop(): Promise<void>;
}

const WORKER = new URL('worker.ts', import.meta.url);

export async function startLoad(): Promise<Load> {
  const child = fork(WORKER, { execArgv: ['--import', 'tsx', '--conditions=pollcast-src'] });
  const exited = once(child, 'exit');
  const waiting = new Map<number, { resolve(output: never): void; reject(fault: Error): void }>();
  let lastId = 0;
  child.on('message', ({ id, output, fault }: { id: number; output: never; fault?: string }) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (fault === undefined) call?.resolve(output);
    else call?.reject(new Error(fault));
  });
  void exited.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the load ended'));
  });
  await once(child, 'spawn');
  pinned(child.pid!, 'load');

  return {
    pid: child.pid!,
    call: (name, input) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        child.send({ id: lastId, name, input });
      }),
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
