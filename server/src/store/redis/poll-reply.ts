import type { PollId } from '@pollcast/shared';
import type { PollSnapshot, StatusChange } from '../../domain/store.ts';
import { binsFrom } from '../packed-ballot.ts';
import { type PollRow, snapshotOf } from '../poll-row.ts';

/** A poll and its bins as two flat lists of names and values. */
export type SnapshotReply = [poll: string[], bins: string[]];

export type StatusReply =
  | [outcome: 'changed' | 'same', snapshot: SnapshotReply]
  | [refusal: 'POLL_NOT_FOUND' | 'POLL_NOT_OPEN' | 'CONFLICT' | 'STALE'];

export function readSnapshot([poll, bins]: SnapshotReply): PollSnapshot {
  return snapshotOf(rowFrom(poll), binsFrom(bins));
}

export function readStatus([outcome, snapshot]: StatusReply): StatusChange {
  switch (outcome) {
    case 'changed':
    case 'same':
      return { changed: outcome === 'changed', snapshot: readSnapshot(snapshot!) };
    default:
      return { refused: outcome };
  }
}

function rowFrom(flat: string[]): PollRow {
  const fields = new Map<string, string>();
  for (let index = 0; index < flat.length; index += 2) fields.set(flat[index]!, flat[index + 1]!);
  const text = (name: keyof PollRow) => fields.get(name) ?? '';
  const number = (name: keyof PollRow) => Number(text(name));
  const nullable = (name: keyof PollRow) => (text(name) === '' ? null : number(name));
  return {
    id: text('id') as PollId,
    definition: text('definition'),
    changeable: number('changeable') as 0 | 1,
    revealed: nullable('revealed') as 0 | 1 | null,
    status: text('status') as PollRow['status'],
    round: number('round'),
    openedAt: nullable('openedAt'),
    closesAt: nullable('closesAt'),
    closedAt: nullable('closedAt'),
    deletedAt: nullable('deletedAt'),
    version: number('version'),
    tallyVersion: number('tallyVersion'),
    voters: number('voters'),
    countedAt: nullable('countedAt'),
    historyStepMs: number('historyStepMs'),
  };
}
