import { describe, expect, test } from '@jest/globals';
import { checkRound, printViolation, shortest } from './checker.ts';
import type { Rule } from './checks/violation.ts';
import { FLAWS, type Flaw, simulateRound } from './flawed-server.ts';

const SEEDS = Array.from({ length: 120 }, (_, index) => index + 1);
const PROMISED = { ballots: true, closes: true };
/** How many of the rounds must have had an occasion for the flaw: else the test proves nothing. */
const OCCASIONS = 10;

const FOUND_AS: Record<Flaw, Rule[]> = {
  'drops an acked ballot': ['acked is kept'],
  'counts a ballot twice': ['the tally is the sum of the ballots'],
  'lets a late copy override a newer ballot': ['acked is kept'],
  'counts one ballot after the close': ['close is a line'],
  'tells two tallies in the wrong order': ['never backwards'],
  'loses the final tally of a watcher': ['everybody ends at the final tally'],
  'leaks a hidden count': ['hidden is hidden'],
  'leaks a hidden turnout': ['hidden is hidden'],
  'tells one version with two contents': ['one version, one content'],
  'refuses a ballot of the open poll': ['refused for a reason'],
  'counts a ballot that it has refused': ['nobody counts who did not vote', 'close is a line'],
};

const verdictOn = (seed: number, flaw: Flaw | null) =>
  checkRound(simulateRound(seed, flaw).history, PROMISED).violations;

describe('the checker', () => {
  test('[F2] has nothing to say of a server without flaws', () => {
    expect(SEEDS.flatMap((seed) => verdictOn(seed, null)).map(printViolation)).toEqual([]);
  });

  test.each(FLAWS)('[F2] catches a server that %s, each time', (flaw) => {
    const flawed = SEEDS.filter((seed) => simulateRound(seed, flaw).isFlawed);
    expect(flawed.length).toBeGreaterThan(OCCASIONS);
    const missed = flawed.filter((seed) => {
      const found = verdictOn(seed, flaw).map(({ rule }) => rule);
      return !found.some((rule) => FOUND_AS[flaw].includes(rule));
    });
    expect(missed).toEqual([]);
  });

  test('[F2] counts what is lost instead where the store may lose it, and still finds what is doubled', () => {
    const seed = SEEDS.find((each) => simulateRound(each, 'drops an acked ballot').isFlawed)!;
    const promised = { ballots: false, closes: true };
    const dropped = checkRound(simulateRound(seed, 'drops an acked ballot').history, promised);
    expect(dropped).toEqual({ violations: [], lost: 1 });
    const doubled = checkRound(simulateRound(seed, 'counts a ballot twice').history, promised);
    expect(doubled.violations).not.toEqual([]);
  });

  test('[F2] shows the shortest of its counter-examples, with its events', () => {
    const seed = SEEDS.find((each) => simulateRound(each, 'drops an acked ballot').isFlawed)!;
    const violation = shortest(verdictOn(seed, 'drops an acked ballot'))!;
    const [headline, ...events] = printViolation(violation).split('\n');
    expect(headline).toMatch(/^acked is kept: voter-\d's acked ballot 20 is not what is stored$/);
    expect(events.map((line) => JSON.parse(line).kind)).toContain('answered');
  });
});
