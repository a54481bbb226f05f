import type { IncomingMessage } from 'node:http';
import type { Origins } from '../identity/origins.ts';
import type { RateLimits } from '../rate-limits.ts';
import { createAdmission } from './admission.ts';
import { turnAway } from './turn-away.ts';

interface Deps {
  origins: Origins;
  limits: RateLimits;
}

/** Decides about new connections: whether they may come in, and when. */
export interface Door {
  /** Engine.IO's hook. */
  allowRequest(request: IncomingMessage, decide: (refusal: string | null, isAllowed: boolean) => void): void;
  /** Lets nobody in any more, and sends away whoever waits. */
  close(): void;
}

export function createDoor({ origins, limits }: Deps): Door {
  const admission = createAdmission();

  function refusalFor(request: IncomingMessage): string | null {
    if (!origins.isAllowed(request)) return 'this origin may not connect';
    return limits.mayConnect(origins.addressOf(request)) ? null : 'too many connections from this address';
  }

  return {
    allowRequest(request, decide) {
      // Nobody else listens to a socket that waits, and an error that nobody hears ends the process.
      request.socket.on('error', () => {});
      admission.enter({
        isGone: () => request.socket.destroyed,
        admit() {
          const refusal = refusalFor(request);
          decide(refusal, refusal === null);
        },
        refuse: (retryAfterMs) => turnAway(request, retryAfterMs),
      });
    },
    close: admission.close,
  };
}
