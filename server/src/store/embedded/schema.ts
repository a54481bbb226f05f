/** What PRAGMA user_version says of this schema. */
export const SCHEMA_VERSION = 1;

export const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE rooms (
  code TEXT PRIMARY KEY, document TEXT NOT NULL, createdAt INTEGER NOT NULL, version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX rooms_by_version ON rooms (version);

CREATE TABLE polls (
  id TEXT PRIMARY KEY, definition TEXT NOT NULL, changeable INTEGER NOT NULL, revealed INTEGER,
  status TEXT NOT NULL, round INTEGER NOT NULL,
  openedAt INTEGER, closesAt INTEGER, closedAt INTEGER, deletedAt INTEGER, version INTEGER NOT NULL,
  tallyVersion INTEGER NOT NULL, voters INTEGER NOT NULL, countedAt INTEGER, historyStepMs INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX polls_by_deadline ON polls (closesAt) WHERE status = 'open';

CREATE TABLE bins (
  poll TEXT NOT NULL, bin TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (poll, bin)
) WITHOUT ROWID;

CREATE TABLE ballots (
  poll TEXT NOT NULL, voterKey TEXT NOT NULL, packed TEXT NOT NULL, PRIMARY KEY (poll, voterKey)
) WITHOUT ROWID;

CREATE TABLE history (
  poll TEXT NOT NULL, at INTEGER NOT NULL, voters INTEGER NOT NULL, bins TEXT NOT NULL, PRIMARY KEY (poll, at)
) WITHOUT ROWID;
`;
