import type { Answer, CommandInput, CommandResult, Tally } from '@pollcast/shared';
import { openPlainLine, type PlainLine } from './plain-line.ts';

type Status = CommandResult<'ballot:cast'>['status'];

/** Somebody on a plain WebSocket who stays in a room, and comes back to it whenever the connection is lost. */
export interface PlainVoter {
  /** Sends a ballot, under its one seq, until it is acked. */
  cast(ballot: CommandInput<'ballot:cast'>): Promise<Status>;
  /** The answer last acked. */
  readonly acked: Answer | null;
  /** The newest tally told. */
  readonly tally: Tally | null;
  /** The close codes of the connections lost. */
  readonly losses: readonly number[];
  close(): void;
}

const RETURN_MS = 500;
const RETRY_MS = 100;
const AT_ONCE = 100;

/** Resolves when so many voters have joined the room. */
export async function gatherPlainVoters(url: string, code: string, size: number): Promise<PlainVoter[]> {
  const voters: PlainVoter[] = [];
  while (voters.length < size) {
    const arriving = Array.from({ length: Math.min(AT_ONCE, size - voters.length) }, () =>
      openPlainVoter(url, code),
    );
    voters.push(...(await Promise.all(arriving)));
  }
  return voters;
}

async function openPlainVoter(url: string, code: string): Promise<PlainVoter> {
  const losses: number[] = [];
  let acked: Answer | null = null;
  let tally: Tally | null = null;
  let voterToken: string | undefined;
  let isClosed = false;
  let line = come();
  await line;

  async function come(): Promise<PlainLine> {
    for (;;) {
      const arrived = await arrive();
      if (arrived !== null) return arrived;
      await pause(Math.random() * RETURN_MS);
    }
  }

  async function arrive(): Promise<PlainLine | null> {
    const auth = voterToken === undefined ? {} : { voterToken };
    const opened = await openPlainLine(url, { auth, onPush });
    const joined = await opened?.ask('room:join', { code });
    if (opened === null || !joined?.ok) {
      opened?.close();
      return null;
    }
    voterToken = joined.data.you.voterToken;
    for (const view of joined.data.polls) if (view.tally !== undefined) take(view.tally);
    void opened.ended.then(returnAfter);
    return opened;
  }

  function returnAfter(closeCode: number): void {
    if (isClosed) return;
    losses.push(closeCode);
    line = come();
  }

  function onPush(event: string, payload: unknown): void {
    if (event === 'poll:tally') take(payload as Tally);
  }

  function take(told: Tally): void {
    if (tally === null || told.version > tally.version) tally = told;
  }

  return {
    async cast(ballot) {
      for (;;) {
        const reply = await (await line).ask('ballot:cast', ballot);
        if (reply?.ok) {
          acked = ballot.answer;
          return reply.data.status;
        }
        if (reply !== null && !reply.error.retryable) throw new Error(reply.error.message);
        await pause(RETRY_MS);
      }
    },
    get acked() {
      return acked;
    },
    get tally() {
      return tally;
    },
    losses,
    close() {
      isClosed = true;
      void line.then((open) => open.close());
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
