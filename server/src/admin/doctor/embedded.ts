import { fingerprint } from '../../identity/voters.ts';
import type { FolderFacts } from '../../store/embedded/inspect.ts';
import { MIGRATIONS } from '../../store/embedded/schema.ts';
import { type Finding, fail, megabytes, ok, warn } from './finding.ts';

const LITTLE_BYTES = 2 ** 30;
const TOO_LITTLE_BYTES = 64 * 2 ** 20;
const OWNER_ONLY = 0o600;

interface Folder {
  dir: string;
  facts: FolderFacts | null;
  /** The secret that a server would use; null where it would make one. */
  secret: string | null;
}

/** Judges the data folder of an embedded store. */
export function judgeFolder({ dir, facts, secret }: Folder): Finding[] {
  if (facts === null) return [ok('data folder', `${dir} is made at the first start`)];
  return [
    facts.isWritable
      ? ok('data folder', `${dir} is writable`)
      : fail('data folder', `${dir} cannot be written`, 'Give it to the user that runs the server.'),
    judgeSpace(facts.freeBytes),
    judgeFile(facts.file),
    judgeSecret(facts, secret),
  ];
}

function judgeSpace(freeBytes: number): Finding {
  const found = `${megabytes(freeBytes)} free`;
  if (freeBytes >= LITTLE_BYTES) return ok('disk', found);
  const advice = 'Votes are refused when it is full: make room.';
  return freeBytes < TOO_LITTLE_BYTES ? fail('disk', found, advice) : warn('disk', found, advice);
}

function judgeFile(file: FolderFacts['file']): Finding {
  switch (file.state) {
    case 'missing':
      return ok('data', 'none yet');
    case 'in use':
      return ok('data', 'in use by a running server');
    case 'damaged':
      return fail('data', file.reason, 'Restore a backup into an empty DATA_DIR.');
    case 'sound': {
      const found = `schema ${file.schema}`;
      if (file.schema <= MIGRATIONS.length) return ok('data', found);
      return fail('data', `${found}, of a newer Pollcast`, 'Start the newer one, or restore a backup.');
    }
    default:
      return file satisfies never;
  }
}

function judgeSecret({ file, secretMode }: FolderFacts, secret: string | null): Finding {
  const stored = file.state === 'sound' ? file.secretFingerprint : null;
  if (secret === null && stored === null) return ok('secret', 'made at the first start');
  if (stored !== null && (secret === null || fingerprint(secret) !== stored))
    return fail('secret', 'not that of the data', 'Set SECRET, or bring back the file DATA_DIR/secret.');
  if (secretMode !== null && secretMode !== OWNER_ONLY)
    return warn('secret', `others may read it (mode ${secretMode.toString(8)})`, 'chmod 600 DATA_DIR/secret');
  return ok('secret', stored === null ? 'there' : 'that of the data');
}
