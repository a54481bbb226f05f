import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';
import type { Caller } from '../domain/caller.ts';
import { PollcastError } from '../domain/errors.ts';
import type { Origins } from './origins.ts';
import { hashKey, type RoomKey, readRoomKey } from './room-keys.ts';
import type { VoterId, Voters } from './voters.ts';

/** Turns what a request carries into a caller. A forged or unknown secret is refused as UNAUTHENTICATED. */
export interface Callers {
  /** A socket's caller; without a token or cookie a new voter. */
  ofHandshake(
    request: IncomingMessage,
    secrets: { key?: string; voterToken?: string; stage: boolean },
  ): Promise<Caller>;
  /** An HTTP caller; without a token or cookie nobody. */
  ofRequest(request: IncomingMessage): Promise<Caller>;
  /** The voter whose token a request carries in either place; forged ones are nobody's here. */
  signedVoter(request: IncomingMessage): VoterId | null;
  /** The voter whom a request's cookie names, if it counts. */
  cookieVoter(request: IncomingMessage): VoterId | null;
  cookieName: string;
}

interface Deps {
  voters: Voters;
  origins: Origins;
  /** Does the key's room know it? */
  knows(key: RoomKey): Promise<boolean>;
  newVoter(address: string): Promise<void>;
  creationKey: string | undefined;
  /** Pages come over HTTPS: the cookie may bind itself to that. */
  isSecure: boolean;
}

const BEARER = /^Bearer\s+(\S+)$/i;

export function createCallers({ voters, origins, knows, newVoter, creationKey, isSecure }: Deps): Callers {
  const cookieName = isSecure ? '__Host-pollcast_voter' : 'pollcast_voter';
  const nobody = { key: null, stage: false, mayCreate: false };

  function readVoter(token: string): VoterId {
    const voterId = voters.read(token);
    if (voterId === null) throw new PollcastError('UNAUTHENTICATED');
    return voterId;
  }

  async function readKey(text: string): Promise<Pick<Caller, 'key' | 'mayCreate'>> {
    if (creationKey !== undefined && isSameSecret(text, creationKey)) return { key: null, mayCreate: true };
    const key = readRoomKey(text);
    if (key === null || !(await knows(key))) throw new PollcastError('UNAUTHENTICATED');
    return { key, mayCreate: false };
  }

  function cookieVoter(request: IncomingMessage): VoterId | null {
    const { cookie } = request.headers;
    if (cookie === undefined || !origins.isOwn(request)) return null;
    return voters.read(parseCookie(cookie)[cookieName] ?? '');
  }

  return {
    cookieName,
    cookieVoter,
    signedVoter: (request) => voters.read(bearerOf(request) ?? '') ?? cookieVoter(request),

    async ofHandshake(request, { key, voterToken, stage }) {
      const address = origins.addressOf(request);
      const rights = key === undefined ? nobody : await readKey(key);
      const known = voterToken === undefined ? cookieVoter(request) : readVoter(voterToken);
      if (known === null) await newVoter(address);
      return { ...rights, stage, address, voterId: known ?? voters.create().voterId };
    },

    async ofRequest(request) {
      const base = { ...nobody, address: origins.addressOf(request), voterId: cookieVoter(request) };
      const { authorization } = request.headers;
      if (authorization === undefined) return base;
      const secret = bearerOf(request);
      if (secret === undefined) throw new PollcastError('UNAUTHENTICATED');
      return secret.startsWith('vt_')
        ? { ...base, voterId: readVoter(secret) }
        : { ...base, ...(await readKey(secret)) };
    },
  };
}

function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashKey(a)), Buffer.from(hashKey(b)));
}

function bearerOf({ headers: { authorization = '' } }: IncomingMessage): string | undefined {
  return BEARER.exec(authorization)?.[1];
}
