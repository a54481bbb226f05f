import { createFaultLog, type FaultLog, type Wait } from './fault-log.ts';
import type { Outcome } from './history.ts';
import { createTraffic, type Traffic } from './people/visitor.ts';

/** What a run did and saw, added up. */
export interface Figures {
  traffic: Traffic;
  /** Outcomes of ballots sent, by status, refusal or `unknown`. */
  outcomes: Map<string, number>;
  onAnswer(outcome: Outcome): void;
  /** Ballots that moved the counts. */
  ballots: number;
  faults: FaultLog;
  /** Rounds of polls that were closed and checked, and those that the store has lost. */
  rounds: number;
  lostRounds: number;
  /** Acked ballots that the store has lost. */
  lostBallots: number;
  /** How long each watcher took to know all final tallies, once they could be read. */
  settledMs: number[];
  /** Each deadline, and when the first watcher was told of it; in epoch ms. */
  deadlines: Wait[];
}

/** Outcomes that change the counts. */
const MOVING = ['counted', 'changed', 'withdrawn'];

export function createFigures(): Figures {
  const outcomes = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const figures: Figures = {
    traffic: createTraffic(),
    outcomes,
    ballots: 0,
    onAnswer(outcome) {
      const name = nameOf(outcome);
      count(outcomes, name);
      if (MOVING.includes(name)) figures.ballots += 1;
    },
    faults: createFaultLog(),
    rounds: 0,
    lostRounds: 0,
    lostBallots: 0,
    settledMs: [],
    deadlines: [],
  };
  return figures;
}

function nameOf(outcome: Outcome): string {
  if (outcome === 'unknown') return outcome;
  return 'status' in outcome ? outcome.status : outcome.refused;
}

/** The figures as lines of a report. */
export function printFigures(figures: Figures, elapsedMs: number): string {
  const { traffic, outcomes, ballots, faults, settledMs, deadlines } = figures;
  const isExcused = (wait: Wait) => faults.during(wait).length > 0;
  const calm = deadlines.filter((wait) => !isExcused(wait));
  return [
    `ballots      ${ballots} acked and counted, ${Math.round(ballots / (elapsedMs / 1_000))}/s`,
    `answers      ${listOf(outcomes)}`,
    `rounds       ${figures.rounds} closed and checked, ${figures.lostRounds} lost by the store`,
    `lost         ${figures.lostBallots} acked ballots`,
    `faults       ${listOf(faults.counts())}`,
    `traffic      ${traffic.commands} commands, ${traffic.unanswered} unanswered, ${traffic.connections} connections, ${traffic.turnedAway} turned away`,
    `slowest      ${slowest(traffic.slowest, faults)} to an answer`,
    `given up     ${traffic.givenUp.length} commands after 5 s, ${traffic.givenUp.filter((wait) => !isExcused(wait)).length} of them without a fault`,
    `watchers     at all final tallies after ${spreadOf(settledMs)}`,
    `deadlines    ${deadlines.length}, told ${spreadOf(deadlines.map(lengthOf))} late`,
    `  latest     ${slowest(deadlines.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? null, faults)}`,
    `  no fault   ${calm.length}, told ${spreadOf(calm.map(lengthOf))} late`,
  ].join('\n');
}

function lengthOf({ fromMs, toMs }: Wait): number {
  return toMs - fromMs;
}

/** How long it took, and during what. */
function slowest(wait: Wait | null, faults: FaultLog): string {
  if (wait === null) return 'none';
  const names = faults.during(wait);
  return `${Math.round(lengthOf(wait))} ms, during ${names.join(' + ') || 'no fault'}`;
}

function listOf(counts: Map<string, number>): string {
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
}

function spreadOf(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `${at(0.5)} ms (median), ${at(0.99)} ms (p99), ${at(1)} ms (most)`;
}
