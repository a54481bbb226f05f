import type { Outcome } from './history.ts';
import type { Traffic } from './people/visitor.ts';

/** What a run did and saw, added up. */
export interface Figures {
  traffic: Traffic;
  /** Outcomes of ballots sent, by status, refusal or `unknown`. */
  outcomes: Map<string, number>;
  onAnswer(outcome: Outcome): void;
  /** Ballots that moved the counts. */
  ballots: number;
  faults: Map<string, number>;
  onFault(name: string): void;
  /** Rounds of polls that were closed and checked, and those that the store has lost. */
  rounds: number;
  lostRounds: number;
  /** Acked ballots that the store has lost. */
  lostBallots: number;
  /** How long each watcher took to know all final tallies, once they could be read. */
  settledMs: number[];
  /** How long after each deadline the first watcher was told of it. */
  deadlineLateMs: number[];
}

/** Outcomes that change the counts. */
const MOVING = ['counted', 'changed', 'withdrawn'];

export function createFigures(): Figures {
  const outcomes = new Map<string, number>();
  const faults = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const figures: Figures = {
    traffic: { connections: 0, commands: 0, unanswered: 0, slowestAnswerMs: 0 },
    outcomes,
    ballots: 0,
    onAnswer(outcome) {
      const name = nameOf(outcome);
      count(outcomes, name);
      if (MOVING.includes(name)) figures.ballots += 1;
    },
    faults,
    onFault: (name) => count(faults, name),
    rounds: 0,
    lostRounds: 0,
    lostBallots: 0,
    settledMs: [],
    deadlineLateMs: [],
  };
  return figures;
}

function nameOf(outcome: Outcome): string {
  if (outcome === 'unknown') return outcome;
  return 'status' in outcome ? outcome.status : outcome.refused;
}

/** The figures as lines of a report. */
export function printFigures(figures: Figures, elapsedMs: number): string {
  const { traffic, outcomes, ballots, faults, settledMs, deadlineLateMs } = figures;
  return [
    `ballots      ${ballots} acked and counted, ${Math.round(ballots / (elapsedMs / 1_000))}/s`,
    `answers      ${listOf(outcomes)}`,
    `rounds       ${figures.rounds} closed and checked, ${figures.lostRounds} lost by the store`,
    `lost         ${figures.lostBallots} acked ballots`,
    `faults       ${listOf(faults)}`,
    `traffic      ${traffic.commands} commands, ${traffic.unanswered} unanswered, ${traffic.connections} connections`,
    `slowest      ${Math.round(traffic.slowestAnswerMs)} ms to an answer`,
    `watchers     at all final tallies after ${spreadOf(settledMs)}`,
    `deadlines    ${deadlineLateMs.length}, told ${spreadOf(deadlineLateMs)} late`,
  ].join('\n');
}

function listOf(counts: Map<string, number>): string {
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
}

function spreadOf(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `${at(0.5)} ms (median), ${at(0.99)} ms (p99), ${at(1)} ms (most)`;
}
