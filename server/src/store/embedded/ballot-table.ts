import type { PollId } from '@pollcast/shared';
import type { StoredBallot } from '../../domain/ballot-rule.ts';
import { packBallot, unpackBallot } from '../packed-ballot.ts';
import type { Contents } from '../recount.ts';
import type { Database } from './database.ts';

/** Ballots and counters as rows. */
export interface BallotTable {
  find(id: PollId, voterKey: string): StoredBallot | null;
  save(id: PollId, voterKey: string, ballot: StoredBallot): void;
  /** Adds to a bin; one that comes to nothing goes. */
  add(id: PollId, bin: string, increment: number): void;
  /** How many ballots there are of each content, withdrawn ones left out. */
  contents(id: PollId): Contents;
  /** At most `count` ballots in the order of their voters' keys, those after a key. */
  after(id: PollId, voterKey: string, count: number): [voterKey: string, packed: string][];
}

export function createBallotTable(database: Database): BallotTable {
  const select = database.prepare('SELECT packed FROM ballots WHERE poll = ? AND voterKey = ?');
  const replace = database.prepare('REPLACE INTO ballots (poll, voterKey, packed) VALUES (?, ?, ?)');
  const selectContents = database.prepare(
    `SELECT substr(packed, instr(packed, '|')) AS content, count(*) AS ballots
       FROM ballots WHERE poll = ? AND instr(packed, '|') > 0 GROUP BY content`,
  );
  const selectAfter = database.prepare(
    'SELECT voterKey, packed FROM ballots WHERE poll = ? AND voterKey > ? ORDER BY voterKey LIMIT ?',
  );
  const addToBin = database.prepare(
    'INSERT INTO bins (poll, bin, count) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
  );
  const deleteEmpty = database.prepare('DELETE FROM bins WHERE poll = ? AND bin = ? AND count = 0');

  return {
    find(id, voterKey) {
      const row = select.get(id, voterKey) as { packed: string } | undefined;
      return row === undefined ? null : unpackBallot(row.packed);
    },
    save: (id, voterKey, ballot) => void replace.run(id, voterKey, packBallot(ballot)),
    add(id, bin, increment) {
      addToBin.run(id, bin, increment);
      if (increment < 0) deleteEmpty.run(id, bin);
    },
    contents(id) {
      const rows = selectContents.all(id) as { content: string; ballots: number }[];
      return rows.map(({ content, ballots }) => [content, ballots]);
    },
    after(id, voterKey, count) {
      const rows = selectAfter.all(id, voterKey, count) as { voterKey: string; packed: string }[];
      return rows.map((row) => [row.voterKey, row.packed]);
    },
  };
}
