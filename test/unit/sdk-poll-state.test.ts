import { describe, expect, test } from '@jest/globals';
import type { CommonSettings } from '@pollcast/shared/pure';
import fc from 'fast-check';
import {
  newPollState,
  withBallot,
  withPoll,
  withTally,
  withTurnout,
  withView,
} from '../../client/src/sdk/poll-state.ts';
import { choose, samplePoll, sampleTally } from '../support/poll-samples.ts';

const open = newPollState(samplePoll());
const { settings } = samplePoll();
const counted = { state: 'counted' as const, answer: choose('o1') };
const showing = (results: CommonSettings['results']) => ({ settings: { ...settings, results } });

describe('tallies', () => {
  test('[V2] of tallies in any order, repeated or missing, the greatest version stays', () => {
    const versions = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(versions, (told) => {
        const state = told.reduce(
          (known, version) => withTally(known, sampleTally({ version, voters: version })),
          open,
        );
        expect(state.tally?.version).toBe(Math.max(...told));
        expect(state.result?.rows[0]?.count).toBe(Math.max(...told));
      }),
    );
  });

  test('[V2] the same state stays the same object when nothing is newer', () => {
    const state = withTally(open, sampleTally());
    expect(withTally(state, sampleTally())).toBe(state);
    expect(withPoll(state, samplePoll(), 'voter')).toBe(state);
    expect(withView(state, { poll: samplePoll(), tally: sampleTally() }, 'voter')).toBe(state);
  });

  test('[V2] a tally of another round is not taken', () => {
    expect(withTally(open, sampleTally({ round: 2, version: 99 }))).toBe(open);
  });

  test('[H2] the turnout is the tally’s voters as soon as there is a tally', () => {
    const told = withTurnout(open, { pollId: open.poll.id, round: 1, voters: 7 });
    expect(told.turnout).toBe(7);
    const tallied = withTally(told, sampleTally({ voters: 8 }));
    expect(tallied.turnout).toBe(8);
    expect(withTurnout(tallied, { pollId: open.poll.id, round: 1, voters: 7 })).toBe(tallied);
  });
});

describe('polls', () => {
  const full = withBallot(withTally(open, sampleTally()), counted, 'voter');

  test('[V2] an older poll is not taken', () => {
    expect(withPoll(full, samplePoll({ version: 9, question: 'Old?' }), 'voter')).toBe(full);
  });

  test('[V2] a label that changes changes the result', () => {
    const options = open.poll.options.map((option) => ({ ...option, label: `${option.label}!` }));
    const state = withPoll(full, samplePoll({ version: 11, options }), 'voter');
    expect(state.result?.rows.map(({ label }) => label)).toEqual(['Tea!', 'Coffee!']);
  });

  test('[S4] a new round starts without tally, turnout and ballot', () => {
    const state = withPoll(full, samplePoll({ version: 11, round: 2, status: 'draft' }), 'voter');
    expect(state).toEqual(newPollState(samplePoll({ version: 11, round: 2, status: 'draft' })));
  });

  test.each([
    { rule: 'revealed false', changes: { revealed: false } },
    { rule: 'results after-close', changes: showing('after-close') },
    { rule: 'results moderators', changes: showing('moderators') },
  ])(
    '[H1] a result that is hidden by $rule goes for voters and stages, and stays for moderators',
    ({ changes }) => {
      const poll = samplePoll({ version: 11, ...changes });
      for (const role of ['voter', 'stage'] as const) {
        expect(withPoll(full, poll, role)).toMatchObject({
          tally: null,
          result: null,
          turnout: 1,
          ballot: counted,
        });
      }
      expect(withPoll(full, poll, 'moderator').tally).toBe(full.tally);
    },
  );

  test('[H2] where the turnout is hidden too, it goes with the result', () => {
    const poll = samplePoll({
      version: 11,
      settings: { ...settings, results: 'after-close', turnout: false },
    });
    expect(withPoll(full, poll, 'voter').turnout).toBeNull();
  });

  test('[H1] after-vote shows the result to whoever has voted, also while a change is on its way', () => {
    const poll = samplePoll({ version: 11, ...showing('after-vote') });
    const changing = { state: 'sending' as const, answer: choose('o2'), previous: choose('o1'), attempts: 1 };
    expect(withPoll(full, poll, 'voter').tally).toBe(full.tally);
    expect(withPoll(withBallot(full, changing, 'voter'), poll, 'voter').tally).toBe(full.tally);
    expect(withPoll(withBallot(full, null, 'voter'), poll, 'voter').tally).toBeNull();
  });

  test('[H1] a withdrawal takes an after-vote result with it', () => {
    const voted = withPoll(full, samplePoll({ version: 11, ...showing('after-vote') }), 'voter');
    expect(withBallot(voted, null, 'voter')).toMatchObject({ tally: null, result: null, ballot: null });
  });
});
