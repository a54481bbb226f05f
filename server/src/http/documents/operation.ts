import { type ErrorCode, errors } from '@pollcast/shared';
import { type JsonSchema, refTo } from './schemas.ts';

/** The parts of OpenAPI 3.1 that the document uses. */
export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description: string | undefined;
  schema: JsonSchema;
  example?: unknown;
}

export interface Media {
  schema: JsonSchema;
  example?: unknown;
}

export interface Response {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Record<string, Media>;
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, Media> };
  responses: Record<string, Response | { $ref: string }>;
}

export type Paths = Record<string, Record<string, Operation>>;

/** A refusal as the API answers it. */
export function errorResponse(code: ErrorCode): Response {
  const { message, status, retryable } = errors[code];
  return {
    description: `\`${code}\`: ${message}`,
    ...(code === 'RATE_LIMITED' && {
      headers: { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } },
    }),
    content: {
      'application/problem+json': {
        schema: problemOf([code]),
        example: {
          type: `urn:pollcast:error:${code}`,
          title: message,
          status,
          detail: message,
          code,
          retryable,
        },
      },
    },
  };
}

/** The responses for refusals: one a status, since several codes may share it. */
export function refusalResponses(codes: readonly ErrorCode[]): Operation['responses'] {
  const statuses = [...new Set(codes.map((code) => errors[code].status))];
  const withStatus = (status: number) => codes.filter((code) => errors[code].status === status);
  return Object.fromEntries(statuses.map((status) => [status, refusalResponse(withStatus(status))]));
}

function refusalResponse(codes: ErrorCode[]): Response | { $ref: string } {
  if (codes.length === 1) return { $ref: `#/components/responses/${codes[0]}` };
  return {
    description: codes.map((code) => `\`${code}\`: ${errors[code].message}`).join(' '),
    content: { 'application/problem+json': { schema: problemOf(codes) } },
  };
}

function problemOf(codes: ErrorCode[]): JsonSchema {
  return { allOf: [refTo('Problem'), { properties: { code: { enum: codes } } }] };
}
