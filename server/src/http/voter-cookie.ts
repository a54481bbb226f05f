import type { Request, Response } from 'express';
import type { Callers } from '../identity/callers.ts';
import type { VoterId, Voters } from '../identity/voters.ts';

const YEAR_MS = 365 * 86_400_000;

interface Deps {
  callers: Callers;
  voters: Voters;
  newVoter(address: string): Promise<void>;
  addressOf(request: Request): string;
  isSecure: boolean;
}

/** Gives each browser that opens a page a voter, in a cookie that scripts cannot read. */
export function createVoterCookie({ callers, voters, newVoter, addressOf, isSecure }: Deps) {
  return async (request: Request, response: Response): Promise<VoterId | null> => {
    const known = callers.cookieVoter(request);
    if (known !== null) return known;
    try {
      await newVoter(addressOf(request));
    } catch {
      // Too many strangers from there: the page is shown all the same, its socket asks again.
      return null;
    }
    const { voterId, token } = voters.create();
    response.cookie(callers.cookieName, token, {
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure,
      path: '/',
      maxAge: YEAR_MS,
    });
    return voterId;
  };
}
