import type { IncomingMessage } from 'node:http';
import type { Io } from './types.ts';

const METHODS = ['GET', 'POST', 'OPTIONS'];

/** Refuses the methods that long-polling does not have, which Engine.IO answers with 500 as if it had broken. */
export function refuseOtherMethods({ engine }: Io): void {
  engine.use(({ method = '' }: IncomingMessage, _response: unknown, next: (refused?: Error) => void) =>
    next(METHODS.includes(method) ? undefined : new Error('no method of long-polling')),
  );
}
