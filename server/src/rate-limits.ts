import {
  BurstyRateLimiter,
  type RateLimiterAbstract,
  RateLimiterMemory,
  type RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Config } from './config.ts';
import { PollcastError } from './domain/errors.ts';

/**
 * What one address or socket may do, in this process's memory. Each refuses with RATE_LIMITED and `retryAfterMs`. A
 * whole conference sits behind one address, so they bound strangers' tries, never votes.
 */
export interface RateLimits {
  newVoter(address: string): Promise<void>;
  /** As many as new voters may come: a hall that reads along arrives all at once, too. */
  newStream(address: string): Promise<void>;
  /** A command of one socket, or of one voter over HTTP. */
  command(sender: string): Promise<void>;
  apiRequest(address: string): Promise<void>;
  /** A room code that does not exist was asked for. */
  joinMiss(address: string): Promise<void>;
  /** A room was joined: from now on its code is no guess from there. */
  joinHit(address: string, code: string): void;
  /** May this address ask for this code? Not after too many misses, unless somebody there has joined the room. */
  mayAskFor(address: string, code: string): Promise<void>;
  /** May this address open one more connection? */
  mayConnect(address: string): boolean;
  connected(address: string): void;
  disconnected(address: string): void;
}

const KNOWN_ROOMS_MAX = 50_000;
const VOTER_BURST_S = 100;
const SHORT_BURST_S = 3;

export function createRateLimits(config: Config): RateLimits {
  if (!config.LIMITS) return unlimited;
  const voters = arrivals(config);
  const streams = arrivals(config);
  const commands = bucket(config.LIMIT_COMMANDS_PER_SOCKET_PER_S);
  const requests = bucket(config.LIMIT_HTTP_PER_IP_PER_S);
  const misses = new RateLimiterMemory({ points: config.LIMIT_JOIN_MISSES_PER_IP_PER_MIN, duration: 60 });
  const connections = new Map<string, number>();
  const knownRooms = new Set<string>();

  return {
    newVoter: (address) => consume(voters, address),
    newStream: (address) => consume(streams, address),
    command: (sender) => consume(commands, sender),
    apiRequest: (address) => consume(requests, address),
    joinMiss: (address) => consume(misses, address),
    joinHit(address, code) {
      const pair = `${address} ${code}`;
      knownRooms.delete(pair);
      knownRooms.add(pair);
      if (knownRooms.size > KNOWN_ROOMS_MAX) knownRooms.delete(knownRooms.values().next().value!);
    },
    async mayAskFor(address, code) {
      if (knownRooms.has(`${address} ${code}`)) return;
      const used = await misses.get(address);
      if (used !== null && used.remainingPoints <= 0) throw limited(used.msBeforeNext);
    },
    mayConnect: (address) => (connections.get(address) ?? 0) < config.LIMIT_CONNECTIONS_PER_IP,
    connected: (address) => void connections.set(address, (connections.get(address) ?? 0) + 1),
    disconnected(address) {
      const left = (connections.get(address) ?? 1) - 1;
      if (left === 0) connections.delete(address);
      else connections.set(address, left);
    },
  };
}

/** So many a second on average, and a hall full at once. */
function arrivals({ LIMIT_VOTERS_PER_IP_PER_S, LIMIT_VOTERS_PER_IP_BURST }: Config): BurstyRateLimiter {
  return new BurstyRateLimiter(
    new RateLimiterMemory({ points: LIMIT_VOTERS_PER_IP_PER_S, duration: 1 }),
    new RateLimiterMemory({ keyPrefix: 'burst', points: LIMIT_VOTERS_PER_IP_BURST, duration: VOTER_BURST_S }),
  );
}

/** So many a second on average, three seconds' worth at once. */
function bucket(perSecond: number): RateLimiterMemory {
  return new RateLimiterMemory({ points: perSecond * SHORT_BURST_S, duration: SHORT_BURST_S });
}

async function consume(limiter: Pick<RateLimiterAbstract, 'consume'>, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    throw limited((refused as RateLimiterRes).msBeforeNext);
  }
}

function limited(retryAfterMs: number): PollcastError {
  return new PollcastError('RATE_LIMITED', { retryAfterMs });
}

const allow = async () => {};

const unlimited: RateLimits = {
  newVoter: allow,
  newStream: allow,
  command: allow,
  apiRequest: allow,
  joinMiss: allow,
  joinHit: () => {},
  mayAskFor: allow,
  mayConnect: () => true,
  connected: () => {},
  disconnected: () => {},
};
