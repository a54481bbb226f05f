import { describe, expect, it } from '@jest/globals';
import { LIMITS, type PollDefinition } from '@pollcast/shared';
import {
  lineAt,
  readTemplate,
  type Template,
  templateOf,
  writeJson,
  writeMarkdown,
} from '@pollcast/shared/template';
import fc from 'fast-check';
import { samplePoll } from '../support/poll-samples.ts';

const TOWN_HALL = `\ufeff# Town hall
<!-- for the first Monday -->

## Tea or coffee?
results: after-close
max: 2

- Tea
* Coffee: black, "strong"
3) – none –

## How was it?
kind: rating
steps: 7
labels: ["bad", "good"]
`;

const READ: Template = {
  title: 'Town hall',
  polls: [
    {
      kind: 'choice',
      question: 'Tea or coffee?',
      settings: { results: 'after-close', max: 2 },
      options: [{ label: 'Tea' }, { label: 'Coffee: black, "strong"' }, { label: '– none –' }],
    },
    { kind: 'rating', question: 'How was it?', settings: { steps: 7, labels: ['bad', 'good'] } },
  ],
};

function faultsIn(text: string): [name: string, line: number | null][] {
  const read = readTemplate(text);
  return 'faults' in read ? read.faults.map(({ name, line }) => [name, line]) : [];
}

describe('A template', () => {
  it.each(['\n', '\r\n', '\r'])('[Q1] is read out of Markdown, and each part knows its line (%j)', (end) => {
    const read = readTemplate(TOWN_HALL.replaceAll('\n', end));
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    expect(read.template).toEqual(READ);
    const paths = [
      'title',
      'polls.0.question',
      'polls.0.settings.max',
      'polls.0.options.2.label',
      'polls.1.kind',
    ];
    expect(paths.map((path) => lineAt(read.lines, path))).toEqual([1, 4, 6, 10, 13]);
  });

  it('[Q1] is read out of JSON, options as texts or as the contract has them', () => {
    expect(readTemplate(JSON.stringify(READ))).toMatchObject({ template: READ });
    const short = { title: 'A', polls: [{ question: 'B?', options: ['C', 'D'] }] };
    expect(readTemplate(JSON.stringify(short))).toMatchObject({
      template: { polls: [{ kind: 'choice', options: [{ label: 'C' }, { label: 'D' }] }] },
    });
  });

  it('[Q1] that cannot be read names every line at fault', () => {
    expect(faultsIn(' \n')).toEqual([['empty', 1]]);
    expect(faultsIn('hello')).toEqual([['stray', 1]]);
    expect(faultsIn('## A?\n- B\n- C')).toEqual([['title', 1]]);
    expect(faultsIn('# A\n- B')).toEqual([['stray', 2]]);
    expect(faultsIn('# A\n## B?\n- C\n# D')).toEqual([['twice', 4]]);
    expect(faultsIn('# A\n\n## B?\n- C')).toEqual([['options', 3]]);
    expect(faultsIn('# A\n## B?\nkind: rating\n- C')).toEqual([['many', 4]]);
    expect(faultsIn('# A\n## B?\nkind: dance')).toEqual([['shape', 3]]);
    expect(faultsIn('# A\n## B?\nmax: 1\n-\n- D\nmax: 2\nwhat\n### E')).toEqual([
      ['blank', 4],
      ['twice', 6],
      ['stray', 7],
      ['stray', 8],
    ]);
    expect(faultsIn(`# ${'a'.repeat(LIMITS.titleCharacters + 1)}`)).toEqual([['long', 1]]);
    const options = Array.from({ length: LIMITS.optionsMax + 1 }, (_, index) => `- ${index}`);
    expect(faultsIn(['# A', '## B?', ...options].join('\n'))).toEqual([['many', LIMITS.optionsMax + 3]]);
    expect(faultsIn('{\n  "title": "A",\n  nonsense\n}')).toEqual([['json', 3]]);
  });

  it('[Q1] in JSON of another shape names the fields', () => {
    const given = { title: '', polls: [{ question: 7, options: [{}], secret: 1 }], more: true };
    const read = readTemplate(JSON.stringify(given));
    const fields = 'faults' in read && read.faults.map(({ field }) => field);
    expect(fields).toEqual(['title', 'polls.0.question', 'polls.0.options.0', 'polls.0.secret', 'more']);
    expect(faultsIn('{"title":"A","polls":[{"question":"B?","options":["C"]}]}')).toEqual([
      ['options', null],
    ]);
  });

  it('[Q2] written in either form is read back as the same, whatever its texts and settings', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .map((given) => given.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '').trim())
      .filter((given) => given !== '');
    const tricky = fc.constantFrom(
      '# A',
      '## B',
      '- C',
      'kind: x',
      '1. D',
      '"E"',
      'true',
      '[1',
      '{',
      '<!-- F -->',
      '=1',
    );
    const word = fc.oneof(text, tricky);
    const value = fc.jsonValue({ maxDepth: 2 }).map((given) => JSON.parse(JSON.stringify(given)) as never);
    const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,12}$/).filter((given) => given !== 'kind');
    const settings = fc.dictionary(name, fc.oneof(value, word as never), { minKeys: 1, maxKeys: 4 });
    const label = fc.record({ label: word });
    const base = { question: word };
    const poll = fc.oneof(
      fc.record(
        {
          ...base,
          kind: fc.constant('choice'),
          options: fc.array(label, { minLength: 2, maxLength: 6 }),
          settings,
        },
        { requiredKeys: ['kind', 'question', 'options'] },
      ),
      fc.record({ ...base, kind: fc.constant('rating'), settings }, { requiredKeys: ['kind', 'question'] }),
    );
    const template = fc.record({ title: word, polls: fc.array(poll, { maxLength: 5 }) });
    const property = fc.property(template, (given) => {
      const plain = JSON.parse(JSON.stringify(given)) as Template;
      expect(readTemplate(writeMarkdown(plain))).toMatchObject({ template: plain });
      expect(readTemplate(writeJson(plain))).toMatchObject({ template: plain });
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('[Q2] has no words that were hidden in the room', () => {
    const settings = { ...samplePoll().settings, max: 2, filter: true, hidden: ['secret'] };
    const poll = { kind: 'words', question: 'Why?', options: [], settings } as unknown as PollDefinition;
    expect(templateOf('Hall', [poll]).polls).toEqual([
      { kind: 'words', question: 'Why?', settings: expect.objectContaining({ max: 2 }) },
    ]);
    expect(JSON.stringify(templateOf('Hall', [poll]))).not.toContain('hidden');
  });

  it('[Q2] of a room leaves out what its kinds say anyway; what names an option follows it', () => {
    const { settings, ...poll } = samplePoll({ question: 'Right?' });
    const options = [
      { ...poll.options[0]!, id: 'o2' },
      { ...poll.options[1]!, id: 'o7' },
    ];
    const quiz = { ...settings, max: 2, right: ['o7'], weights: { o2: 1 } };
    const defined = { ...poll, options, settings: quiz } as unknown as PollDefinition;
    expect(templateOf('Quiz', [defined, samplePoll()])).toEqual({
      title: 'Quiz',
      polls: [
        {
          kind: 'choice',
          question: 'Right?',
          options: [{ label: 'Tea' }, { label: 'Coffee' }],
          settings: { max: 2, right: ['o2'], weights: { o1: 1 } },
        },
        { kind: 'choice', question: 'Tea or coffee?', options: [{ label: 'Tea' }, { label: 'Coffee' }] },
      ],
    });
  });
});
