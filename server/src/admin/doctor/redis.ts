import { fingerprint } from '../../identity/voters.ts';
import type { RedisFacts, ServerFacts } from '../../store/redis/inspect.ts';
import { type Finding, fail, megabytes, ok, warn } from './finding.ts';

const OLDEST_VERSION = 7;
const CLOCK_MS = 1000;
const FULL = 0.8;

/** Judges a Redis, or each master of a Cluster. */
export function judgeRedis({ isCluster, servers, secretFingerprint }: RedisFacts, secret: string): Finding[] {
  const kind = isCluster ? `a Cluster of ${servers.length} masters` : 'one server';
  return [
    ok('redis', kind),
    judgeSecret(secretFingerprint, secret),
    ...servers.flatMap((server) => judgeServer(server, isCluster ? ` ${server.address}` : '')),
  ];
}

function judgeSecret(stored: string | null, secret: string): Finding {
  if (stored === null) return ok('secret', 'there is no data yet');
  if (stored === fingerprint(secret)) return ok('secret', 'that of the data');
  return fail('secret', 'not that of the data', 'Set SECRET to what the first node was started with.');
}

function judgeServer(server: ServerFacts, where: string): Finding[] {
  const findings = [
    judgeVersion(server),
    judgeRole(server),
    judgePersistence(server),
    judgeEviction(server),
    judgeMemory(server),
    judgeClock(server),
  ];
  return findings.map((finding) => ({ ...finding, subject: finding.subject + where }));
}

function judgeVersion({ name, version }: ServerFacts): Finding {
  const found = `${name} ${version}`;
  if (Number.parseInt(version, 10) >= OLDEST_VERSION) return ok('version', found);
  return fail('version', found, 'Use Redis 7 or newer, or Valkey.');
}

function judgeRole({ isMaster, replicas }: ServerFacts): Finding {
  if (!isMaster) return fail('role', 'a replica', 'REDIS_URL must name the master.');
  return ok('role', replicas === 0 ? 'master without replicas' : `master of ${replicas}`);
}

function judgePersistence({ isAppendOnly, appendFsync, canPersist }: ServerFacts): Finding {
  const subject = 'persistence';
  if (!canPersist)
    return fail(subject, 'the last write to disk failed', 'See the log of Redis and its disk.');
  if (!isAppendOnly)
    return fail(subject, 'appendonly no: a crash loses acked ballots', 'appendonly yes, appendfsync always');
  if (appendFsync === 'always') return ok(subject, 'appendonly yes, appendfsync always');
  if (appendFsync === null)
    return warn(
      subject,
      'appendonly yes, appendfsync unknown',
      'Ask the provider: always keeps each acked ballot.',
    );
  const advice = 'A crash can lose seconds of acked ballots: appendfsync always';
  return warn(subject, `appendonly yes, appendfsync ${appendFsync}`, advice);
}

function judgeEviction({ evictionPolicy, maxBytes }: ServerFacts): Finding {
  if (evictionPolicy === 'noeviction') return ok('eviction', evictionPolicy);
  const advice = 'A full Redis must refuse, not forget: maxmemory-policy noeviction';
  return maxBytes > 0 ? fail('eviction', evictionPolicy, advice) : warn('eviction', evictionPolicy, advice);
}

function judgeMemory({ usedBytes, maxBytes }: ServerFacts): Finding {
  if (maxBytes === 0) return ok('memory', `${megabytes(usedBytes)} used, no limit`);
  const found = `${megabytes(usedBytes)} of ${megabytes(maxBytes)} used`;
  if (usedBytes < FULL * maxBytes) return ok('memory', found);
  return warn('memory', found, 'Votes are refused when it is full: raise maxmemory or set RETENTION_DAYS.');
}

function judgeClock({ clockAheadMs }: ServerFacts): Finding {
  const found = `${Math.abs(clockAheadMs)} ms ${clockAheadMs < 0 ? 'behind' : 'ahead of'} this machine`;
  if (Math.abs(clockAheadMs) < CLOCK_MS) return ok('clock', found);
  return warn('clock', found, 'Deadlines are kept by the clock of Redis: set both by NTP.');
}
