// What the baselines share: one poll of four options under the names and shapes of Pollcast's own contract, so that
// the same crowd can be sent to them.

export const POLL_ID = 'baseline';
export const OPTIONS = ['o1', 'o2', 'o3', 'o4'];
export const VOTERS = 'voters';

/** What comes with a vote. */
export interface Cast {
  answer: { options: [string] };
  seq: number;
}

/** The tally as Pollcast pushes it; its version is the time at which it was made. */
export function tallyOf(bins: Record<string, number | string>, voters: number) {
  const counts = OPTIONS.map((option) => [option, Number(bins[option] ?? 0)]);
  return {
    pollId: POLL_ID,
    round: 1,
    version: Date.now(),
    status: 'open',
    voters,
    bins: Object.fromEntries(counts) as Record<string, number>,
    final: false,
  };
}

export const accepted = (data: object) => ({ ok: true, data });

/**
 * Applies ballots, `voter, option` after the other: a first one counts, a later one moves. Returns the bins and the
 * number of voters. The rule of a poll without rounds, states, order of answers and versions.
 */
export const CAST_SCRIPT = `
for index = 1, #ARGV, 2 do
  local before = redis.call('HGET', KEYS[1], ARGV[index])
  if before ~= ARGV[index + 1] then
    if before then redis.call('HINCRBY', KEYS[2], before, -1) end
    redis.call('HINCRBY', KEYS[2], ARGV[index + 1], 1)
    redis.call('HSET', KEYS[1], ARGV[index], ARGV[index + 1])
  end
end
return { redis.call('HLEN', KEYS[1]), redis.call('HGETALL', KEYS[2]) }
`;

/** What the script returns, as a tally. */
export function talliedBy([voters, pairs]: [number, string[]]) {
  const bins: Record<string, string> = {};
  for (let index = 0; index < pairs.length; index += 2) bins[pairs[index]!] = pairs[index + 1]!;
  return tallyOf(bins, voters);
}

export function sayReady(port: number): void {
  console.log(`ready ${port}`);
}
