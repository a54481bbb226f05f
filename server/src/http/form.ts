import { type KindName, kindSchemas } from '@pollcast/shared';
import { z } from 'zod';

/** What a parsed form holds: a text, or several under one name. */
export type Form = Readonly<Record<string, string | string[] | undefined>>;

/** A form's fields as an answer of the kind: fields are named as the answer's, lists and numbers as its schema wants. */
export function answerOfForm(kind: KindName, form: Form): unknown {
  const { properties = {} } = z.toJSONSchema(kindSchemas[kind].answer, { io: 'input' });
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, fieldAs(schema, form[name])]),
  );
}

function fieldAs(schema: unknown, field: string | string[] | undefined): unknown {
  const { type } = schema as { type?: string };
  if (type === 'array') return field === undefined ? [] : [field].flat();
  return type === 'integer' || type === 'number' ? Number(field) : field;
}
