import {
  type CommandName,
  type ErrorCode,
  type KindName,
  kindNames,
  LIMITS,
  type PushName,
} from '@pollcast/shared';

/** What a command does, and with what codes it refuses besides those that every command or its `who` brings. */
interface CommandWords {
  summary: string;
  refuses: readonly ErrorCode[];
}

const RESTORE_MINUTES = LIMITS.restoreMs / 60_000;

/** A command without words does not compile. */
export const commandWords: Record<CommandName, CommandWords> = {
  'room:create': {
    summary: 'Creates a room, with its first polls if you like. The keys are shown this once.',
    refuses: ['UNAUTHENTICATED'],
  },
  'room:get': {
    summary: 'Reads a room. Drafts are listed for its moderators and viewers only.',
    refuses: ['ROOM_NOT_FOUND'],
  },
  'room:join': {
    summary: 'Joins a room: from now on its changes and those of its polls are pushed.',
    refuses: ['ROOM_NOT_FOUND'],
  },
  'room:leave': { summary: 'Leaves a room: its pushes end.', refuses: [] },
  'room:update': {
    summary: 'Changes the title, or what is on stage.',
    refuses: ['ROOM_NOT_FOUND', 'POLL_NOT_FOUND', 'CONFLICT'],
  },
  'room:rekey': {
    summary: 'Replaces a key of the room. The old one is dead at once, and its sockets are cut.',
    refuses: ['ROOM_NOT_FOUND', 'CONFLICT'],
  },
  'room:delete': {
    summary: 'Erases a room with all its polls and ballots. There is no way back.',
    refuses: ['ROOM_NOT_FOUND'],
  },
  'poll:create': {
    summary: 'Adds a poll to a room, as a draft.',
    refuses: ['ROOM_NOT_FOUND', 'CONFLICT'],
  },
  'poll:update': {
    summary:
      'Edits a poll: a draft in everything, later only the question, the labels, `results`, `turnout` and what else is only for show.',
    refuses: ['POLL_NOT_FOUND', 'NOT_DRAFT', 'CONFLICT'],
  },
  'poll:delete': {
    summary: `Deletes a poll. It can be restored for ${RESTORE_MINUTES} minutes.`,
    refuses: ['POLL_NOT_FOUND', 'CONFLICT'],
  },
  'poll:restore': {
    summary: `Brings a poll back that was deleted in the last ${RESTORE_MINUTES} minutes.`,
    refuses: ['POLL_NOT_FOUND', 'CONFLICT'],
  },
  'poll:move': {
    summary: 'Moves a poll to another place in its room.',
    refuses: ['POLL_NOT_FOUND', 'CONFLICT'],
  },
  'poll:open': {
    summary: 'Opens voting, or opens it again in the same round; on an open poll it sets a new deadline.',
    refuses: ['POLL_NOT_FOUND', 'CONFLICT'],
  },
  'poll:close': {
    summary: 'Closes voting. The tally that comes back is final.',
    refuses: ['POLL_NOT_FOUND', 'POLL_NOT_OPEN', 'CONFLICT'],
  },
  'poll:reset': {
    summary: 'Erases the ballots: the poll is a draft of its next round.',
    refuses: ['POLL_NOT_FOUND', 'CONFLICT'],
  },
  'poll:reveal': {
    summary: 'Shows the result to everybody, or to moderators and viewers only, whatever the settings say.',
    refuses: ['POLL_NOT_FOUND', 'CONFLICT'],
  },
  'poll:get': {
    summary: 'Reads a poll as you may see it: tally and result, or turnout, and your own ballot.',
    refuses: ['POLL_NOT_FOUND'],
  },
  'poll:watch': {
    summary: 'Watches polls without their room: from now on their changes are pushed.',
    refuses: ['POLL_NOT_FOUND'],
  },
  'poll:unwatch': { summary: 'Ends the watching of polls.', refuses: [] },
  'ballot:cast': {
    summary:
      'Casts your ballot, or changes it. It is stored when this is answered; retry with the same `seq`.',
    refuses: ['POLL_NOT_FOUND', 'POLL_NOT_OPEN', 'POLL_CLOSED', 'ALREADY_VOTED', 'CONFLICT'],
  },
  'ballot:withdraw': {
    summary: 'Takes your ballot back, where the poll lets it be changed.',
    refuses: ['POLL_NOT_FOUND', 'POLL_NOT_OPEN', 'POLL_CLOSED', 'ALREADY_VOTED', 'CONFLICT'],
  },
  'poll:history': {
    summary: 'Reads how the tally grew, for who may see it.',
    refuses: ['POLL_NOT_FOUND'],
  },
  'poll:split': {
    summary:
      'Reads a result by what its voters answered to the room’s segment poll, for who may see the tally.',
    refuses: ['POLL_NOT_FOUND'],
  },
  'poll:runoff': {
    summary: 'Reads the instant run-off of a ranking that is closed, for who may see the tally.',
    refuses: ['POLL_NOT_FOUND'],
  },
  'voter:create': {
    summary: 'Makes a new voter, for programs that vote over HTTP. Keep the token: it is who you are.',
    refuses: [],
  },
};

