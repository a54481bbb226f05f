import { setTimeout as pause } from 'node:timers/promises';
import { type ServerProcess, startServer } from '../../support/server-process.ts';

/** A server node that is ended and started again and again, each time on a port of its own. */
export interface FaultyNode {
  /** Where it is now; null while it is down. */
  readonly url: string | null;
  readonly pid: number | null;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  terminate(): Promise<number | null>;
  freeze(): void;
  thaw(): void;
  /** Starts it, again and again while it cannot reach its store, as a supervisor does. */
  start(): Promise<void>;
  /** What it did that no server may do: ending by itself, or saying that something is broken. */
  readonly misdeeds: readonly string[];
}

const RESTART_MS = 200;
const START_WITHIN_MS = 90_000;
const BROKEN = /uncaught|unhandled|not the sum of the ballots|"fault"/i;

export async function startFaultyNode(env: Record<string, string>): Promise<FaultyNode> {
  const misdeeds: string[] = [];
  let process: ServerProcess | null = null;

  async function start(): Promise<void> {
    const giveUpAt = performance.now() + START_WITHIN_MS;
    for (;;) {
      try {
        const started = await startServer({ env: { HOST: '127.0.0.1', LOG_LEVEL: 'error', ...env } });
        process = started;
        void started.exited.then(({ code, signal }) => {
          note(started);
          if (process === started)
            misdeeds.push(`a node ended by itself: ${code ?? signal}\n${started.said()}`);
        });
        return;
      } catch (error) {
        if (performance.now() > giveUpAt) throw error;
        await pause(RESTART_MS);
      }
    }
  }

  function note(ended: ServerProcess): void {
    for (const line of ended.said().split('\n')) if (BROKEN.test(line)) misdeeds.push(line);
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ending = process;
    if (ending === null) return null;
    process = null;
    if (!ending.isGroupGone()) ending.signalGroup(signal);
    return (await ending.exited).code;
  }

  await start();
  return {
    get url() {
      return process === null ? null : process.url.replace('localhost', '127.0.0.1');
    },
    get pid() {
      return process?.child.pid ?? null;
    },
    kill: async () => void (await end('SIGKILL')),
    terminate: () => end('SIGTERM'),
    freeze: () => process?.signalGroup('SIGSTOP'),
    thaw: () => process?.signalGroup('SIGCONT'),
    start,
    misdeeds,
  };
}
