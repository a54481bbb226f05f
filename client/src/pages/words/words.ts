import { type ErrorBody, errors } from '@pollcast/shared/pure';
import { en } from './en.ts';

type Catalogue = typeof en;
export type WordKey = keyof Catalogue;

type Text<Entry> = Entry extends { other: infer Other } ? Other : Entry;
type Blanks<T> = T extends `${string}{${infer Blank}}${infer Rest}` ? Blank | Blanks<Rest> : never;
type BlanksOf<K extends WordKey> = Blanks<Text<Catalogue[K]>>;
type Filling<K extends WordKey> = Record<BlanksOf<K>, string | number>;
type Given<K extends WordKey> = [BlanksOf<K>] extends [never] ? [] : [Filling<K>];

const LANGUAGE = 'en';
const numbers = new Intl.NumberFormat(LANGUAGE);
const percents = new Intl.NumberFormat(LANGUAGE, { style: 'percent' });
const tenths = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const moments = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' });
const plurals = new Intl.PluralRules(LANGUAGE);

/** The words for a key, their blanks filled in. Numbers are written the language's way and choose its plural. */
export function words<K extends WordKey>(key: K, ...[filling]: Given<K>): string {
  const values = (filling ?? {}) as Record<string, string | number>;
  return textOf(key, values).replace(/\{(\w+)\}/g, (blank, name: string) => write(values[name] ?? blank));
}

function textOf(key: WordKey, values: Record<string, string | number>): string {
  const entry = en[key];
  if (typeof entry === 'string') return entry;
  return plurals.select(Number(values.count)) === 'one' ? entry.one : entry.other;
}

function write(value: string | number): string {
  return typeof value === 'number' ? numbers.format(value) : value;
}

/** A count with its share, `33 (31%)`. */
export function figure(count: number, percent: number): string {
  return words('result.figure', { count, percent: percentText(percent) });
}

/** Whole percents, `31%`. */
export function percentText(percent: number): string {
  return percents.format(percent / 100);
}

/** A mean to one decimal place. */
export function meanText(mean: number): string {
  return tenths.format(mean);
}

export function momentText(at: number): string {
  return moments.format(at);
}

/** What went wrong and what to do, for anything that an action can throw. */
export function reasonOf(problem: unknown): string {
  const code = (problem as Partial<ErrorBody> | null)?.code;
  return words(code !== undefined && code in errors ? `error.${code}` : 'error.unreachable');
}