export const pushWords: Record<PushName, string> = {
  'poll:tally':
    'The newest whole tally: the first change at once, then at most one a cadence (50 ms and more).',
  'poll:turnout':
    'How many have voted, to those who may not see the tally, where the poll allows; at most once a second.',
  'poll:changed': 'Opened, closed, edited, revealed or a new round; comes before any tally of the new state.',
  'poll:removed': 'The poll was deleted.',
  'room:changed': 'Stage, order, title, or a poll came or went; as your role may see it.',
  'room:removed': 'The room was deleted, with its polls and ballots.',
  'room:presence': 'People in the audience, on all nodes; at most every 2 seconds, and only roughly exact.',
};

/** What the documents call an answer of a kind. */
export function answerName(kind: KindName): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Answer`;
}

/** A thing of the documents without words fails a test. */
export const thingWords: Record<string, string> = {
  Room: 'A room as its receiver may see it. It has a join code, holds polls and says which one is on stage.',
  PollSummary: 'A poll as its room lists it. Drafts for moderators and viewers only.',
  Poll: 'A poll, without its counts.',
  Option: 'One of the answers to choose from.',
  PollStatus: 'Where a poll stands. A draft can be opened, an open poll closed, a closed one opened again.',
  ResultsVisibility:
    'Who may see the result: everybody, who has voted (or all once closed), all once closed, or moderators and viewers.',
  PollView:
    'A poll as its receiver may see it: tally and result, or turnout, or neither; and their own ballot.',
  Tally:
    'The sum of a round’s ballots. Keep the one with the greatest (round, version); a lower one never counts.',
  Turnout: 'How many have voted, for those who may not see more.',
  Result: 'A tally made readable for people.',
  ResultRow: 'One line of a result.',
  SplitGroup: 'What the people of one segment voted.',
  Runoff: 'A ranking’s instant run-off, round by round.',
  RunoffRound: 'How the ballots stood in one round: each counts for its best placed option that is still in.',
  RunoffTie: 'Options with equally few ballots.',
  ResultGroup: 'Lines of a result that belong together.',
  PollResults: 'A poll with its counts, to be kept.',
  RoomResults: 'Every poll of a room that was opened and whose result you may see, with its counts.',
  PollBallots: 'What a closed poll’s ballots say, without their voters.',
  HistoryPoint: 'The tally at some moment.',
  Ballot: 'Your own ballot as it is stored.',
  Answer: 'A voter’s answer, its shape given by the poll’s kind.',
  ...Object.fromEntries(
    kindNames.map((kind) => [answerName(kind), `An answer to a poll of kind \`${kind}\`.`]),
  ),
  You: 'Who you are here.',
  Role: 'What somebody may do in a room. A stage is a viewer whose screen is public.',
  HandshakeAuth: 'What a Socket.IO client says of itself when it connects, as `auth`.',
  ErrorBody: 'Why a command was refused.',
  Problem: 'Why a request was refused, after RFC 9457.',
  Issue: 'One fault of an input.',
};

