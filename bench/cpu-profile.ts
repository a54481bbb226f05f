import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { figureText, markdownTable } from './table.ts';

/** What `node --cpu-prof` writes: a tree of calls, and which of them was running at each sample. Times in µs. */
interface CpuProfile {
  /** By the monotonic clock, which all processes of a machine share. */
  startTime: number;
  nodes: { id: number; callFrame: CallFrame }[];
  samples: number[];
  timeDeltas: number[];
}

interface CallFrame {
  functionName: string;
  url: string;
}

/** A span of the monotonic clock, in µs. */
export interface Span {
  from: number;
  to: number;
}

export const monotonicUs = (): number => Number(process.hrtime.bigint() / 1000n);

const LOOK_MS = 50;

/** The profile that a process leaves in a folder when it ends. */
export async function profileIn(folder: string): Promise<CpuProfile> {
  for (;;) {
    const [name] = readdirSync(folder);
    // It is there before it is whole.
    const text = name === undefined ? '' : readFileSync(join(folder, name), 'utf8');
    if (text.endsWith('}')) return JSON.parse(text) as CpuProfile;
    await pause(LOOK_MS);
  }
}

const SHOWN = 10;
const FUNCTIONS_SHOWN = 3;
const IDLE = '(idle)';

/** The greatest costs of a span as Markdown: their share of what the process was busy, and in µs of `usPerUnit`. */
export function costsOf(
  profile: CpuProfile,
  span: Span,
  { unit, usPerUnit }: { unit: string; usPerUnit: number },
): string {
  const places = new Map<string, { us: number; functions: Map<string, number> }>();
  let busyUs = 0;
  for (const { frame, us } of samplesIn(profile, span)) {
    if (frame.functionName === IDLE) continue;
    busyUs += us;
    const place = places.get(placeOf(frame)) ?? { us: 0, functions: new Map<string, number>() };
    places.set(placeOf(frame), place);
    place.us += us;
    const name = frame.functionName || '(anonymous)';
    place.functions.set(name, (place.functions.get(name) ?? 0) + us);
  }
  const rows = greatest([...places], ([, { us }]) => us, SHOWN).map(([name, { us, functions }]) => {
    const heaviest = greatest([...functions], ([, spent]) => spent, FUNCTIONS_SHOWN);
    const share = us / busyUs;
    return [
      `${Math.round(100 * share)} %`,
      figureText(share * usPerUnit),
      name,
      heaviest.map(([each]) => `\`${each}\``).join(', '),
    ];
  });
  return markdownTable([['share', `µs a ${unit}`, 'where', 'above all in'], ...rows]);
}

function greatest<T>(values: T[], sizeOf: (value: T) => number, count: number): T[] {
  return values.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, count);
}

function samplesIn({ startTime, nodes, samples, timeDeltas }: CpuProfile, { from, to }: Span) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  let at = startTime;
  return samples.flatMap((id, index) => {
    const us = timeDeltas[index]!;
    at += us;
    return at < from || at > to ? [] : [{ frame: frames.get(id)!, us }];
  });
}

const BUILT_IN: Record<string, string> = {
  '(garbage collector)': 'garbage collection',
  '(program)': 'Node outside JavaScript: reading sockets, the event loop',
  runMicrotasks: 'promises',
};
const WRITES = /^write(v|Latin1String|Utf8String|Buffer)$/;

/** Part of the code that a function belongs to. */
function placeOf({ functionName, url }: CallFrame): string {
  const [, library] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (library !== undefined && !library.startsWith('@pollcast')) return library;
  const [, folder] = /\/(?:dist|src)\/(?:(\w+)\/)?[^/]+$/.exec(url) ?? [];
  if (url.startsWith('file:'))
    return url.includes('/shared/') ? 'Pollcast, shared' : `Pollcast, ${folder ?? 'top'}`;
  if (WRITES.test(functionName)) return 'the system call that writes to a socket';
  if (url === '') return BUILT_IN[functionName] ?? 'built into JavaScript';
  if (/crypto/.test(url)) return "Node's crypto";
  if (/events/.test(url)) return "Node's events";
  if (/stream|net$|buffer/.test(url)) return "Node's streams, sockets and buffers";
  return "Node's timers, queues and others";
}
