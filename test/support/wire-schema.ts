import {
  commands,
  ErrorBody,
  errors,
  HandshakeAuth,
  PollBallots,
  PollResults,
  Problem,
  pushes,
  RoomResults,
  streamEvents,
} from '@pollcast/shared';
import { z } from 'zod';

/** What a field is called for people may change as it likes. */
const WITHOUT_WORDS = z.registry<object>();

/** Everything that travels, as JSON Schema: what a change of the contract shows up in. */
function wireSchema() {
  const rows = Object.entries(commands).map(([name, { who, http, maxBytes, input, result }]) => [
    name,
    { who, http, maxBytes, input: sent(input), result: received(result) },
  ]);
  return {
    commands: Object.fromEntries(rows),
    pushes: mapValues(pushes, received),
    streams: streamEvents,
    results: mapValues({ poll: PollResults, room: RoomResults, ballots: PollBallots }, received),
    errors: mapValues(errors, ({ status, retryable }) => ({ status, retryable })),
    error: received(ErrorBody),
    problem: received(Problem),
    handshake: sent(HandshakeAuth),
  };
}

/** The committed form of the wire's schema. */
export function printWireSchema(): string {
  return `${JSON.stringify(wireSchema(), null, 2)}\n`;
}

/** As a client may write it: before codes are made canonical. */
function sent(schema: z.ZodType) {
  return jsonSchema(schema, 'input');
}

function received(schema: z.ZodType) {
  return jsonSchema(schema, 'output');
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, metadata: WITHOUT_WORDS });
  return rest;
}

function mapValues<T, U>(values: Record<string, T>, of: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, of(value)]));
}
