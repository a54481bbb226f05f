import { setTimeout as pause } from 'node:timers/promises';
import type { PollClient } from './poll-client.ts';
import { type Tap, versionIn } from './tap-to-screen.ts';
import { createTimings, now, type Timings } from './timings.ts';

export interface Voting {
  forMs: number;
  options: string[];
  /** Votes a second of all together; without it each votes again as soon as the last vote is acked. */
  perSecond?: number;
}

export interface Votes {
  acked: number;
  refused: number;
  unanswered: number;
  seconds: number;
  ack: Timings;
  /** What the voters' last answers make of the counts: nobody counts twice. */
  bins: Record<string, number>;
}

interface Polling extends Voting {
  clients: PollClient[];
  polls: string[];
  /** Told of every so many votes. */
  onTap(tap: Tap): void;
}

/** Of so many votes one is looked for on the screens. */
const TAPPED = 16;
const TICK_MS = 2;
/** What is still unanswered after this is counted as such. */
const PATIENCE_MS = 10_000;

/** Voters change their answers, each vote another option than the one before. */
export async function voteFor({ clients, polls, forMs, options, perSecond, onTap }: Polling): Promise<Votes> {
  const ack = createTimings();
  const turns = new Uint32Array(clients.length);
  const isWaiting = new Uint8Array(clients.length);
  const seqFrom = Date.now();
  let [acked, refused, open] = [0, 0, 0];
  const startedAt = now();
  const endsAt = startedAt + forMs;

  const optionOf = (voter: number) => options[(voter + turns[voter]!) % options.length]!;

  function cast(voter: number, then: (voter: number) => void): void {
    const turn = turns[voter]! + 1;
    turns[voter] = turn;
    isWaiting[voter] = 1;
    open += 1;
    const sentAt = now();
    const input = `{"id":"${polls[voter % polls.length]}","answer":{"options":["${optionOf(voter)}"]},"round":1,"seq":${seqFrom + turn}}`;
    clients[voter]!.cast(input, (isCounted, textOf) => {
      open -= 1;
      isWaiting[voter] = 0;
      ack.add(now() - sentAt);
      if (!isCounted) refused += 1;
      else if (acked++ % TAPPED === 0)
        noteTap({ poll: polls[voter % polls.length]!, sentAt, text: textOf() });
      then(voter);
    });
  }

  function noteTap({ poll, sentAt, text }: Pick<Tap, 'poll' | 'sentAt'> & { text: string }): void {
    const version = versionIn(text);
    if (version !== null) onTap({ poll, sentAt, version });
  }

  function again(voter: number): void {
    if (now() < endsAt) cast(voter, again);
  }

  async function castSteadily(rate: number): Promise<void> {
    let [sent, voter] = [0, 0];
    for (let elapsedMs = 0; elapsedMs < forMs; elapsedMs = now() - startedAt) {
      for (const due = (elapsedMs / 1000) * rate; sent < due; sent += 1) {
        voter = (voter + 1) % clients.length;
        // One answer at a time: whoever still waits is passed over, unless all do.
        for (let tries = 0; isWaiting[voter] === 1 && tries < clients.length; tries += 1)
          voter = (voter + 1) % clients.length;
        cast(voter, () => {});
      }
      await pause(TICK_MS);
    }
  }

  if (perSecond === undefined) for (const voter of clients.keys()) cast(voter, again);
  if (perSecond === undefined) await pause(forMs);
  else await castSteadily(perSecond);
  const seconds = (now() - startedAt) / 1000;
  for (const givenUpAt = now() + PATIENCE_MS; open > 0 && now() < givenUpAt; ) await pause(TICK_MS);

  const bins = Object.fromEntries(options.map((option) => [option, 0]));
  for (const voter of clients.keys()) if (turns[voter]! > 0) bins[optionOf(voter)]! += 1;
  return { acked, refused, unanswered: open, seconds, ack: ack.read(), bins };
}
