import type { z } from 'zod';
import { LIMITS } from '../model/limits.ts';

/** Who may call a command. `poll-reader` is whoever may see the poll's tally. */
export type Caller = 'anyone' | 'voter' | 'moderator' | 'tally-reader';

/** The HTTP door: method, path under /api/v1 with `:field` for input fields, status of success. */
export interface HttpDoor {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  status: 200 | 201;
}

/** One row of the contract's table. */
export interface Command<Input extends z.ZodType, Result extends z.ZodType> {
  who: Caller;
  http: HttpDoor | null;
  /** The greatest message in bytes. */
  maxBytes: number;
  input: Input;
  result: Result;
}

type Row<Input extends z.ZodType, Result extends z.ZodType> = {
  who: Caller;
  http?: `${HttpDoor['method']} ${string}`;
  status?: 201;
  maxBytes?: number;
  input: Input;
  result: Result;
};

/** Completes a row: `http` is written `METHOD /path`, moderators may send longer messages than voters. */
export function command<Input extends z.ZodType, Result extends z.ZodType>(row: Row<Input, Result>): Command<Input, Result> {
  const { who, http, status = 200, input, result } = row;
  const maxBytes = row.maxBytes ?? (who === 'moderator' ? LIMITS.moderatorMessageBytes : LIMITS.voterMessageBytes);
  const [method, path] = (http?.split(' ') ?? []) as [HttpDoor['method'], string];
  return { who, http: http === undefined ? null : { method, path, status }, maxBytes, input, result };
}
