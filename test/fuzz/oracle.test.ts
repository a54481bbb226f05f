import { describe, expect, test } from '@jest/globals';
import type { RawAnswer } from '../support/raw-http.ts';
import { checkAnyAnswer, checkApiAnswer, checkReply } from './oracle.ts';

const PROBLEM = 'application/problem+json';
const refusal = { code: 'POLL_NOT_FOUND', message: 'There is no such poll.', retryable: false };
const problem = {
  type: 'urn:pollcast:error:POLL_NOT_FOUND',
  title: refusal.message,
  status: 404,
  detail: refusal.message,
  code: refusal.code,
  retryable: false,
};

function answer(status: number, type: string, body: unknown): RawAnswer {
  return { status, type, headers: new Map(), text: typeof body === 'string' ? body : JSON.stringify(body) };
}

describe('The fuzzer notices', () => {
  test.each([
    ['a status of 500', answer(500, PROBLEM, { ...problem, status: 500 })],
    ['a page for an error', answer(404, 'text/html', '<p>Not found')],
    ['no body', answer(404, '', '')],
    ['two statuses', answer(403, PROBLEM, problem)],
    ['a code of another status', answer(409, PROBLEM, { ...problem, status: 409 })],
    ['a code that is in no table', answer(404, PROBLEM, { ...problem, code: 'GONE' })],
    ['what broke inside', answer(404, PROBLEM, { ...problem, code: 'INTERNAL' })],
    ['a field more', answer(404, PROBLEM, { ...problem, trace: 'x' })],
    ['a trace', answer(404, PROBLEM, { ...problem, detail: 'at handle (/x/server/dist/main.js:1)' })],
    ['a result of another shape', answer(200, 'application/json', { poll: null })],
  ])('%s from the API', (_, given) => {
    expect(() => checkApiAnswer(given, 'poll:get')).toThrow();
  });

  test.each([
    ['a trace in a page', answer(404, 'text/html', 'at handle (node:internal)')],
    ['text', answer(404, 'text/plain', 'Not Found')],
    ['no body where Node gives one', answer(404, '', '')],
    ['an error of nobody', answer(404, 'application/json', { error: 'Not Found' })],
  ])('%s from anywhere', (_, given) => {
    expect(() => checkAnyAnswer(given)).toThrow();
  });

  test.each([
    ['a fault', { ok: false, error: { ...refusal, code: 'INTERNAL' } }],
    ['a refusal of no table', { ok: false, error: { ...refusal, code: 'NO' } }],
    ['a refusal without a body', { ok: false }],
    ['a result of another shape', { ok: true, data: {} }],
    ['an answer that is none', {}],
  ])('%s on a socket', (_, reply) => {
    expect(() => checkReply('poll:get', reply)).toThrow();
  });

  test('nothing where all is well', () => {
    checkApiAnswer(answer(404, PROBLEM, problem), 'poll:get');
    checkAnyAnswer(answer(400, 'application/json', { code: 1, message: 'Session ID unknown' }));
    checkAnyAnswer(answer(417, '', ''));
    checkReply('poll:get', { ok: false, error: refusal });
  });
});
