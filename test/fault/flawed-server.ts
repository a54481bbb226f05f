import type { PollId, Tally } from '@pollcast/shared';
import { maySeeResult } from '@pollcast/shared';
import { ruleOnBallot, type StoredBallot } from '../../server/src/domain/ballot-rule.ts';
import { type Choice, createRecorder, type RoundHistory, type Watcher } from './history.ts';
import { createRandom, type Random } from './random.ts';

/** What a server may do wrong, once in a round. */
export const FLAWS = [
  'drops an acked ballot',
  'counts a ballot twice',
  'lets a late copy override a newer ballot',
  'counts one ballot after the close',
  'tells two tallies in the wrong order',
  'loses the final tally of a watcher',
  'leaks a hidden count',
  'leaks a hidden turnout',
  'tells one version with two contents',
  'refuses a ballot of the open poll',
  'counts a ballot that it has refused',
] as const;
export type Flaw = (typeof FLAWS)[number];

interface Simulation {
  history: RoundHistory;
  /** The flaw has shown itself: not each round has an occasion. */
  isFlawed: boolean;
}

interface Request {
  voter: string;
  seq: number;
  choice: Choice;
  isCopy: boolean;
}

const OPTIONS = ['o1', 'o2', 'o3'];
const WATCHERS: Watcher[] = [
  { name: 'watcher', role: 'voter', voter: null },
  { name: 'viewer', role: 'viewer', voter: null },
  { name: 'voter-0', role: 'voter', voter: 'voter-0' },
];
const VOTERS = 8;
const LATE_VOTERS = 2;
/** Of a changed ballot. */
const LAST_SEQ = 20;

/** A round on a server of a few lines that does one thing wrong, or none: food for the checker. */
export function simulateRound(seed: number, flaw: Flaw | null): Simulation {
  const random = createRandom(seed);
  const settings = {
    results: random.pick(['always', 'after-vote', 'after-close', 'moderators'] as const),
    turnout: random.chance(0.5),
    changeable: true,
  };
  let at = 1_000;
  const recorder = createRecorder(() => ++at);
  const server = createFlawedServer(flaw);
  const shown = new Map<Watcher, Tally>();
  const forgotten = new Set<Watcher>();

  function tell(watcher: Watcher, tally: Tally): void {
    shown.set(watcher, tally);
    recorder.note({ kind: 'told', watcher, connection: watcher.name, tally });
  }

  function broadcast(tally: Tally): void {
    for (const watcher of WATCHERS) {
      if (forgotten.has(watcher)) continue;
      const { role } = watcher;
      const hasVoted = watcher.voter !== null && server.stored(watcher.voter) !== null;
      const poll = { settings: settings as never, status: tally.status, revealed: null };
      const maySee = maySeeResult(poll, { role, hasVoted });
      if (!maySee && !server.occurs('leaks a hidden count')) {
        if (settings.turnout || server.occurs('leaks a hidden turnout'))
          recorder.note({ kind: 'turnout', watcher, voters: tally.voters });
        continue;
      }
      const before = shown.get(watcher);
      if (before !== undefined && before.version !== tally.version) {
        if (tally.final && server.occurs('loses the final tally of a watcher')) {
          forgotten.add(watcher);
          continue;
        }
        if (server.occurs('tells two tallies in the wrong order')) {
          tell(watcher, tally);
          tell(watcher, before);
          continue;
        }
      }
      const isOther = watcher.role === 'viewer' && server.occurs('tells one version with two contents');
      if (isOther) tell(watcher, { ...tally, bins: { ...tally.bins, o1: tally.bins.o1! + 1 } });
      tell(watcher, tally);
    }
  }

  function send(request: Request): void {
    const { voter, seq, choice } = request;
    recorder.note({ kind: 'asked', voter, seq, choice });
    const wasFlawed = server.hasOccurred();
    const outcome = server.take(request);
    // What a server does wrong with a ballot can be seen only by who was answered.
    const isHeard = random.chance(0.8) || seq === LAST_SEQ || server.hasOccurred() !== wasFlawed;
    recorder.note({ kind: 'answered', voter, seq, outcome: isHeard ? outcome : 'unknown' });
    if (random.chance(0.4)) broadcast(server.tally());
  }

  broadcast(server.tally());
  const [early, late] = planOf(random);
  for (const request of early) send(request);
  recorder.note({ kind: 'closing' });
  server.close();
  recorder.note({ kind: 'closed', tally: server.tally() });
  broadcast(server.tally());
  for (const request of late) send(request);
  for (let index = 0; index < VOTERS + LATE_VOTERS; index += 1) {
    const voter = `voter-${index}`;
    recorder.note({ kind: 'stored', voter, ballot: server.stored(voter) });
  }
  for (const watcher of WATCHERS)
    recorder.note({ kind: 'ended', watcher, version: shown.get(watcher)?.version ?? null });
  return { history: { round: 1, settings, events: recorder.take() }, isFlawed: server.hasOccurred() };
}

