import { type CommandName, commands, HandshakeAuth } from '@pollcast/shared';
import fc from 'fast-check';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

const POLLS = ['@poll@', '@rating@', '@hidden@', '@draft@'];
const OPTIONS = ['o1', 'o2', 'o3'];
/** Longer ones are a mutation's task. */
const USUAL_LENGTH = 30;
const USUAL_COUNT = 4;

/** Inputs of each command that fit its schema, with names where ids and secrets of the arena belong. */
export const fittingInputs = Object.fromEntries(
  Object.entries(commands).map(([name, { input }]) => [name, fittingOf(input)]),
) as Record<CommandName, fc.Arbitrary<unknown>>;

/** What a client may say of itself as it connects. */
export const fittingAuth = fittingOf(HandshakeAuth);

function fittingOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  return fitting(z.toJSONSchema(schema, { io: 'input' }), []);
}

/** `path` leads to the value: what it is about tells what the arena has for it. */
function fitting(schema: JsonSchema, path: readonly string[]): fc.Arbitrary<unknown> {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined)
    return fc.oneof(...branches.map((branch) => fitting(branch as JsonSchema, path)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  // `nullable()` of a plain type is a list of types.
  const types = [schema.type].flat();
  if (types.length > 1)
    return fc.oneof(...types.map((type) => fitting({ ...schema, type } as JsonSchema, path)));
  switch (schema.type) {
    case 'object':
      return fittingObject(schema, path);
    case 'array':
      return fc.array(fitting(schema.items as JsonSchema, path), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? USUAL_COUNT, USUAL_COUNT),
      });
    case 'string':
      return known(path) ?? text(schema);
    case 'integer':
    case 'number':
      return number(schema, path);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`no fitting value is known for ${JSON.stringify(schema)}`);
  }
}

function fittingObject(
  { properties = {}, required = [] }: JsonSchema,
  path: readonly string[],
): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => [
    name,
    fitting(schema as JsonSchema, [...path, name]),
  ]);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required as never[], noNullPrototype: true });
}

/** What the arena has of that name. */
function known(path: readonly string[]): fc.Arbitrary<string> | null {
  const field = path.at(-1);
  if (field === 'code') return fc.constantFrom('@code@', ' @code@-');
  if (field === 'options' || (field === 'id' && path.includes('options'))) return fc.constantFrom(...OPTIONS);
  if (field === 'key') return fc.constantFrom('@moderator@', '@viewer@');
  if (field === 'voterToken') return fc.constant('@voter@');
  return ['id', 'ids', 'before', 'stage'].includes(field ?? '') ? fc.constantFrom(...POLLS) : null;
}

function text({ pattern, minLength = 0, maxLength = USUAL_LENGTH }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.string({ unit: fc.constantFrom(...'aZ09_-'), minLength, maxLength });
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, USUAL_LENGTH) });
}

function number(
  { minimum, maximum, exclusiveMinimum }: JsonSchema,
  path: readonly string[],
): fc.Arbitrary<number> {
  const min = Math.ceil(minimum ?? Number(exclusiveMinimum ?? -1) + 1);
  const any = fc.integer({ min, max: maximum ?? Number.MAX_SAFE_INTEGER });
  return path.at(-1) === 'round' || path.at(-1) === 'protocol' ? fc.oneof(fc.constant(1), any) : any;
}
