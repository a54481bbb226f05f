import { type JsonSchema, thingOf } from '../../documents/schemas.ts';
import { type Html, html } from '../html.ts';
import { listOf, prose } from './text-parts.ts';
import { text } from './words.ts';

/** A field of an object, or of several kinds of object that share it. */
interface Field {
  name: string;
  schema: JsonSchema;
  isRequired: boolean;
}

/** The fields of an object, each with its type and what it is, and those of the objects within. */
export function fieldsHtml(schema: JsonSchema): Html | null {
  const fields = fieldsOf(schema);
  return fields.length === 0 ? null : html`<dl class="fields">${fields.map(fieldHtml)}</dl>`;
}

function fieldHtml({ name, schema, isRequired }: Field): Html {
  const inner = objectIn(schema);
  return html`
    <div>
      <dt><code>${name}</code>${!isRequired && html`<span class="soft"> ${text.optional}</span>`}</dt>
      <dd>
        <span class="type">${typeHtml(schema)}</span>
        ${schema.description !== undefined && html`<p>${prose(schema.description)}</p>`}
        ${inner && fieldsHtml(inner)}
      </dd>
    </div>
  `;
}

/** A schema as a type that people read, with links to the things it names. */
export function typeHtml(schema: JsonSchema): Html {
  const thing = thingOf(schema);
  if (thing !== null) return html`<a href="#${thing}">${thing}</a>`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined)
    return listOf(
      schema.enum.map((value) => html`<code>${String(value)}</code>`),
      'or',
    );
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined && objectIn(schema) === null) return listOf(choices.map(typeHtml), 'or');
  if (schema.items !== undefined)
    return html`${text.listOf} ${itemsHtml(schema.items)}${after(countsOf(schema))}`;
  return html`${[schema.type ?? 'object'].flat().map(typeWord).join(' or ')}${after(rangeOf(schema))}`;
}

function itemsHtml(items: JsonSchema): Html {
  return objectIn(items) === null ? typeHtml(items) : html`${text.objects}`;
}

const after = (range: string) => range && `, ${range}`;

const TYPE_WORDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
};

function typeWord(type: string): string {
  return TYPE_WORDS[type] ?? type;
}

function countsOf({ minItems, maxItems }: JsonSchema): string {
  return span(minItems, maxItems);
}

function rangeOf({ minimum, exclusiveMinimum, maximum, minLength, maxLength }: JsonSchema): string {
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1);
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const characters = span(minLength, maxLength);
  return characters === '' ? span(least, most) : text.characters(characters);
}

function span(least?: number, most?: number): string {
  if (most !== undefined) return least === undefined ? `at most ${most}` : `${least} to ${most}`;
  return least === undefined || least === 0 ? '' : `at least ${least}`;
}

/** What an object has for fields; of several kinds of object those of all, a field that differs as any of its forms. */
function fieldsOf(schema: JsonSchema): Field[] {
  const branches = branchesOf(schema);
  const names = new Set(branches.flatMap(({ properties = {} }) => Object.keys(properties)));
  return [...names].map((name) => ({
    name,
    schema: anyOf(branches.flatMap(({ properties }) => properties?.[name] ?? [])),
    isRequired: branches.every(({ required = [] }) => required.includes(name)),
  }));
}

function anyOf(schemas: JsonSchema[]): JsonSchema {
  const texts = schemas.map((schema) => JSON.stringify(schema));
  const [first, ...others] = schemas.filter((_, index) => texts.indexOf(texts[index]!) === index);
  if (others.length === 0) return first!;
  const { description } = first!;
  return { anyOf: [first!, ...others], ...(description !== undefined && { description }) };
}

function branchesOf(schema: JsonSchema): JsonSchema[] {
  return schema.oneOf ?? schema.anyOf ?? [schema];
}

/** The object whose fields are worth telling: the schema itself, what it lists, or the kinds of object it may be. */
function objectIn(schema: JsonSchema): JsonSchema | null {
  if (schema.items !== undefined) return objectIn(schema.items);
  const isObject = branchesOf(schema).every(({ properties }) => properties !== undefined);
  return isObject ? schema : null;
}
