import specs from '@asyncapi/specs';
import { describe, expect, test } from '@jest/globals';
import { commands, errorCodes, pushes } from '@pollcast/shared';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { type AsyncApi, createAsyncApi } from '../../server/src/http/documents/asyncapi.ts';
import { createOpenApi } from '../../server/src/http/documents/openapi.ts';
import type { JsonSchema } from '../../server/src/http/documents/schemas.ts';

const [openApi, asyncApi] = [createOpenApi(), createAsyncApi('http://localhost:3000')];
const documents = { 'openapi.json': openApi, 'asyncapi.json': asyncApi };
const messages: AsyncApi['channels']['socket']['messages'] = asyncApi.channels.socket.messages;

async function openApiFaults(document: object): Promise<unknown> {
  const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
  return valid ? null : errors;
}

function asyncApiFaults(document: object): unknown {
  // The schema brings its own copy of the meta schema.
  const ajv = new Ajv({ strict: false, meta: false, validateSchema: false });
  addFormats.default(ajv);
  const validate = ajv.compile(specs.schemas['3.0.0'] as object);
  validate(document);
  return validate.errors ?? null;
}

test('[W1] openapi.json is an OpenAPI 3.1 document, says the specification’s own schema', async () => {
  expect(await openApiFaults(openApi)).toBeNull();
  const { info: _, ...nameless } = openApi;
  expect(await openApiFaults(nameless)).not.toBeNull();
});

test('[W1] asyncapi.json is an AsyncAPI 3.0 document, says the specification’s own schema', () => {
  expect(asyncApiFaults(asyncApi)).toBeNull();
  const operations = { roomCreate: { action: 'shout' } };
  expect(asyncApiFaults({ ...asyncApi, operations })).not.toBeNull();
});

describe.each(Object.entries(documents))('%s', (_, document) => {
  test('[W1] refers to nothing that it does not have', () => {
    const references = everyObjectIn(document).flatMap(({ $ref }) => ($ref === undefined ? [] : [$ref]));
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((reference) => lookUp(document, reference) === undefined)).toEqual([]);
  });

  test('[W1] says of every field and thing what it is', () => {
    const fields = everyObjectIn(document).flatMap(({ properties = {} }) => Object.entries(properties));
    const isSilent = ({ $ref, description, const: value, enum: values }: JsonSchema) =>
      ($ref ?? description ?? value ?? values) === undefined;
    const isWrapping = (name: string) => ['ok', 'data', 'error'].includes(name);
    const silent = fields.filter(([name, field]) => isSilent(field) && !isWrapping(name));
    expect(silent).toEqual([]);
    const things = Object.entries(document.components.schemas);
    expect(things.filter(([, { description }]) => description === undefined)).toEqual([]);
  });
});

test('[W1] every command and push of the table is in asyncapi.json, and nothing else', () => {
  const replies = Object.keys(commands).map((name) => `${name} reply`);
  const names = Object.values(messages).map(({ name }) => name);
  expect(new Set(names)).toEqual(new Set([...Object.keys(commands), ...replies, ...Object.keys(pushes)]));
});

test('[W1] every code of the error table has its response in openapi.json', () => {
  expect(Object.keys(openApi.components.responses)).toEqual(errorCodes);
});

test('[W1] the examples fit the schemas beside them', () => {
  const ajv = new Ajv({ strict: false });
  ajv.addSchema({ $id: 'asyncapi', ...asyncApi });
  const faults = Object.entries(messages).flatMap(([id, { examples }]) => {
    const validate = ajv.compile({ $ref: `asyncapi#/channels/socket/messages/${id}/payload` });
    return examples.map(({ payload }) => validate(payload) || { id, errors: validate.errors });
  });
  expect(faults.filter((fault) => fault !== true)).toEqual([]);
});

test('[W1] the documents name the address that the server is known by', () => {
  expect(createOpenApi('https://polls.example').servers).toEqual([{ url: 'https://polls.example' }]);
  const { pollcast } = createAsyncApi('https://polls.example').servers;
  expect(pollcast).toMatchObject({ host: 'polls.example', protocol: 'wss' });
});

function everyObjectIn(value: unknown): JsonSchema[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as JsonSchema, ...Object.values(value).flatMap(everyObjectIn)];
}

function lookUp(document: object, reference: string): unknown {
  const [, ...keys] = reference.split('/');
  return keys.reduce<unknown>(
    (found, key) => (found as Record<string, unknown> | undefined)?.[key],
    document,
  );
}
