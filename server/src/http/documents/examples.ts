import type {
  Ballot,
  CommandInput,
  CommandName,
  CommandResult,
  OptionId,
  Poll,
  PollId,
  PollView,
  Push,
  PushName,
  Room,
  RoomCode,
  Tally,
} from '@pollcast/shared';

const AT = 1_795_457_495_121;
const code = 'K7M4RX' as RoomCode;
const id = 'rbj8dckff3x1ew33' as PollId;
const segmentId = 'k3w1x9d0fj27ab4c' as PollId;
const [tea, coffee] = ['o1', 'o2'] as OptionId[] as [OptionId, OptionId];
const moderatorKey = 'mk_K7M4RX…';
const viewerKey = 'vk_K7M4RX…';
const voterToken = 'vt_…';

const open: Poll = {
  id,
  code,
  kind: 'choice',
  question: 'Tea or coffee?',
  options: [
    { id: tea, label: 'Tea' },
    { id: coffee, label: 'Coffee' },
  ],
  settings: { results: 'always', changeable: true, turnout: true, durationMs: null, min: 1, max: 1 },
  status: 'open',
  round: 1,
  openedAt: AT,
  closesAt: null,
  closedAt: null,
  revealed: null,
  segment: null,
  version: AT,
};
const draft: Poll = { ...open, status: 'draft', openedAt: null };
const closed: Poll = { ...open, status: 'closed', closedAt: AT + 60_000, version: AT + 60_000 };

const tally: Tally = {
  pollId: id,
  round: 1,
  version: AT + 4_000,
  status: 'open',
  voters: 3,
  bins: { o1: 1, o2: 2 },
  final: false,
};
const result: PollView['result'] = {
  base: 3,
  voters: 3,
  rows: [
    { id: tea, label: 'Tea', count: 1, percent: 33 },
    { id: coffee, label: 'Coffee', count: 2, percent: 67 },
  ],
};

const room: Room = { code, title: 'Hall 1', stage: id, polls: [summaryOf(open)], segment: null, version: AT };
const ballot: Ballot = { answer: { options: [coffee] }, seq: 1_795_457_499_000, status: 'counted' };
const view: PollView = { poll: open, tally, result, ballot };
const question = {
  kind: 'choice' as const,
  question: open.question,
  options: [{ label: 'Tea' }, { label: 'Coffee' }],
};
const vote = { id, seq: ballot.seq, round: 1 };

type CommandExamples = { [C in CommandName]: { input: CommandInput<C>; result: CommandResult<C> } };

/** One exchange of each command; inputs and results that do not fit the table do not compile. */
export const commandExamples: CommandExamples = {
  'room:create': {
    input: { title: room.title, polls: [question] },
    result: { room: { ...room, polls: [summaryOf(draft)] }, moderatorKey, viewerKey },
  },
  'room:get': { input: { code }, result: { room, serverNow: AT } },
  'room:join': {
    input: { code },
    result: { room, polls: [view], present: 120, you: { role: 'voter', voterToken }, serverNow: AT },
  },
  'room:leave': { input: { code }, result: {} },
  'room:update': { input: { code, title: 'Hall 2' }, result: { room: { ...room, title: 'Hall 2' } } },
  'room:rekey': { input: { code, which: 'viewer' }, result: { key: viewerKey } },
  'room:delete': { input: { code }, result: {} },
  'poll:create': { input: { code, ...question }, result: draft },
  'poll:update': {
    input: { id, question: 'Tea, or coffee?' },
    result: { ...draft, question: 'Tea, or coffee?' },
  },
  'poll:delete': { input: { id }, result: {} },
  'poll:restore': { input: { id }, result: draft },
  'poll:move': { input: { id, before: null }, result: { room } },
  'poll:open': { input: { id, durationMs: 60_000 }, result: { ...open, closesAt: AT + 60_000 } },
  'poll:close': {
    input: { id, round: 1 },
    result: { poll: closed, tally: { ...tally, status: 'closed', final: true, version: closed.version } },
  },
  'poll:reset': { input: { id, round: 1 }, result: { ...draft, round: 2 } },
  'poll:reveal': { input: { id, revealed: true }, result: { ...open, revealed: true } },
  'poll:get': { input: { id }, result: { ...view, serverNow: AT } },
  'poll:watch': {
    input: { ids: [id] },
    result: { polls: [view], you: { role: 'voter', voterToken }, serverNow: AT },
  },
  'poll:unwatch': { input: { ids: [id] }, result: {} },
  'ballot:cast': {
    input: { ...vote, answer: ballot.answer },
    result: { status: 'counted', version: tally.version, ballot },
  },
  'ballot:withdraw': {
    input: { ...vote, seq: ballot.seq + 1_000 },
    result: { status: 'withdrawn', version: tally.version + 1_000 },
  },
  'poll:history': {
    input: { id },
    result: { points: [{ at: tally.version, voters: 3, bins: tally.bins }] },
  },
  'poll:split': {
    input: { id },
    result: {
      segment: { id: segmentId, question: 'Where do you come from?' },
      groups: [{ id: tea, label: 'Business', result: result! }],
    },
  },
  'poll:runoff': {
    input: { id },
    result: {
      runoff: {
        round: 1,
        version: closed.version,
        voters: 3,
        rounds: [
          {
            rows: [
              { id: tea, count: 1, percent: 33 },
              { id: coffee, count: 2, percent: 67 },
            ],
            exhausted: 0,
            out: [],
            tie: null,
          },
        ],
        winner: coffee,
      },
    },
  },
  'voter:create': { input: {}, result: { voterToken } },
};

export const pushExamples: { [P in PushName]: Push<P> } = {
  'poll:tally': tally,
  'poll:turnout': { pollId: id, round: 1, voters: 3 },
  'poll:changed': closed,
  'poll:removed': { pollId: id },
  'room:changed': room,
  'room:removed': { code },
  'room:presence': { code, present: 120 },
};

function summaryOf({ id, kind, question, status, round }: Poll): Room['polls'][number] {
  return { id, kind, question, status, round };
}
