import { type Push, streamEvents } from '@pollcast/shared';
import type { PollPush } from '../../domain/broadcaster.ts';

const names = new Map(Object.entries(streamEvents).map(([name, push]) => [push, name]));

/** A push as an event of the stream. Its id names the state: whoever has it, or a greater one, knows it already. */
export function frameOf<P extends PollPush>(push: P, payload: Push<P>): string {
  const id = 'version' in payload ? `id: ${payload.round}-${payload.version}\n` : '';
  return `event: ${names.get(push)}\n${id}data: ${JSON.stringify(payload)}\n\n`;
}

/** Keeps proxies from closing a quiet connection. */
export const HEARTBEAT = ':\n\n';

const RETRY_MIN_MS = 1_000;
const RETRY_SPREAD_MS = 4_000;

/** When to come back after the connection is lost: not everybody at once. */
export function retryFrame(): string {
  return `retry: ${RETRY_MIN_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)}\n\n`;
}
