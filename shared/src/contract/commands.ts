import { z } from 'zod';
import { Instant, OptionId, PollId, RequestId, Round, TypedRoomCode, Version } from '../model/ids.ts';
import { LIMITS } from '../model/limits.ts';
import { Answer, KindName, Label, Poll, pollDraft, Question, SettingsPatch } from '../model/poll.ts';
import { Room, You } from '../model/room.ts';
import { Runoff } from '../model/runoff.ts';
import { DurationMs } from '../model/settings.ts';
import { Ballot, HistoryPoint, PollView, PollViewNow, SplitGroup, Tally } from '../model/tally.ts';
import { line } from '../model/text.ts';
import { command } from './command.ts';

const nothing = z.strictObject({});
const code = TypedRoomCode;
const id = PollId;
/** The round that the caller looked at; another one is refused as `CONFLICT`. */
const round = Round.optional();
const requestId = RequestId.optional();
const title = line(LIMITS.titleCharacters);
const seq = z.int().positive().optional();

const inRoom = z.strictObject({ code });
const ofPoll = z.strictObject({ id });
const ofRound = z.strictObject({ id, round });
const ids = z.strictObject({ ids: z.array(id).min(1).max(LIMITS.pollsPerWatch) });
const roomResult = z.strictObject({ room: Room });

/** Every command, on both doors. Adding one is a row here and a handler; a missing handler does not compile. */
export const commands = {
  'room:create': command({
    who: 'anyone',
    http: 'POST /rooms',
    status: 201,
    maxBytes: LIMITS.moderatorMessageBytes,
    input: z.strictObject({
      title,
      polls: z.array(pollDraft({})).max(LIMITS.pollsPerRoom).optional(),
      requestId,
    }),
    result: z.strictObject({ room: Room, moderatorKey: z.string(), viewerKey: z.string() }),
  }),
  'room:get': command({
    who: 'anyone',
    http: 'GET /rooms/:code',
    input: inRoom,
    result: z.strictObject({ room: Room, serverNow: Instant }),
  }),
  'room:join': command({
    who: 'anyone',
    input: inRoom,
    result: z.strictObject({
      room: Room,
      /** The open polls and the staged one. */
      polls: z.array(PollView),
      present: z.int().nonnegative(),
      you: You,
      serverNow: Instant,
    }),
  }),
  'room:leave': command({ who: 'anyone', input: inRoom, result: nothing }),
  'room:update': command({
    who: 'moderator',
    http: 'PATCH /rooms/:code',
    input: z.strictObject({
      code,
      title: title.optional(),
      stage: id.nullable().optional(),
      segment: id.nullable().optional(),
    }),
    result: roomResult,
  }),
  'room:rekey': command({
    who: 'moderator',
    http: 'POST /rooms/:code/rekey',
    input: z.strictObject({ code, which: z.enum(['moderator', 'viewer']), requestId }),
    result: z.strictObject({ key: z.string() }),
  }),
  'room:delete': command({ who: 'moderator', http: 'DELETE /rooms/:code', input: inRoom, result: nothing }),
  'poll:create': command({
    who: 'moderator',
    http: 'POST /rooms/:code/polls',
    status: 201,
    input: pollDraft({ code, requestId }),
    result: Poll,
  }),
  'poll:update': command({
    who: 'moderator',
    http: 'PATCH /polls/:id',
    input: z.strictObject({
      id,
      question: Question.optional(),
      /** The whole list; an option without an id is new. */
      options: z
        .array(z.strictObject({ id: OptionId.optional(), label: Label }))
        .max(LIMITS.optionsMax)
        .optional(),
      settings: SettingsPatch.optional(),
      kind: KindName.optional(),
      /** The poll's version that the editor looked at; another one is refused as `CONFLICT`. */
      version: Version.optional(),
    }),
    result: Poll,
  }),
  'poll:delete': command({ who: 'moderator', http: 'DELETE /polls/:id', input: ofPoll, result: nothing }),
  'poll:restore': command({ who: 'moderator', http: 'POST /polls/:id/restore', input: ofPoll, result: Poll }),
  'poll:move': command({
    who: 'moderator',
    http: 'POST /polls/:id/move',
    /** `before` null moves it to the end. */
    input: z.strictObject({ id, before: id.nullable() }),
    result: roomResult,
  }),
  'poll:open': command({
    who: 'moderator',
    http: 'POST /polls/:id/open',
    /** `stage` (default true) also puts the poll on the room's stage. */
    input: z.strictObject({ id, durationMs: DurationMs.optional(), stage: z.boolean().optional(), round }),
    result: Poll,
  }),
  'poll:close': command({
    who: 'moderator',
    http: 'POST /polls/:id/close',
    input: ofRound,
    result: z.strictObject({ poll: Poll, tally: Tally }),
  }),
  'poll:reset': command({ who: 'moderator', http: 'POST /polls/:id/reset', input: ofRound, result: Poll }),
  'poll:reveal': command({
    who: 'moderator',
    http: 'POST /polls/:id/reveal',
    input: z.strictObject({ id, revealed: z.boolean().nullable() }),
    result: Poll,
  }),
  'poll:get': command({ who: 'anyone', http: 'GET /polls/:id', input: ofPoll, result: PollViewNow }),
  'poll:watch': command({
    who: 'anyone',
    input: ids,
    result: z.strictObject({ polls: z.array(PollView), you: You, serverNow: Instant }),
  }),
  'poll:unwatch': command({ who: 'anyone', input: ids, result: nothing }),
  'ballot:cast': command({
    who: 'voter',
    http: 'PUT /polls/:id/ballot',
    input: z.strictObject({ id, answer: Answer, seq, round }),
    result: z.strictObject({
      status: z.enum(['counted', 'changed', 'repeated', 'superseded']),
      version: Version,
      /** As stored; null where a later withdrawal superseded it. */
      ballot: Ballot.nullable(),
    }),
  }),
  'ballot:withdraw': command({
    who: 'voter',
    http: 'DELETE /polls/:id/ballot',
    input: z.strictObject({ id, seq, round }),
    result: z.strictObject({ status: z.enum(['withdrawn', 'repeated', 'superseded']), version: Version }),
  }),
  'poll:history': command({
    who: 'tally-reader',
    http: 'GET /polls/:id/history',
    input: ofPoll,
    result: z.strictObject({ points: z.array(HistoryPoint) }),
  }),
  'poll:split': command({
    who: 'tally-reader',
    http: 'GET /polls/:id/split',
    input: ofPoll,
    /** `segment` null, and no groups: the poll was opened without one, or it is gone. */
    result: z.strictObject({
      segment: z.strictObject({ id, question: z.string() }).nullable(),
      groups: z.array(SplitGroup),
    }),
  }),
  'poll:runoff': command({
    who: 'tally-reader',
    http: 'GET /polls/:id/runoff',
    input: ofPoll,
    /** Null of another kind than a ranking, and until voting is closed. */
    result: z.strictObject({ runoff: Runoff.nullable() }),
  }),
  'voter:create': command({
    who: 'anyone',
    http: 'POST /voters',
    status: 201,
    input: nothing,
    result: z.strictObject({ voterToken: z.string() }),
  }),
};
