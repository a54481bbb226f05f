import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Arena } from './arena.ts';

/** The server's answer breaks the contract. */
export class Breach extends Error {
  override name = 'Breach';
}

/** One way of being hostile. */
export interface Attack {
  readonly name: string;
  /** How often it comes, beside the others. */
  readonly share: number;
  /** One case of it, the same one for the same seed. */
  draw(seed: number): Strike;
}

/** One case, ready to be tried. */
export interface Strike {
  readonly input: unknown;
  /** Rejects with a Breach when the server answers other than the contract says. */
  carryOut(arena: Arena): Promise<void>;
}

interface Definition<Case> extends Pick<Attack, 'name' | 'share'> {
  cases: fc.Arbitrary<Case>;
  strike(arena: Arena, input: Case): Promise<void>;
}

export function defineAttack<Case>({ name, share, cases, strike }: Definition<Case>): Attack {
  return {
    name,
    share,
    draw(seed) {
      const [input] = fc.sample(cases, { seed, numRuns: 1 }) as [Case];
      return { input, carryOut: (arena) => strike(arena, input) };
    },
  };
}

/** The seed of one case, so that each can be tried alone. */
export function seedOfCase(seed: number, index: number): number {
  return createHash('sha1').update(`${seed}:${index}`).digest().readInt32LE();
}
