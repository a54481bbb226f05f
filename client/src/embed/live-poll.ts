import type { PollcastClient, PollState } from '@pollcast/client';
import type { Answer } from '@pollcast/shared/pure';
import { serverLink } from './server-link.ts';

/** A poll followed over the page's connection. */
export interface LivePoll {
  /** Null until the connection stands. */
  readonly state: PollState | null;
  /** An answer given before that, which goes as soon as it does. */
  readonly early: { answer: Answer | null } | null;
  readonly isOffline: boolean;
  /** The server's clock, epoch ms; null until the connection stands. */
  now(): number | null;
  /** Casts, or with null withdraws; what became of it stands in the state. */
  cast(answer: Answer | null): void;
  close(): void;
}

interface LivePollOptions {
  id: string;
  onChange: () => void;
  /** It cannot be followed any more, for the reason given. */
  onEnd: (problem: unknown) => void;
}

export function openLivePoll({ id, onChange, onEnd }: LivePollOptions): LivePoll {
  const stops: (() => void)[] = [];
  let client: PollcastClient | null = null;
  let isWatched = false;
  let isClosed = false;
  let early: LivePoll['early'] = null;
  start().catch(end);

  async function start(): Promise<void> {
    client = await serverLink.join();
    stops.push(serverLink.leave, client.onChange(look), client.onConnection(look));
    if (isClosed) return stop();
    await client.watchPolls([id]);
    isWatched = true;
    if (early !== null) send(client, early.answer);
    early = null;
    look();
  }

  function look(): void {
    if (client === null || isClosed) return;
    if (client.connection.status === 'refused') end(client.connection.error);
    else if (isWatched && client.poll(id) === null) end({ code: 'POLL_NOT_FOUND' });
    else onChange();
  }

  function end(problem: unknown): void {
    if (isClosed) return;
    close();
    onEnd(problem);
  }

  function close(): void {
    isClosed = true;
    stop();
  }

  function stop(): void {
    for (const undo of stops.splice(0)) undo();
  }

  function send({ withdrawBallot, castBallot }: PollcastClient, answer: Answer | null): void {
    const sent = answer === null ? withdrawBallot(id) : castBallot(id, answer);
    sent.catch(() => {});
  }

  return {
    get state() {
      return isWatched ? client!.poll(id) : null;
    },
    get early() {
      return early;
    },
    get isOffline() {
      return client?.connection.status === 'offline';
    },
    now: () => client?.serverNow() ?? null,
    cast(answer) {
      if (client !== null && isWatched) return send(client, answer);
      early = { answer };
      onChange();
    },
    close,
  };
}
