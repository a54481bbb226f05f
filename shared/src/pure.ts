// What a browser loads: constants, arithmetic and types, without zod.
export * from './contract/errors.ts';
export type * from './contract/events.ts';
export type { HandshakeAuth } from './contract/handshake.ts';
export * from './contract/protocol.ts';
export type { ErrorBody, Issue, Problem, Reply } from './contract/reply.ts';
export type { RoomResults } from './contract/results.ts';
export * from './contract/streams.ts';
export * from './frame-height.ts';
export type { Field, FieldChoice, Form } from './kinds/fields.ts';
export type { Bins, Counts, Kind, Misfit, Question as KindQuestion, Saying } from './kinds/kind.ts';
export { type Ranked, runOff } from './kinds/ranking/run-off.ts';
export * from './kinds/registry.ts';
export * from './model/defaults.ts';
export type * from './model/index.ts';
export * from './model/limits.ts';
export * from './percent.ts';
export * from './segments.ts';
export * from './visibility.ts';