/** What is sent before and after the close: ballots, changes, withdrawals, copies of older ones. */
function planOf(random: Random): [Request[], Request[]] {
  const requests: Request[] = [];
  const copies: Request[] = [];
  for (let index = 0; index < VOTERS; index += 1) {
    const voter = `voter-${index}`;
    const first = { voter, seq: 10, choice: random.pick(OPTIONS), isCopy: false };
    requests.push(first);
    if (random.chance(0.5)) continue;
    requests.push({ voter, seq: LAST_SEQ, choice: index === 7 ? null : random.pick(OPTIONS), isCopy: false });
    copies.push({ ...first, isCopy: true });
  }
  const late = Array.from({ length: LATE_VOTERS }, (_, index) => ({
    voter: `voter-${VOTERS + index}`,
    seq: 10,
    choice: random.pick(OPTIONS),
    isCopy: false,
  }));
  return [[...random.shuffled(requests).sort((a, b) => a.seq - b.seq), ...copies], late];
}

function createFlawedServer(flaw: Flaw | null) {
  const ballots = new Map<string, StoredBallot>();
  const extra: string[] = [];
  let status: 'open' | 'closed' = 'open';
  let version = 100;
  let hasOccurred = false;

  /** Once, where there is an occasion. */
  function occurs(candidate: Flaw): boolean {
    if (flaw !== candidate || hasOccurred) return false;
    hasOccurred = true;
    return true;
  }

  function tally(): Tally {
    const chosen = [...[...ballots.values()].flatMap(({ bins }) => Object.keys(bins ?? {})), ...extra];
    const bins = Object.fromEntries(
      OPTIONS.map((option) => [option, chosen.filter((choice) => choice === option).length]),
    );
    const isFinal = status === 'closed';
    return { pollId: 'p1' as PollId, round: 1, version, status, voters: chosen.length, bins, final: isFinal };
  }

  function take({ voter, seq, choice, isCopy }: Request) {
    const known = ballots.get(voter) ?? null;
    const isOverridden =
      isCopy &&
      known?.seq === LAST_SEQ &&
      known.bins?.[choice ?? ''] === undefined &&
      occurs('lets a late copy override a newer ballot');
    const stored = isOverridden ? { bins: known.bins, seq: 0 } : known;
    const isLate = status === 'closed' && occurs('counts one ballot after the close');
    const ruling = ruleOnBallot({
      stored,
      ballot: { seq, bins: choice === null ? null : { [choice]: 1 } },
      poll: { status: isLate ? 'open' : status, changeable: true },
      nowMs: 0,
    });
    if ('refused' in ruling) {
      if (occurs('counts a ballot that it has refused')) ballots.set(voter, { seq, bins: { [choice!]: 1 } });
      return ruling;
    }
    if (stored === null && occurs('refuses a ballot of the open poll'))
      return { refused: 'POLL_CLOSED' as const };
    if (ruling.status === 'repeated' || ruling.status === 'superseded') {
      ballots.set(voter, ruling.next!);
      return { status: ruling.status, version };
    }
    version += 1;
    // A ballot that is replaced later is not missed by anybody.
    if (seq !== LAST_SEQ || choice === null || !occurs('drops an acked ballot'))
      ballots.set(voter, ruling.next!);
    if (choice !== null && occurs('counts a ballot twice')) extra.push(choice);
    return { status: ruling.status, version };
  }

  return {
    take,
    tally,
    occurs,
    hasOccurred: () => hasOccurred,
    close() {
      status = 'closed';
      version += 1;
    },
    stored(voter: string) {
      const { seq = 0, bins = null } = ballots.get(voter) ?? {};
      const [choice] = Object.keys(bins ?? {});
      return choice === undefined ? null : { seq, choice };
    },
  };
}
