// The demo's audience: every voter is a client of its own, on a connection of its own.
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@pollcast/client';

const THINKING_MS = 1_000;

/** Splits `total` in the proportions of `weights` into whole numbers that sum to it, by largest remainder. */
export function apportion(total, weights) {
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => Math.floor((weight * total) / sum));
  const missing = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (weight * total) % sum }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) shares[index] += 1;
  return shares;
}

/**
 * Lets as many voters as `votes` say come one by one, think, and vote for their option. `poll` is the open poll. Resolves
 * `voted` when everybody's vote is counted, about `seconds` later; the voters, `clients`, stay and watch until `leave`.
 */
export function startCrowd({ url, poll, votes, seconds }) {
  const clients = new Set();

  async function attend(option, arrivalMs) {
    await sleep(arrivalMs);
    const client = createClient({ url });
    clients.add(client);
    await client.joinRoom(poll.code);
    await sleep(Math.random() * THINKING_MS);
    await client.castBallot(poll.id, { options: [option.id] });
  }

  const choices = poll.options.flatMap((option, index) => Array.from({ length: votes[index] }, () => option));
  const arrivingMs = Math.max(0, seconds * 1_000 - THINKING_MS);
  const voted = Promise.all(choices.map((option) => attend(option, Math.random() * arrivingMs)));
  return {
    voted,
    clients,
    leave() {
      for (const client of clients) client.close();
    },
  };
}
