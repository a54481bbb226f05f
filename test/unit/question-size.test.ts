import { expect, test } from '@jest/globals';
import { longestWord, questionSize } from '../../client/src/pages/parts/question-size.ts';

test('the longer a question is, the smaller it is set', () => {
  const sizes = [1, 90, 91, 140, 141, 300].map((length) => questionSize('x'.repeat(length)));
  expect(sizes).toEqual(['usual', 'usual', 'long', 'long', 'longest', 'longest']);
});

test('a word ends where a line may break', () => {
  expect(longestWord('Welche Geschwindigkeitsbegrenzung soll gelten?')).toBe(26);
  expect(longestWord('What are the US long-term\ngoals?')).toBe(6);
  expect(longestWord('Bundes\u00adautobahn')).toBe(8);
});
