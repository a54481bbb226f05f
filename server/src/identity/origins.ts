import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import type { Config } from '../config.ts';

/** Where a request comes from: its address, and whether it was sent by a page of this server. */
export interface Origins {
  addressOf(request: IncomingMessage): string;
  /** Sent by this server's own page, by no page at all, or by somebody following a link: only then do cookies count. */
  isOwn(request: IncomingMessage): boolean;
  /** May a page of this request's origin talk to the server? */
  isAllowed(request: IncomingMessage): boolean;
}

type OriginConfig = Pick<Config, 'TRUST_PROXY' | 'PUBLIC_URL' | 'CORS_ORIGINS'>;

export function createOrigins({ TRUST_PROXY, PUBLIC_URL, CORS_ORIGINS }: OriginConfig): Origins {
  const trust = trustFunction(TRUST_PROXY);
  const publicOrigin = PUBLIC_URL === undefined ? null : new URL(PUBLIC_URL).origin;

  function isOwn(request: IncomingMessage): boolean {
    const { origin, host, 'sec-fetch-site': site } = request.headers;
    // The browser's own word, where it gives one: no page can forge it.
    if (site !== undefined) return site === 'same-origin' || site === 'none' || isVisit(request);
    if (origin === undefined) return true;
    return origin === publicOrigin || hostOf(origin) === host;
  }

  return {
    addressOf: (request) => proxyAddr(request, trust),
    isOwn,
    isAllowed: (request) =>
      CORS_ORIGINS.includes('*') || isOwn(request) || CORS_ORIGINS.includes(request.headers.origin ?? ''),
  };
}

function trustFunction(trusted: Config['TRUST_PROXY']): (address: string, hop: number) => boolean {
  if (trusted === false) return () => false;
  return typeof trusted === 'number' ? (_, hop) => hop < trusted : proxyAddr.compile(trusted);
}

/** Somebody opens a page by a link on another site, which learns nothing of what is shown to them. */
function isVisit({ method, headers }: IncomingMessage): boolean {
  const isForPerson = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return method === 'GET' && headers.origin === undefined && isForPerson;
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
