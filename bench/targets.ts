import type { Result, Sample } from './bench.ts';
import { figureText, markdownTable, medianOf, ratioOf } from './table.ts';

/** What we want to reach: a figure, or its ratio to another contestant's of the same run. */
interface Target {
  title: string;
  scenario: string;
  setting: string;
  measure: string;
  contestant?: string;
  /** Ratios are taken within a repetition; then their median. */
  over?: string;
  /** Ours is better the smaller it is: then the ratio is theirs over ours. */
  isCost?: boolean;
  atLeast?: number;
  atMost?: number;
}

const OURS = 'Pollcast';

const targets: Target[] = [
  {
    title: 'votes, 1,000 watchers, × textbook',
    scenario: 'ingest',
    setting: '1000 watchers',
    measure: 'votesPerS',
    over: 'textbook',
    atLeast: 200,
  },
  {
    title: 'votes, 1,000 watchers, × emit a vote',
    scenario: 'ingest',
    setting: '1000 watchers',
    measure: 'votesPerS',
    over: 'emit a vote',
    atLeast: 200,
  },
  {
    title: 'votes, 1,000 watchers, × one command a vote',
    scenario: 'ingest',
    setting: '1000 watchers',
    measure: 'votesPerS',
    over: 'one command a vote',
    atLeast: 1.4,
  },
  {
    title: 'tallies/s to each of 1,000 watchers',
    scenario: 'ingest',
    setting: '1000 watchers',
    measure: 'talliesPerS',
    atLeast: 10,
  },
  {
    title: 'server CPU a vote, × bare ws',
    scenario: 'ingest',
    setting: '0 watchers',
    measure: 'serverUsPerVote',
    over: 'bare ws',
    atMost: 1.3,
  },
  {
    title: 'Redis CPU a vote, µs',
    scenario: 'ingest',
    setting: '0 watchers',
    measure: 'redisUsPerVote',
    atMost: 5,
  },
  {
    title: 'votes, nobody watching, × emit a vote',
    scenario: 'ingest',
    setting: '0 watchers',
    measure: 'votesPerS',
    over: 'emit a vote',
    atLeast: 2.5,
  },
  {
    title: 'votes, nobody watching, × textbook',
    scenario: 'ingest',
    setting: '0 watchers',
    measure: 'votesPerS',
    over: 'textbook',
    atLeast: 12,
  },
  ...(
    [
      ['stock emit', 1.8],
      ['bare ws', 0.85],
      ['the wire', 0.6],
    ] as const
  ).map(
    ([over, atLeast]): Target => ({
      title: `messages per CPU, 10,000 watchers, × ${over}`,
      scenario: 'fanout',
      setting: '10000 watchers',
      measure: 'usPerMessage',
      over,
      isCost: true,
      atLeast,
    }),
  ),
  {
    title: 'tallies/s to the last of 19,000 watchers',
    scenario: 'fanout',
    setting: '19000 watchers',
    measure: 'leastTalliesPerS',
    atLeast: 1.2,
  },
  {
    title: 'ack p99 then, at 1,000 votes/s, ms',
    scenario: 'fanout',
    setting: '19000 watchers',
    measure: 'ackP99Ms',
    atMost: 300,
  },
  {
    title: 'KiB a connection',
    scenario: 'fanout',
    setting: '19000 watchers',
    measure: 'kibPerConnection',
    atMost: 20,
  },
  {
    title: 'snapshot p99, 10,000 joining in 5 s, ms',
    scenario: 'join',
    setting: '10000 in 5 s',
    measure: 'snapshotP99Ms',
    atMost: 5000,
  },
  {
    title: 'joined, of 10,000',
    scenario: 'join',
    setting: '10000 in 5 s',
    measure: 'joined',
    atLeast: 10_000,
  },
  {
    title: 'Redis bytes a ballot, of a million',
    scenario: 'growth',
    setting: '1,000,000 ballots',
    measure: 'redisBytesPerBallot',
    atMost: 110,
  },
  {
    title: 'ack p99 at 8,000 votes/s, ms',
    scenario: 'steady',
    setting: '8000 votes/s, 1000 watchers',
    measure: 'ackP99Ms',
    atMost: 15,
  },
  {
    title: 'from tap to screen then, p99, ms',
    scenario: 'steady',
    setting: '8000 votes/s, 1000 watchers',
    measure: 'tapToScreenP99Ms',
    atMost: 75,
  },
  {
    title: 'votes with appendfsync always, × without a log',
    scenario: 'stores',
    setting: '500 voters',
    measure: 'votesPerS',
    contestant: 'Redis always',
    over: 'Redis without a log',
    atLeast: 0.9,
  },
  {
    title: 'votes on the embedded store, × Redis everysec',
    scenario: 'stores',
    setting: '500 voters',
    measure: 'votesPerS',
    contestant: 'embedded',
    over: 'Redis everysec',
    atLeast: 0.5,
  },
  {
    title: 'tallies/s to a watcher, 2 nodes, 2,000 votes/s: one a tick',
    scenario: 'nodes',
    setting: '2000 votes/s',
    measure: 'talliesPerS',
    contestant: '2 nodes',
    atMost: 20,
  },
  {
    title: 'notices a node and second, 2 nodes, 2,000 votes/s',
    scenario: 'nodes',
    setting: '2000 votes/s',
    measure: 'noticesPerNodePerS',
    contestant: '2 nodes',
    atMost: 20,
  },
];

