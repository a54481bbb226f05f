import type { Bins } from '@pollcast/shared';
import type { StoredBallot } from '../domain/ballot-rule.ts';

/*
 * How ballots lie in a store: `seq|bin:count,bin:count`, bins sorted and percent-encoded so that none of the three
 * separators is ever part of a name; a withdrawn one is just `seq`. Equal content is equal text.
 */

/** A ballot's content, the part after its seq: `|o1:1,o3:1`, empty when withdrawn. */
export function packContent(bins: Bins | null): string {
  if (bins === null) return '';
  const names = Object.keys(bins).sort();
  return `|${names.map((bin) => `${encodeURIComponent(bin)}:${bins[bin]}`).join(',')}`;
}

/** Reads what `packContent` wrote. */
export function unpackContent(content: string): Bins | null {
  if (content === '') return null;
  if (content === '|') return {};
  return binsFrom(
    content
      .slice(1)
      .split(',')
      .flatMap((entry) => entry.split(':')),
  );
}

export function packBallot({ seq, bins }: StoredBallot): string {
  return `${seq}${packContent(bins)}`;
}

/** The content of a packed ballot, as `packContent` wrote it. */
export function contentOf(packed: string): string {
  const end = packed.indexOf('|');
  return end < 0 ? '' : packed.slice(end);
}

export function unpackBallot(packed: string): StoredBallot {
  // The number ends where the content begins.
  return { seq: Number.parseInt(packed, 10), bins: unpackContent(contentOf(packed)) };
}

/** Bins out of a flat list of encoded names and counts. */
export function binsFrom(flat: readonly string[]): Bins {
  const entries: [string, number][] = [];
  for (let index = 0; index < flat.length; index += 2) {
    entries.push([decodeURIComponent(flat[index]!), Number(flat[index + 1])]);
  }
  // Unlike an assignment, this keeps a bin that is called `__proto__`.
  return Object.fromEntries(entries);
}
