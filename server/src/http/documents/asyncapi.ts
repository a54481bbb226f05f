import {
  API_PREFIX,
  type CommandName,
  commands,
  PROTOCOL_VERSION,
  type Push,
  type PushName,
  pushes,
} from '@pollcast/shared';
import { commandExamples, pushExamples } from './examples.ts';
import { GROWTH, info, operationIdOf, tagOf, tags, termsOf } from './info.ts';
import { socketRefusals } from './refusals.ts';
import { componentSchemas, type JsonSchema, receivedSchema, refTo, sentSchema } from './schemas.ts';
import { commandWords, pushWords } from './words.ts';

export type AsyncApi = ReturnType<typeof createAsyncApi>;

/** The parts of AsyncAPI 3.0 that the document uses. */
export interface Message {
  /** The Socket.IO event, or the command that a reply answers. */
  name: string;
  summary: string;
  payload: JsonSchema;
  examples: { payload: unknown }[];
}

interface Link {
  $ref: string;
}

export interface SocketOperation {
  action: 'receive' | 'send';
  channel: Link;
  summary: string;
  description?: string;
  tags: { name: string }[];
  messages: Link[];
  reply?: { channel: Link; messages: Link[] };
}

const commandNames = Object.keys(commands) as CommandName[];
const pushNames = Object.keys(pushes) as PushName[];

/** The socket door as an AsyncAPI 3.0 document, made from the contract's tables. */
export function createAsyncApi(publicUrl: string) {
  const { host, protocol } = new URL(publicUrl);
  return {
    asyncapi: '3.0.0',
    info: {
      ...info,
      description: `Live polls over Socket.IO 4, default namespace: emit a command’s name with its input, the acknowledgement is the reply. ${GROWTH} The HTTP door is in ${API_PREFIX}/openapi.json.`,
      tags,
    },
    defaultContentType: 'application/json',
    servers: {
      pollcast: {
        host,
        pathname: '/socket.io/',
        protocol: protocol === 'https:' ? 'wss' : 'ws',
        description: `Connect with \`auth\` as HandshakeAuth, protocol ${PROTOCOL_VERSION}. A refused handshake is a \`connect_error\` whose \`data\` is an ErrorBody.`,
      },
    },
    channels: { socket: { address: '/', description: 'The default namespace.', messages: messages() } },
    operations: operations(),
    components: { schemas: componentSchemas() },
  };
}

function messages(): Record<string, Message> {
  return Object.fromEntries([
    ...commandNames.flatMap((name) => [
      [operationIdOf(name), commandMessage(name)],
      [replyIdOf(name), replyMessage(name)],
    ]),
    ...pushNames.map((name) => [operationIdOf(name), pushMessage(name)]),
  ]);
}

function commandMessage(name: CommandName): Message {
  return {
    name,
    summary: commandWords[name].summary,
    payload: sentSchema(commands[name].input, name),
    examples: [{ payload: commandExamples[name].input }],
  };
}

function replyMessage(name: CommandName): Message {
  return {
    name: `${name} reply`,
    summary: 'The acknowledgement, exactly one.',
    payload: replySchema(name),
    examples: [{ payload: { ok: true, data: commandExamples[name].result } }],
  };
}

function replySchema(name: CommandName): JsonSchema {
  const refusal = { allOf: [refTo('ErrorBody'), { properties: { code: { enum: socketRefusals(name) } } }] };
  return {
    oneOf: [
      reply(true, { data: receivedSchema(commands[name].result, name) }),
      reply(false, { error: refusal }),
    ],
  };
}

function reply(ok: boolean, field: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    properties: { ok: { const: ok }, ...field },
    required: ['ok', ...Object.keys(field)],
  };
}

function pushMessage(name: PushName): Message {
  const payload: Push<PushName> = pushExamples[name];
  return {
    name,
    summary: pushWords[name],
    payload: receivedSchema(pushes[name], name),
    examples: [{ payload }],
  };
}

const CHANNEL = { $ref: '#/channels/socket' };
const messageLink = (id: string) => ({ $ref: `#/channels/socket/messages/${id}` });

function operations(): Record<string, SocketOperation> {
  return Object.fromEntries([
    ...commandNames.map((name) => [operationIdOf(name), commandOperation(name)]),
    ...pushNames.map((name) => [operationIdOf(name), pushOperation(name)]),
  ]);
}

/** Actions are the server's: it receives commands and sends pushes. */
function commandOperation(name: CommandName): SocketOperation {
  return {
    action: 'receive',
    channel: CHANNEL,
    summary: commandWords[name].summary,
    description: termsOf(name),
    tags: [{ name: tagOf(name) }],
    messages: [messageLink(operationIdOf(name))],
    reply: { channel: CHANNEL, messages: [messageLink(replyIdOf(name))] },
  };
}

function pushOperation(name: PushName): SocketOperation {
  return {
    action: 'send',
    channel: CHANNEL,
    summary: pushWords[name],
    tags: [{ name: tagOf(name) }],
    messages: [messageLink(operationIdOf(name))],
  };
}

function replyIdOf(name: CommandName): string {
  return `${operationIdOf(name)}Reply`;
}
