import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { errors } from '@pollcast/shared/pure';
import { said } from '../../client/src/embed/said.ts';

const EMBED = 'client/src/embed';
const KINDS = 'shared/src/kinds';
const SPEAKING = [
  ...readdirSync(EMBED)
    .filter((name) => /\.tsx?$/.test(name) && name !== 'said.ts')
    .map((name) => join(EMBED, name)),
  ...readdirSync(KINDS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(KINDS, name)),
  'shared/src/words/poll-words.ts',
  'shared/src/words/speech.ts',
];
/** What a ballot can have become, said as `vote.…`. */
const COURSES = ['sending', 'retrying', 'counted'];

test('[A3] the words that embeds load are those that they say, no fewer and no more', () => {
  const sources = SPEAKING.map((path) => readFileSync(path, 'utf8')).join('\n');
  const written = [...sources.matchAll(/'((?:app|embed|page|result|time|vote)\.\w+)'/g)].map(
    ([, key]) => key!,
  );
  const made = [
    ...[...Object.keys(errors), 'unreachable'].map((code) => `error.${code}`),
    ...COURSES.map((course) => `vote.${course}`),
  ];
  expect([...said].toSorted()).toEqual([...new Set([...written, ...made])].toSorted());
});
