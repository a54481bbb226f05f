import { expect, test } from '@jest/globals';
import { plainError } from '../../server/src/log.ts';

test('[I5] an error is logged without what a library hangs on it: no password, no ballot', () => {
  const thrown = Object.assign(new Error('WRONGPASS'), {
    code: 'EAUTH',
    command: { name: 'auth', args: ['hunter2'] },
    cause: Object.assign(new Error('inner'), { command: { args: ['hunter2'] } }),
  });
  expect(plainError(thrown)).toMatchObject({ type: 'Error', message: 'WRONGPASS', code: 'EAUTH' });
  expect(JSON.stringify(plainError(thrown))).not.toContain('hunter2');
  expect(plainError('a text')).toEqual({ message: 'a text' });
});
