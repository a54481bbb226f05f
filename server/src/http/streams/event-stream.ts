import type { ServerResponse } from 'node:http';
import { HEARTBEAT, retryFrame } from './frames.ts';

/**
 * An answer that stays open. Its memory is bounded: whoever does not read is sent nothing more, and the newest state
 * once it has caught up.
 */
export interface EventStream {
  send(frame: string): void;
  beat(): void;
  /** How long nothing has been read, in ms; 0 for whoever keeps up. */
  stalledMs(): number;
  /** Says goodbye; the client comes back by itself. */
  end(): void;
  /** Ends without waiting for somebody who does not read. */
  cut(): void;
}

const HEAD = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  // nginx would hold events back.
  'X-Accel-Buffering': 'no',
};

/** `state` makes the frames of the newest state: sent at once, and again to whoever has missed something. */
export function openEventStream(response: ServerResponse, state: () => string): EventStream {
  let stalledAt: number | null = null;
  let hasMissed = false;

  function write(frame: string): void {
    if (response.writableEnded || response.destroyed) return;
    if (!response.write(frame)) stalledAt = performance.now();
  }

  function send(frame: string): void {
    if (stalledAt === null) write(frame);
    else hasMissed = true;
  }

  response.on('drain', () => {
    stalledAt = null;
    if (!hasMissed) return;
    hasMissed = false;
    write(state());
  });
  response.writeHead(200, HEAD);
  write(retryFrame() + state());

  return {
    send,
    beat() {
      if (stalledAt === null) write(HEARTBEAT);
    },
    stalledMs: () => (stalledAt === null ? 0 : performance.now() - stalledAt),
    end: () => void response.end(retryFrame()),
    cut: () => void response.destroy(),
  };
}

/** An answer that only says when to come back. */
export function sendAway(response: ServerResponse): void {
  response.writeHead(200, HEAD).end(retryFrame());
}
