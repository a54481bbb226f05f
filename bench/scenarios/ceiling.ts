import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { buildC, type CProgram } from '../c-programs.ts';
import { startLoad } from '../load/load.ts';
import { OPTIONS, POLL_ID } from '../servers/baseline.ts';

const SOCKETS = 1_000;
const FRAMES = 300;
const FRAME_BYTES = 190;
const VOTERS = 50;
const LOOK_MS = 5;

/** What the load itself can take and give, with C programs in the server's place: no figure beyond it says anything. */
export async function ceiling(bench: Bench): Promise<void> {
  const [wire, answers] = [buildC('wire'), buildC('answers')];
  if (wire === null || answers === null) {
    bench.say('No C compiler: the ceiling of the load is left out.');
    return;
  }
  for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
    const record = (contestant: string, perS: number) =>
      bench.record({ scenario: 'ceiling', setting: 'the load itself', contestant }, { perS });
    record('tallies read', await readAsFastAsItCan(wire));
    record('votes cast and answered', await castAsFastAsItCan(answers, bench.seconds));
  }
}

async function readAsFastAsItCan(wire: CProgram): Promise<number> {
  const { host, port, ended } = await wire.start(SOCKETS, FRAMES, 0, FRAME_BYTES);
  const load = await startLoad();
  try {
    await load.call('openRaw', { host, port, count: SOCKETS });
    const startedAt = performance.now();
    const before = await load.call('countRaw', null);
    let arrived = before;
    while (arrived < SOCKETS * FRAMES) {
      await pause(LOOK_MS);
      arrived = await load.call('countRaw', null);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    await ended;
    return (arrived - before) / seconds;
  } finally {
    await load.stop();
  }
}

async function castAsFastAsItCan(answers: CProgram, seconds: number): Promise<number> {
  const { host, port, ended } = await answers.start(VOTERS);
  const load = await startLoad();
  const place = { host, port, polls: [POLL_ID], isRaw: true };
  await load.call('open', { name: 'voters', ...place, count: VOTERS, first: 'silent' });
  const votes = await load.call('vote', { name: 'voters', options: OPTIONS, forMs: seconds * 1000 });
  await load.stop();
  await ended;
  return votes.acked / votes.seconds;
}
