import { type CommandName, commands, ErrorBody, type ErrorCode, errors, Problem } from '@pollcast/shared';
import { INSIDE, INSIDE_OF_PAGES } from '../support/inside.ts';
import type { RawAnswer } from '../support/raw-http.ts';
import { Breach } from './attack.ts';

/** What an error is that no command was refused with: an address that is none, bytes that are no request. */
const BLANK = 'about:blank';
/** What has no body: Node's refusals before anybody is asked (no Host, an odd Expect), Engine.IO's of a long post. */
const BARE = [400, 413, 417];

/** A refusal of the table, which tells nothing of the inside; INTERNAL is never one that input may cause. */
export function checkRefusal(body: unknown): ErrorCode {
  const { data, error } = ErrorBody.safeParse(body);
  if (error !== undefined) throw new Breach(`no error of the table: ${JSON.stringify(body)}`);
  assertCaused(data.code);
  assertSilent(JSON.stringify(body), INSIDE);
  return data.code;
}

/** An acknowledgement: a result of the command's schema or a refusal of the table. */
export function checkReply(name: CommandName, reply: unknown): { ok: boolean; data?: unknown } {
  const { ok, data, error } = reply as { ok: boolean; data?: unknown; error?: unknown };
  if (ok === true) checkResult(name, data);
  else checkRefusal(error);
  return { ok, data };
}

/** An answer of the API: the command's own status with its result, or problem details. */
export function checkApiAnswer(answer: RawAnswer, name?: CommandName): void {
  checkStatus(answer);
  if (answer.status >= 400) checkProblem(answer);
  else if (name !== undefined && answer.status === commands[name].http?.status)
    checkResult(name, JSON.parse(answer.text));
}

/** An answer to whatever came in: an error is problem details, a page for people, or Node's own where it has no body. */
export function checkAnyAnswer(answer: RawAnswer): void {
  checkStatus(answer);
  const { status, text, type } = answer;
  if (status < 400) return;
  if (type === 'text/html') assertSilent(text, INSIDE_OF_PAGES);
  else if (type === 'application/json') checkEngineError(answer);
  else if (type !== '' || !BARE.includes(status)) checkProblem(answer);
}

/** Nothing that comes in is the server's own fault. */
export function checkStatus({ status, text }: RawAnswer): void {
  if (!(status >= 200 && status < 500)) throw new Breach(`status ${status}: ${text}`);
}

function checkProblem({ status, type, text }: RawAnswer): void {
  if (type !== 'application/problem+json') throw new Breach(`${status} as ${type}: ${text}`);
  assertSilent(text, INSIDE);
  const body: { type: string; status: number } = JSON.parse(text);
  if (body.status !== status) throw new Breach(`${status} says that it is ${body.status}`);
  if (body.type === BLANK) return;
  const { data, error } = Problem.safeParse(body);
  if (error !== undefined || errors[data.code].status !== status)
    throw new Breach(`no problem of the table: ${status} ${text}`);
  assertCaused(data.code);
}

/** Engine.IO's own, for whoever speaks its protocol wrongly. */
function checkEngineError({ status, text }: RawAnswer): void {
  const { code, message } = JSON.parse(text) as { code: unknown; message: unknown };
  const isOne = (status === 400 || status === 403) && typeof code === 'number' && typeof message === 'string';
  if (!isOne) throw new Breach(`${status}: ${text}`);
  assertSilent(text, INSIDE);
}

function checkResult(name: CommandName, data: unknown): void {
  const { error } = commands[name].result.safeParse(data);
  if (error !== undefined) throw new Breach(`${name}: the result does not fit: ${error.message}`);
}

/** With its store at hand a server has no reason for either. */
function assertCaused(code: ErrorCode): void {
  if (code === 'INTERNAL' || code === 'STORE_UNAVAILABLE') throw new Breach(`refused as ${code}`);
}

function assertSilent(text: string, inside: RegExp): void {
  if (inside.test(text)) throw new Breach(`tells of the inside: ${text}`);
}
