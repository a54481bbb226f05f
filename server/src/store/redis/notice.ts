import type { PollId, RoomCode } from '@pollcast/shared';
import type { Change, Counters } from '../../domain/store.ts';

/*
 * What travels on the change feed: `node poll id` and `node room code`, which scripts publish too, and
 * `node tally id {json}`, the counters after ballots.
 */

export function tallyNotice(nodeId: string, id: PollId, tally: Counters): string {
  return `${nodeId} tally ${id} ${JSON.stringify(tally)}`;
}

const NOTICE = /^(\S+) (poll|room|tally) (\S+)(?: (.+))?$/;

/** Reads a notice for the given node. Null: its own tally, which it has told its listeners already, or no notice. */
export function readNotice(nodeId: string, text: string): Change | null {
  const [, sender, kind, id, json] = NOTICE.exec(text) ?? [];
  if (kind === 'room') return { kind, code: id as RoomCode };
  if (kind === 'poll') return { kind, id: id as PollId };
  if (kind !== 'tally' || sender === nodeId || json === undefined) return null;
  return { kind: 'poll', id: id as PollId, tally: JSON.parse(json) as Counters };
}
