import { API_PREFIX, type ErrorCode, LIMITS, streamEvents } from '@pollcast/shared';
import { commandExamples } from './examples.ts';
import { type Operation, type Parameter, type Paths, type Response, refusalResponses } from './operation.ts';
import { routeRefusals } from './refusals.ts';
import { type JsonSchema, refTo } from './schemas.ts';

/** Routes that are no commands, by path. A test holds this list against those that the server has. */
export function httpOnlyPaths(): Paths {
  return {
    [`${API_PREFIX}/polls/{id}/events`]: get('pollEvents', {
      tag: 'poll',
      summary: 'Streams a poll as server-sent events: its newest state at once, then each change.',
      description: `Events: ${Object.entries(streamEvents)
        .map(([event, push]) => `\`${event}\` as the push \`${push}\``)
        .join(', ')}.`,
      ...forAnyone('POLL_NOT_FOUND'),
      parameters: [inPath('id')],
      answers: { 200: answer('text/event-stream', 'Stays open.') },
    }),
    ...results('poll', { path: 'polls/{id}', field: 'id', schema: refTo('PollResults') }),
    ...results('room', { path: 'rooms/{code}', field: 'code', schema: refTo('RoomResults') }),
    ...ballots(),
    [`${API_PREFIX}/openapi.json`]: get('openapi', {
      tag: 'server',
      summary: 'This document.',
      answers: { 200: answer('application/json', 'OpenAPI 3.1.', { type: 'object' }) },
      refuses: ['RATE_LIMITED'],
    }),
    [`${API_PREFIX}/asyncapi.json`]: get('asyncapi', {
      tag: 'server',
      summary: 'What is said over Socket.IO: commands, their answers, pushes.',
      answers: { 200: answer('application/json', 'AsyncAPI 3.0.', { type: 'object' }) },
      refuses: ['RATE_LIMITED'],
    }),
    '/healthz': get('healthz', {
      tag: 'server',
      summary: 'Is the process alive? Whatever its store does.',
      answers: { 200: status('It is.', 'ok') },
    }),
    '/readyz': get('readyz', {
      tag: 'server',
      summary: 'Shall a load balancer send traffic here?',
      answers: {
        200: status('Yes.', 'ready'),
        503: status('No: it stops, or cannot reach its store.', 'stopping', 'store unavailable'),
      },
    }),
    '/metrics': get('metrics', {
      tag: 'server',
      summary: 'Metrics for Prometheus.',
      security: [{}, { metricsKey: [] }],
      answers: { 200: answer('text/plain', 'Prometheus’s text format.') },
      refuses: ['UNAUTHENTICATED'],
    }),
  };
}

interface Route extends Pick<Operation, 'summary'>, Partial<Pick<Operation, 'description' | 'security'>> {
  tag: string;
  parameters?: Parameter[];
  /** What comes back, by status. */
  answers: Record<number, Response>;
  refuses?: ErrorCode[];
}

function get(operationId: string, { tag, answers, refuses = [], ...route }: Route): Paths[string] {
  const responses = { ...answers, ...refusalResponses(refuses) };
  return { get: { operationId, tags: [tag], security: [], ...route, responses } };
}

/** The results of a poll or a room as files. */
function results(
  tag: 'poll' | 'room',
  { path, field, schema }: { path: string; field: 'id' | 'code'; schema: JsonSchema },
): Paths {
  const route = {
    tag,
    ...forAnyone('FORBIDDEN', tag === 'poll' ? 'POLL_NOT_FOUND' : 'ROOM_NOT_FOUND'),
    parameters: [inPath(field)],
  };
  return {
    [`${API_PREFIX}/${path}/results.csv`]: get(`${tag}ResultsCsv`, {
      ...route,
      summary: `The results of a ${tag} as a table, for who may see them.`,
      answers: { 200: answer('text/csv', 'UTF-8 with a byte order mark, one line a row of a result.') },
    }),
    [`${API_PREFIX}/${path}/results.json`]: get(`${tag}ResultsJson`, {
      ...route,
      summary: `The results of a ${tag}, for who may see them.`,
      answers: { 200: answer('application/json', 'Done.', schema) },
    }),
  };
}

/** A closed poll's ballots as files. */
function ballots(): Paths {
  const route = {
    tag: 'poll',
    security: [{ roomKey: [] }],
    refuses: routeRefusals('INVALID_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', 'POLL_NOT_FOUND', 'CONFLICT'),
    parameters: [inPath('id')],
    description: `For moderators, once voting is closed and at least ${LIMITS.crowdMin} have voted. Nobody’s, and in no order of time.`,
  };
  return {
    [`${API_PREFIX}/polls/{id}/ballots.csv`]: get('pollBallotsCsv', {
      ...route,
      summary: 'The ballots of a closed poll as a table.',
      answers: { 200: answer('text/csv', 'UTF-8 with a byte order mark, one line a ballot.') },
    }),
    [`${API_PREFIX}/polls/{id}/ballots.json`]: get('pollBallotsJson', {
      ...route,
      summary: 'The ballots of a closed poll.',
      answers: { 200: answer('application/json', 'Done.', refTo('PollBallots')) },
    }),
  };
}

function forAnyone(...refuses: ErrorCode[]) {
  return {
    security: [{}, { roomKey: [] }, { voterToken: [] }],
    refuses: routeRefusals('INVALID_INPUT', ...refuses),
  };
}

function inPath(name: 'id' | 'code'): Parameter {
  const { code } = commandExamples['room:get'].input;
  const { id } = commandExamples['poll:get'].input;
  return {
    name,
    in: 'path',
    required: true,
    description: name === 'id' ? 'The poll’s id.' : 'The room’s join code.',
    schema: { type: 'string' },
    example: { id, code }[name],
  };
}

function answer(type: string, description: string, schema: JsonSchema = { type: 'string' }): Response {
  return { description, content: { [type]: { schema } } };
}

function status(description: string, ...words: string[]): Response {
  return answer('application/json', description, {
    type: 'object',
    properties: { status: { enum: words } },
    required: ['status'],
  });
}
