import type { PollcastClient } from '@pollcast/client';
import type { CommandResult, ErrorBody } from '@pollcast/shared/pure';
import { readStored, writeStored } from '../pages/browser/storage.ts';

/** Where this script comes from is the server that it talks to. */
export const ORIGIN = new URL(import.meta.url).origin;

const API = `${ORIGIN}/api/v1`;
const PROBLEM = 'application/problem+json';
const TOKEN_NAME = `pollcast:voter:${ORIGIN}`;
/** On a page of the server itself the visitor is who its cookie says. In a frame no cookie is sure to come. */
const HAS_COOKIE = location.origin === ORIGIN && window === window.top;

/** The page's way to the server: one voter and one connection for all its embeds. */
export interface ServerLink {
  /** Rejects with an ErrorBody when the server refuses, with anything else when it cannot be reached. */
  read(pollId: string): Promise<CommandResult<'poll:get'>>;
  /** Loads the live client and connects it, if nobody has; `leave` for each `join` that resolved. */
  join(): Promise<PollcastClient>;
  leave(): void;
}

export const serverLink = createServerLink();

function createServerLink(): ServerLink {
  let token = HAS_COOKIE ? null : readStored<string>(TOKEN_NAME);
  let client: Promise<PollcastClient> | null = null;
  let users = 0;

  function keepToken(told: string | null): void {
    token = told;
    if (!HAS_COOKIE) writeStored(TOKEN_NAME, told);
  }

  async function connect(): Promise<PollcastClient> {
    const { createClient } = await import('@pollcast/client');
    return createClient({
      url: ORIGIN,
      ...(token !== null && { voterToken: token }),
      onVoterToken: keepToken,
    });
  }

  async function read(pollId: string): Promise<CommandResult<'poll:get'>> {
    const response = await fetch(`${API}/polls/${encodeURIComponent(pollId)}`, {
      credentials: HAS_COOKIE ? 'same-origin' : 'omit',
      ...(token !== null && { headers: { authorization: `Bearer ${token}` } }),
    });
    if (response.ok) return response.json();
    // Anything else was said by a proxy in between.
    if (response.headers.get('content-type')?.startsWith(PROBLEM) !== true) throw new Error('No answer.');
    const refusal: ErrorBody = await response.json();
    if (refusal.code !== 'UNAUTHENTICATED' || token === null) throw refusal;
    // Of a server that has another secret by now: whoever this was, it is somebody new there.
    keepToken(null);
    return read(pollId);
  }

  return {
    read,
    async join() {
      client ??= connect();
      try {
        const joined = await client;
        users += 1;
        return joined;
      } catch (error) {
        client = null;
        throw error;
      }
    },
    leave() {
      users -= 1;
      if (users > 0) return;
      void client?.then((idle) => idle.close());
      client = null;
    },
  };
}
