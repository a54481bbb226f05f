/** One thing that was looked at. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail';
  subject: string;
  found: string;
  /** What to change; nothing where all is well. */
  advice?: string;
}

export function ok(subject: string, found: string): Finding {
  return { level: 'ok', subject, found };
}

export function warn(subject: string, found: string, advice: string): Finding {
  return { level: 'warn', subject, found, advice };
}

export function fail(subject: string, found: string, advice: string): Finding {
  return { level: 'fail', subject, found, advice };
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB`;
}
