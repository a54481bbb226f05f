import { pipeline } from 'node:stream/promises';
import type { CheckedInput, RoomResults } from '@pollcast/shared';
import { type Request, type Response, Router } from 'express';
import type { Caller } from '../../domain/caller.ts';
import type { Perform } from '../../domain/performer.ts';
import type { Results } from '../../domain/results.ts';
import type { Callers } from '../../identity/callers.ts';
import { ballotLines } from './ballot-lines.ts';
import { BYTE_ORDER_MARK, csvOf } from './csv.ts';

interface Deps {
  perform: Perform;
  callers: Callers;
  results: Results;
}

/** Results as files, of one poll or of a room: a table for spreadsheets, or JSON with everything. */
export function createExportRoutes({ perform, callers, results }: Deps): Router {
  const router = Router();

  /** Whoever may read the thing may ask; whether they may see its counts is for `look` to say. */
  async function read<C extends 'poll:get' | 'room:get', Found>(
    request: Request,
    name: C,
    look: (input: CheckedInput<C>, caller: Caller) => Promise<Found>,
  ): Promise<Found> {
    const caller = await callers.ofRequest(request);
    const input = { ...request.query, ...request.params };
    return perform({ name, input, caller, run: (checked) => look(checked as CheckedInput<C>, caller) });
  }

  const readPoll = (request: Request) =>
    read(request, 'poll:get', ({ id }, caller) => results.ofPoll(id, caller));
  const readRoom = (request: Request) =>
    read(request, 'room:get', ({ code }, caller) => results.ofRoom(code, caller));

  const readBallots = (request: Request) =>
    read(request, 'poll:get', ({ id }, caller) => results.ballotsOf(id, caller));

  router.get('/polls/:id/results.csv', async (request, response) => {
    const found = await readPoll(request);
    sendCsv(asFile(response, `${nameOf(found)}.csv`), [found]);
  });
  router.get('/polls/:id/results.json', async (request, response) => {
    const found = await readPoll(request);
    asFile(response, `${nameOf(found)}.json`).json(found);
  });
  router.get('/rooms/:code/results.csv', async (request, response) => {
    const { code, polls } = await readRoom(request);
    sendCsv(asFile(response, `pollcast-${code}.csv`), polls);
  });
  router.get('/rooms/:code/results.json', async (request, response) => {
    const found = await readRoom(request);
    asFile(response, `pollcast-${found.code}.json`).json(found);
  });
  router.get('/polls/:id/ballots.csv', async (request, response) => {
    const found = await readBallots(request);
    asFile(response, `${nameOf(found)}.ballots.csv`).write(BYTE_ORDER_MARK);
    await pipeline(ballotLines(found), response);
  });
  router.get('/polls/:id/ballots.json', async (request, response) => {
    const found = await readBallots(request);
    asFile(response, `${nameOf(found)}.ballots.json`).json(found);
  });
  return router;
}

type Counted = RoomResults['polls'][number];

function nameOf({ poll: { code, id } }: Pick<Counted, 'poll'>): string {
  return `pollcast-${code}-${id}`;
}

function asFile(response: Response, name: string): Response {
  return response.set('Cache-Control', 'no-store').attachment(name);
}

function sendCsv(response: Response, polls: Counted[]): void {
  response.send(csvOf(polls));
}
