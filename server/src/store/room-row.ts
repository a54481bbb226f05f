import type { RoomCode } from '@pollcast/shared';
import type { RoomRecord } from '../domain/store.ts';

/** A room as both stores keep it under its code. */
export interface RoomRow {
  /** JSON of everything that is not a field of its own. */
  document: string;
  createdAt: number;
  version: number;
}

export function documentOf(room: Omit<RoomRecord, 'createdAt' | 'version'>): string {
  const { title, stage, pollIds, segment, moderatorKeyHash, viewerKeyHash } = room;
  return JSON.stringify({ title, stage, pollIds, segment, moderatorKeyHash, viewerKeyHash });
}

export function roomOf(code: RoomCode, { document, createdAt, version }: RoomRow): RoomRecord {
  return { code, segment: null, ...JSON.parse(document), createdAt, version };
}