/** The targets whose scenario was run, as Markdown: what was wanted, what was measured, whether it is enough. */
export function targetsOf(results: readonly Result[]): string {
  const lines = targets.flatMap((target) => {
    const measured = measuredFor(target, results);
    if (measured === null) return [];
    const { atLeast, atMost } = target;
    const isMet =
      (atLeast === undefined || measured >= atLeast) && (atMost === undefined || measured <= atMost);
    const wanted = atLeast === undefined ? `≤ ${figureText(atMost!)}` : `≥ ${figureText(atLeast)}`;
    return [[target.title, wanted, figureText(measured), isMet ? 'met' : '**missed**']];
  });
  const growth = growthLine(results);
  if (growth !== null) lines.push(growth);
  return markdownTable([['target', 'wanted', 'measured', ''], ...lines]);
}

function measuredFor(
  { scenario, setting, measure, contestant = OURS, over, isCost = false }: Target,
  results: readonly Result[],
): number | null {
  const samplesOf = (name: string) =>
    results.find(
      (result) => result.scenario === scenario && result.setting === setting && result.contestant === name,
    )?.samples;
  const ours = samplesOf(contestant);
  if (ours === undefined) return null;
  if (over === undefined) return medianOf(ours.map((sample) => sample[measure]!));
  const theirs = samplesOf(over);
  if (theirs === undefined) return null;
  return ratioOf(ours, theirs, { measure, isCost });
}

const GROWTH_LIMIT = 1.1;

/** A vote costs the same however many ballots there are: the greatest poll against the smallest. */
function growthLine(results: readonly Result[]): string[] | null {
  const sizes = results.filter(({ scenario }) => scenario === 'growth');
  if (sizes.length < 2) return null;
  const costOf = (samples: readonly Sample[]) =>
    medianOf(samples.map(({ serverUsPerVote = 0, redisUsPerVote = 0 }) => serverUsPerVote + redisUsPerVote));
  const ratio = costOf(sizes.at(-1)!.samples) / costOf(sizes[0]!.samples);
  return [
    `CPU a vote with ${sizes.at(-1)!.setting}, × ${sizes[0]!.setting}`,
    `≤ ${GROWTH_LIMIT}`,
    figureText(ratio),
    ratio <= GROWTH_LIMIT ? 'met' : '**missed**',
  ];
}
