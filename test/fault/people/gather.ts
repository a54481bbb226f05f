import { randomBytes } from 'node:crypto';
import type { Figures } from '../figures.ts';
import type { Random } from '../random.ts';
import { openHttpVoice } from './http-voice.ts';
import type { Visitor } from './visitor.ts';
import { createVoter, type Voter } from './voter.ts';

/** What a hall is like. */
export interface HallPlan {
  name: string;
  voters: number;
  sdkVoters: number;
  polls: number;
  /** The deadline of each round; null: its moderator closes it in the midst of the voting. */
  durationMs: number | null;
}

const SETTINGS = [
  { results: 'always' },
  { results: 'after-vote', turnout: false },
  { results: 'after-close' },
  { results: 'moderators', turnout: false },
  { results: 'always', changeable: false },
] as const;
const OPTIONS = ['Tea', 'Coffee', 'Water', 'Nothing'].map((label) => ({ label }));
/** Every so many voters vote over HTTP. */
const HTTP_EVERY = 10;

/** A room whose polls differ in who may see what, and when. */
export async function createRoom(guest: Visitor, { name, polls, durationMs }: HallPlan) {
  const drafts = Array.from({ length: polls }, (_, index) => ({
    kind: 'choice' as const,
    question: `${name}: what will you drink, glass ${index + 1}?`,
    options: OPTIONS,
    settings: { durationMs, ...SETTINGS[index % SETTINGS.length]! },
  }));
  const requestId = randomBytes(24).toString('base64url');
  const created = await guest.insist('room:create', { title: name, polls: drafts, requestId });
  if (!created.ok) throw new Error(`room:create: ${created.error.message}`);
  return created.data;
}

interface Gathering {
  guest: Visitor;
  visit(auth: { voterToken: string }): Visitor;
  addresses(): readonly string[];
  plan: HallPlan;
  random: Random;
  figures: Figures;
}

/** Voters with a token and a connection each. */
export function gatherVoters({
  guest,
  visit,
  addresses,
  plan,
  random,
  figures,
}: Gathering): Promise<Voter[]> {
  return Promise.all(
    Array.from({ length: plan.voters }, async (_, index) => {
      const reply = await guest.insist('voter:create', {});
      if (!reply.ok) throw new Error(`voter:create: ${reply.error.message}`);
      const visitor = visit(reply.data);
      const { voterToken } = reply.data;
      const isAtHttp = index % HTTP_EVERY === 0;
      return createVoter({
        name: `${plan.name} voter ${index}`,
        visitor,
        voice: isAtHttp ? openHttpVoice({ addresses, voterToken, random: random.fork() }) : visitor,
        random: random.fork(),
        onAnswer: figures.onAnswer,
      });
    }),
  );
}