const ROUND = 'The round that you look at; another one is refused as `CONFLICT`.';
const SEQ =
  'Raise it with each new answer (milliseconds do), repeat it with each retry. Without it the server’s clock stands in.';

const fields: Record<string, string> = {
  among: 'The options that were level.',
  answer: 'What you choose.',
  at: 'When, in epoch milliseconds.',
  ballot: 'Your ballot as stored; null where a later withdrawal took it out.',
  base: 'What 100 % stands for: the number of voters, where the kind does not say otherwise.',
  before: 'The poll that it shall stand before; null: at the end.',
  bins: 'Counts by bin, zeros too. A choice’s bin is its option’s id, a rating’s `r1`, `r2`, …',
  by: '`first`: fewest first choices; `order`: of those that were level in these too the last in the poll’s order.',
  changeable: 'Voters may change or withdraw while voting is open. Default true.',
  closedAt: 'When it was closed, in epoch milliseconds.',
  closesAt: 'The deadline, in epoch milliseconds; from then on nothing is counted.',
  code: 'The room’s join code. Case, blanks and dashes do not matter.',
  'ErrorBody.code': 'What is wrong, from the table of errors.',
  'Problem.code': 'What is wrong, from the table of errors.',
  count: 'Votes for it.',
  detail: 'What is wrong, for people.',
  durationMs: 'How long voting lasts from opening, in milliseconds; null or absent: until closed by hand.',
  'poll:open.durationMs': 'Voting ends so many milliseconds from now.',
  exhausted: 'Ballots that name no option that is still in.',
  first: 'How many put it first, in a ranking.',
  group: 'The id of the row’s group, where a result has groups.',
  groups: 'What rows belong together, in order.',
  final: 'Nothing changes it any more, unless a moderator opens the poll again.',
  id: 'The poll’s id.',
  'Option.id': 'The option’s id within its poll.',
  'options.id': 'The option’s id within its poll.',
  'ResultRow.id': 'The bin’s id.',
  ids: 'The polls’ ids.',
  issues: 'What is wrong with the input, where the code is `INVALID_INPUT`.',
  key: 'The new key.',
  'HandshakeAuth.key': 'A room key, which gives its role in its own room, or the server’s creation key.',
  kind: 'The question’s kind, which gives settings and answers their shape.',
  label: 'What people read.',
  mean: 'The mean of what was given; null of nobody.',
  median: 'As many gave less as gave more; null of nobody.',
  quartiles:
    'Between these two lies the middle half of what was given, by linear interpolation; null of nobody.',
  'Result.right': 'The right answer, for those who may know it, and how many gave it.',
  'right.value': 'The right number.',
  'right.tolerance': 'As right counts what is this close to it.',
  'ResultGroup.id': 'The group’s id.',
  'ResultGroup.voters': 'How many answered this one.',
  level: 'Where the mean lies between the lowest value, 0, and the highest, 100.',
  nps: 'Promoters (9 and 10) less detractors (0 to 6) in whole percent of who answered; null of nobody.',
  message: 'What is wrong, for people.',
  moderatorKey: 'Gives the right to everything in this room. Keep it: the server has only its hash.',
  openedAt: 'When it was opened, in epoch milliseconds.',
  options: 'The answers to choose from; a rating has none.',
  'poll:update.options':
    'The whole list in its new order; an option without an id is new, one that is missing is removed.',
  out: 'Who goes out; empty in the last round.',
  path: 'Where in the input, as in `options.2.label`.',
  percent: 'Whole percent of the base. Those of a single-answer poll sum to 100.',
  points: 'Oldest first.',
  pollId: 'The poll’s id.',
  polls: 'The room’s polls, in order.',
  'room:create.polls': 'The first polls; the first of them is put on stage.',
  'PollBallots.ballots': 'Each different answer once, sorted by what it says.',
  'ballots.answer': 'What they chose.',
  'ballots.count': 'So many ballots say it.',
  'RoomResults.polls': 'In the room’s order.',
  'room:join.polls': 'The open polls and the staged one.',
  'poll:watch.polls': 'The polls, in the order asked.',
  present: 'People in the audience, roughly.',
  protocol: 'The protocol’s version: 1.',
  question: 'What is asked.',
  requestId: 'A random name for this request: repeated with it, the same thing comes back, keys included.',
  results: 'Who may see the result. Default `always`.',
  retryAfterMs: 'Try again after so many milliseconds.',
  retryable: 'The same request may succeed later.',
  revealed:
    'Overrides who may see the result: true everybody, false moderators and viewers only, null no override.',
  round: 'Counts up with each reset.',
  'poll:open.round': ROUND,
  'poll:close.round': ROUND,
  'poll:reset.round': ROUND,
  'ballot:cast.round': ROUND,
  'ballot:withdraw.round': ROUND,
  rounds: 'From the first to the one in which an option has more than half.',
  'RunoffRound.rows': 'The options that are still in, in the poll’s order.',
  'RunoffRound.count': 'Ballots that count for it.',
  'RunoffRound.percent': 'Whole percent of the ballots that count; they sum to 100.',
  'RunoffRound.id': 'The option’s id.',
  runoff: 'The run-off of a ranking that is closed.',
  'poll:runoff.runoff': 'Null of another kind, and until voting is closed.',
  'Runoff.version': 'The version of the final tally.',
  rows: 'One for each option or step, in order.',
  seq: 'The number that your ballot was sent with.',
  'ballot:cast.seq': SEQ,
  'ballot:withdraw.seq': SEQ,
  serverNow: 'The server’s clock in epoch milliseconds, for countdowns.',
  settings: 'How it is voted and who sees the result; what is absent has its default.',
  segment: 'The poll by whose answers results of polls that are opened from now on can be split; null: none.',
  'Poll.segment': 'The poll by whose answers the result can be split. Set when the poll is opened.',
  'poll:split.segment': 'The poll by whose answers it is split; null: it is not.',
  'poll:split.groups': 'Each segment of three people or more, and everybody else.',
  'SplitGroup.id': 'The option of the segment poll; null: everybody else.',
  'SplitGroup.label': 'The option’s label; null: everybody else.',
  'SplitGroup.result': 'What they voted. Rows of one or two people stand together as row `few`.',
  'Poll.settings': 'How it is voted and who sees the result.',
  stage: 'The id of the poll on stage; null: none.',
  'poll:open.stage': 'Also put it on stage. Default true.',
  status: 'What became of your ballot.',
  'Ballot.status': 'It is counted.',
  'Problem.status': 'The HTTP status.',
  tie: 'Who was level with who goes out; null: nobody.',
  title: 'The room’s title.',
  'Problem.title': 'What is wrong in general.',
  turnout: 'Those who may not see the result are told how many have voted. Default true.',
  type: 'A URI of the error’s code.',
  version: 'Rises with every change.',
  'poll:update.version':
    'The version that was edited. If the poll has changed since, the edit is refused as `CONFLICT`.',
  view: 'With a key: be sent only what may stand on a wall.',
  viewerKey: 'Gives the right to see what moderators see, without being able to touch it.',
  voters: 'How many have voted.',
  voterToken: 'Who you are as a voter. Keep it and send it next time; keep it to yourself.',
  winner: 'The option’s id; null where nobody has voted.',
  which: 'The key to replace.',
};

/** What a field is, within the first of its surroundings that has words of its own for it. */
export function fieldWords(name: string, surroundings: readonly string[]): string | undefined {
  const around = surroundings.find((place) => `${place}.${name}` in fields);
  return fields[around === undefined ? name : `${around}.${name}`];
}
