import type { ErrorCode, PollId, RoomCode } from '@pollcast/shared';
import type { Logger } from 'pino';
import { refusalOf } from './domain/errors.ts';
import type { CommandLog } from './domain/performer.ts';
import type { Metrics } from './metrics.ts';

/** What the server's parts tell of what happens to them: counted, and logged where an operator should look. */
export interface Reports {
  /** A refusal that a client was told. */
  onRefused(code: ErrorCode): void;
  onFault(fault: unknown): void;
  onSlowCut(): void;
  onRegression(of: { poll: PollId } | { room: RoomCode }): void;
  onMismatch(poll: string): void;
  commandLog: CommandLog;
}

export function createReports(log: Logger, metrics: Metrics): Reports {
  return {
    onRefused: metrics.onRefused,
    onFault(fault) {
      if (refusalOf(fault).code === 'STORE_UNAVAILABLE') return log.warn({ err: fault }, 'the store is away');
      metrics.onFault();
      log.error({ err: fault }, 'fault');
    },
    onSlowCut() {
      metrics.onSlowCut();
      log.info('cut a watcher that does not read');
    },
    onRegression(of) {
      metrics.onRegression();
      log.error(of, 'the store lost writes that watchers have seen');
    },
    onMismatch(poll) {
      metrics.onMismatch();
      log.error({ poll }, 'the tally is not the sum of the ballots');
    },
    commandLog: {
      refused: (command, { code }) => log.debug({ command, code }, 'refused'),
      fault(command, fault) {
        metrics.onFault();
        log.error({ command, err: fault }, 'fault');
      },
    },
  };
}
