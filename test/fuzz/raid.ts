import { inspect } from 'node:util';
import type { ServerProcess } from '../support/server-process.ts';
import { type Arena, openArena } from './arena.ts';
import { type Attack, type Strike, seedOfCase } from './attack.ts';
import { attacks } from './attacks/attacks.ts';

/** Attackers at work at the same time, each in a room of its own. */
export interface Raid {
  /** What broke, each with the case that it came with. */
  readonly breaches: readonly string[];
  /** The cases being carried out and those begun last: one of them may have ended the server. */
  suspects(): number[];
  /** Carries out the cases from `first` to before `end`; resolves with how many they were, by attack. */
  strikeAll(first: number, end: number): Promise<Record<string, number>>;
}

interface RaidOptions {
  server: ServerProcess;
  seed: number;
  limitMs?: number | undefined;
  /** Told of each case when it is over. */
  onCase(index: number): void;
}

const ATTACKERS = 12;
/** Rooms are used until they are full of what was done to them. */
const CASES_A_ROOM = 150;
/** So many tell enough. */
const BREACHES_MAX = 20;

/** Each attack as often as its share says. */
const turns = attacks.flatMap((attack) => Array<Attack>(attack.share).fill(attack));

export function createRaid({ server, seed, limitMs = Infinity, onCase }: RaidOptions): Raid {
  const breaches: string[] = [];
  const underWay = new Set<number>();
  const begun: number[] = [];

  async function strikeOnce(arena: Arena, index: number): Promise<string> {
    const caseSeed = seedOfCase(seed, index);
    const attack = turns[Math.abs(caseSeed) % turns.length]!;
    const strike = attack.draw(caseSeed);
    underWay.add(index);
    begun.push(index);
    if (begun.length > ATTACKERS) begun.shift();
    try {
      await strike.carryOut(arena);
    } catch (thrown) {
      breaches.push(tellBreach({ index, attack, strike, thrown }));
    }
    underWay.delete(index);
    return attack.name;
  }

  return {
    breaches,
    suspects: () => [...new Set([...underWay, ...begun])].sort((a, b) => a - b),
    async strikeAll(first, end) {
      const endAt = performance.now() + limitMs;
      const done: Record<string, number> = {};
      let next = first;
      const goesOn = () =>
        next < end && breaches.length < BREACHES_MAX && performance.now() < endAt && !server.isGroupGone();

      async function attackOn(): Promise<void> {
        const arena = await openArena(server.url);
        for (let turn = 1; goesOn(); turn += 1) {
          const index = next;
          next += 1;
          const name = await strikeOnce(arena, index);
          done[name] = (done[name] ?? 0) + 1;
          onCase(index);
          if (turn % CASES_A_ROOM === 0) await arena.renew();
        }
        await arena.close();
      }

      await Promise.all(Array.from({ length: ATTACKERS }, attackOn));
      return done;
    },
  };
}

interface Told {
  index: number;
  attack: Attack;
  strike: Strike;
  thrown: unknown;
}

const TOLD_CHARACTERS = 2_000;

function tellBreach({ index, attack, strike, thrown }: Told): string {
  const input = inspect(strike.input, { depth: 6, maxStringLength: 500, maxArrayLength: 20 });
  return `case ${index} (${attack.name}): ${thrown}\n${input}`.slice(0, TOLD_CHARACTERS);
}
