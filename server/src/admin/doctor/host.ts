import { type Finding, ok, warn } from './finding.ts';

/** Every socket is an open file, and a hall is a few thousand. */
const OPEN_FILES = 10_000;

/** Looks at this process, which has what a server started from the same place would have. */
export function examineHost(): Finding[] {
  return [ok('node', process.version), judgeOpenFiles(readOpenFiles())];
}

export function judgeOpenFiles(limit: number): Finding {
  const found = limit === Number.POSITIVE_INFINITY ? 'no limit' : `at most ${limit.toLocaleString('en')}`;
  if (limit >= OPEN_FILES) return ok('open files', found);
  const advice = 'One is needed for each connection: `ulimit -n 65536`, or LimitNOFILE= of the service.';
  return warn('open files', found, advice);
}

function readOpenFiles(): number {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: unknown } } };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Number.POSITIVE_INFINITY;
}
