import {
  Answer,
  Ballot,
  ErrorBody,
  HandshakeAuth,
  HistoryPoint,
  Issue,
  kindNames,
  kindSchemas,
  Option,
  Poll,
  PollBallots,
  PollResults,
  PollStatus,
  PollSummary,
  PollView,
  Problem,
  Result,
  ResultGroup,
  ResultRow,
  ResultsVisibility,
  Role,
  Room,
  RoomResults,
  Runoff,
  RunoffRound,
  RunoffTie,
  SplitGroup,
  Tally,
  Turnout,
  You,
} from '@pollcast/shared';
import { z } from 'zod';
import { answerName, fieldWords, thingWords } from './words.ts';

/** The part of JSON Schema that the contract needs. */
export interface JsonSchema {
  $ref?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  const?: unknown;
  enum?: readonly unknown[];
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
}

/** Where both documents keep what they refer to. */
const COMPONENTS = '#/components/schemas/';

/** What has a name in the documents, in the order in which a reader wants to meet it. */
const things: Record<string, z.ZodType> = {
  Room,
  PollSummary,
  Poll,
  Option,
  PollStatus,
  ResultsVisibility,
  PollView,
  Tally,
  Turnout,
  Result,
  ResultRow,
  ResultGroup,
  SplitGroup,
  Runoff,
  RunoffRound,
  RunoffTie,
  PollResults,
  RoomResults,
  PollBallots,
  HistoryPoint,
  Ballot,
  Answer,
  ...Object.fromEntries(kindNames.map((kind) => [answerName(kind), kindSchemas[kind].answer])),
  You,
  Role,
  HandshakeAuth,
  ErrorBody,
  Problem,
  Issue,
};

/** Closed also where they are received: the server refuses unknown fields in them. */
const sentThings = new Set<unknown>([HandshakeAuth, ...kindNames.map((kind) => kindSchemas[kind].answer)]);

const names = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(things)) names.add(schema, { id });

/** What a client sends. Unknown fields are refused, which the schema says. */
export function sentSchema(schema: z.ZodType, owner: string): JsonSchema {
  return schemaOf(schema, { io: 'input', owner });
}

/** What a client receives. Later versions may add fields, so the schema lets them pass. */
export function receivedSchema(schema: z.ZodType, owner: string): JsonSchema {
  return schemaOf(schema, { io: 'output', owner });
}

/** Every named thing, for a document's `components.schemas`. */
export function componentSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(things).map(([name, schema]) => [name, component(name, schema)]));
}

export function refTo(name: string): JsonSchema {
  return { $ref: `${COMPONENTS}${name}` };
}

/** The name of the thing that a schema refers to, null when it describes one itself. */
export function thingOf({ $ref }: JsonSchema): string | null {
  return $ref?.startsWith(COMPONENTS) ? $ref.slice(COMPONENTS.length) : null;
}

type ZodJsonSchema = z.core.JSONSchema.BaseSchema;

interface Wanted {
  io: 'input' | 'output';
  /** The command or thing whose fields these are, for their words. */
  owner: string;
}

function component(name: string, schema: z.ZodType): JsonSchema {
  // A named schema comes as a reference to its own definition.
  const { $defs } = z.toJSONSchema(schema, { io: 'output', metadata: names, override: openUp });
  return { description: thingWords[name]!, ...described(relinked($defs![name]!), [name]) };
}

function schemaOf(schema: z.ZodType, { io, owner }: Wanted): JsonSchema {
  const override = io === 'output' ? openUp : describe;
  const { $schema: _, $defs: __, ...rest } = z.toJSONSchema(schema, { io, metadata: names, override });
  return described(relinked(rest), [owner]);
}

interface Made {
  zodSchema: z.core.$ZodType;
  jsonSchema: ZodJsonSchema;
}

/** A kind says itself what its fields are. */
function describe({ zodSchema, jsonSchema }: Made): void {
  const description = z.globalRegistry.get(zodSchema)?.description;
  if (description !== undefined) jsonSchema.description = description;
}

function openUp(made: Made): void {
  const { zodSchema, jsonSchema } = made;
  describe(made);
  if (jsonSchema.additionalProperties === false && !sentThings.has(zodSchema))
    delete jsonSchema.additionalProperties;
}

/** zod puts named schemas under `$defs`; the documents have a place of their own for them. */
function relinked(schema: ZodJsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${COMPONENTS}`)) as JsonSchema;
}

/** Says what each field is, however deep, and names the branches of a union after the kind that they are for. */
function described(schema: JsonSchema, within: readonly string[]): JsonSchema {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (name === 'kind' && typeof field.const === 'string') schema.title = capital(field.const);
    // In AsyncAPI's dialect nothing may stand beside a reference.
    const words = field.$ref === undefined ? (field.description ?? fieldWords(name, within)) : undefined;
    if (words !== undefined) field.description = words;
    described(field, [name, ...within]);
  }
  for (const part of [schema.items ?? [], schema.anyOf ?? [], schema.oneOf ?? []].flat())
    described(part, within);
  return schema;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
