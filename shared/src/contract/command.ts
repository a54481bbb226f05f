import type { z } from 'zod';
import { LIMITS } from '../model/limits.ts';

/** Who may call a command. A `tally-reader` is whoever may see the poll's tally. */
export type Caller = 'anyone' | 'voter' | 'moderator' | 'tally-reader';

/** The HTTP door: method, path under /api/v1 with `:field` for input fields, status of success. */
export interface HttpDoor {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  status: 200 | 201;
}

type Route = `${HttpDoor['method']} ${string}`;

interface Row {
  who: Caller;
  /** `METHOD /path`; without it the command exists on the socket only. */
  http?: Route;
  status?: 201;
  maxBytes?: number;
  input: z.ZodType;
  result: z.ZodType;
}

/** One row of the contract's table, complete. `maxBytes` bounds the message. */
export type Command<R extends Row> = Pick<R, 'who' | 'input' | 'result'> & {
  http: R extends { http: Route } ? HttpDoor : null;
  maxBytes: number;
};

/** Completes a row: moderators may send longer messages than voters. */
export function command<const R extends Row>(row: R): Command<R> {
  const { who, input, result, status = 200 } = row;
  const maxBytes =
    row.maxBytes ?? (who === 'moderator' ? LIMITS.moderatorMessageBytes : LIMITS.voterMessageBytes);
  const [method, path] = row.http?.split(' ') ?? [];
  const http = method === undefined ? null : { method, path, status };
  return { who, input, result, maxBytes, http } as Command<R>;
}
