import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type OptionId, type PollView, resultOf } from '@pollcast/shared/pure';
import { loadSpeech } from '@pollcast/shared/words';
import { pollPage } from '../../server/src/http/pages/poll-page.ts';
import { samplePoll, sampleTally } from '../support/poll-samples.ts';

const origin = 'https://poll.example';
const speech = await loadSpeech('en');
const page = (view: PollView, refusal?: string) => pollPage({ view, origin, speech, refusal });

interface Seed {
  question: string;
  options: { label: string; votes: number; shown: string }[];
  voters: number;
}

function seedView(): { seed: Seed; view: PollView } {
  const seed = JSON.parse(
    readFileSync(new URL('../fixtures/seed-poll.json', import.meta.url), 'utf8'),
  ) as Seed;
  const options = seed.options.map(({ label }, index) => ({ id: `o${index + 1}` as OptionId, label }));
  const poll = samplePoll({ question: seed.question, options, status: 'closed' });
  const bins = Object.fromEntries(seed.options.map(({ votes }, index) => [`o${index + 1}`, votes]));
  const tally = sampleTally({ voters: seed.voters, bins, status: 'closed', final: true });
  return { seed, view: { poll, tally, result: resultOf(poll, tally) } };
}

describe("a poll's page", () => {
  test('[D1] holds the four figures of the seed poll as text', () => {
    const { seed, view } = seedView();
    for (const { shown } of seed.options) expect(page(view).main).toContain(`>${shown}<`);
  });

  test('an open poll is a form with its round and one field an option', () => {
    const { main } = page({ poll: samplePoll({ round: 3 }) });
    expect(main).toMatch(/<form method="post" action="\/p\/p1">/);
    expect(main).toContain('<input type="hidden" name="round" value="3" />');
    expect(main.match(/<input type="radio" name="options" value="o[12]"/g)).toHaveLength(2);
  });

  test('several answers are checkboxes, and none of them is required', () => {
    const settings = { ...samplePoll().settings, max: 2 };
    const { main } = page({ poll: samplePoll({ settings }) });
    expect(main.match(/<input type="checkbox"/g)).toHaveLength(2);
    expect(main).not.toContain('required');
  });

  test("one's own answer is marked, in the form and in the list", () => {
    const ballot = { answer: { options: ['o2' as OptionId] }, seq: 1, status: 'counted' as const };
    expect(page({ poll: samplePoll(), ballot }).main).toMatch(/value="o2" checked/);
    expect(page({ poll: samplePoll({ status: 'closed' }), ballot }).main).toContain('Your answer');
  });

  test('[B6] an answer that cannot be changed leaves no form', () => {
    const settings = { ...samplePoll().settings, changeable: false };
    const ballot = { answer: { options: ['o2' as OptionId] }, seq: 1, status: 'counted' as const };
    expect(page({ poll: samplePoll({ settings }), ballot }).main).not.toContain('<form');
  });

  test('[H1] without a result there is neither a figure nor a bar', () => {
    const { main } = page({ poll: samplePoll(), turnout: { pollId: samplePoll().id, round: 1, voters: 7 } });
    expect(main).not.toMatch(/%|class="bar"/);
    expect(main).toContain('7 have voted');
  });

  test('[H1] what other sites show of a link holds no count', () => {
    const { view } = seedView();
    const { title, head } = page(view);
    expect(`${title}${head}`).not.toMatch(/\d+%|33|108/);
  });

  test('whatever people wrote is text, never markup', () => {
    const hostile = `"><script>alert('x')</script>`;
    const poll = samplePoll({ question: hostile, options: [{ id: 'o1' as OptionId, label: hostile }] });
    const { head, main } = page({ poll }, hostile);
    for (const part of [head, main]) expect(part).not.toContain('<script>');
    expect(main).toContain('&quot;&gt;&lt;script&gt;');
  });
});
