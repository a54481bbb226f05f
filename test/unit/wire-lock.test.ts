import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { printWireSchema } from '../support/wire-schema.ts';

const LOCK = new URL('../../shared/wire.lock.json', import.meta.url);

const ADVICE = `The contract is not the one in shared/wire.lock.json. Other people's programs rely on it:
1. change it only additively, 2. add a row to the history in docs/PROTOCOL.md, 3. npm run wire-lock.`;

test('what travels is what shared/wire.lock.json says', () => {
  const [locked, current] = [readFileSync(LOCK, 'utf8'), printWireSchema()].map((text) => text.split('\n'));
  const line = current!.findIndex((text, index) => text !== locked![index]);
  const difference = line < 0 ? '' : `\nFirst at line ${line + 1}:\n- ${locked![line]}\n+ ${current![line]}`;
  expect(`${ADVICE}${difference}`).toBe(ADVICE);
  expect(current).toEqual(locked);
});
