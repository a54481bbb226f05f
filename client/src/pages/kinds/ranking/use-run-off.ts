import { type PollcastClient, PollcastError, type PollState } from '@pollcast/client';
import type { Runoff } from '@pollcast/shared/pure';
import { useEffect, useState } from 'preact/hooks';

/** Between two tries while the server cannot answer. */
const AGAIN_MS = 3_000;

/**
 * The run-off of a ranking whose voting is closed and whose result may be seen; null until it is known. Asked for at some
 * time within `spreadMs`.
 */
export function useRunOff(
  client: PollcastClient | null,
  { poll, tally }: PollState,
  spreadMs = 0,
): Runoff | null {
  const [runoff, setRunoff] = useState<Runoff | null>(null);
  const version = poll.status === 'closed' && tally?.final ? tally.version : null;
  useEffect(() => {
    if (version === null || client === null) return;
    let isWanted = true;
    const ask = (): void => {
      client.call('poll:runoff', { id: poll.id }).then(
        (answered) => isWanted && setRunoff(answered.runoff),
        (error) => {
          const isPassing = error instanceof PollcastError && error.retryable;
          if (isWanted && isPassing) timer = setTimeout(ask, AGAIN_MS);
        },
      );
    };
    let timer = setTimeout(ask, Math.random() * spreadMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, poll.id, poll.round, version, spreadMs]);
  return version !== null && runoff?.version === version ? runoff : null;
}
