import type { Catalogue, Given, WordKey } from './catalogue.ts';
import { catalogues } from './catalogues.ts';
import type { Language } from './languages.ts';

/** A language as the pages speak it: its texts, and its way to write numbers, shares and dates. */
export interface Speech {
  readonly language: Language;
  /** The text for a key, its blanks filled in; `count` chooses the plural. */
  words<K extends WordKey>(key: K, ...filling: Given<K>): string;
  /** A count with its share in whole percents, `33 (31%)`. */
  figure(count: number, percent: number): string;
  /** Whole percents, `31%`. */
  percentText(percent: number): string;
  /** A mean to one decimal place. */
  meanText(mean: number): string;
  numberText(count: number): string;
  /** A date and time, of epoch ms. */
  momentText(at: number): string;
  /** A span of time between two moments, of epoch ms; what both have in common stands once. */
  spanText(from: number, to: number): string;
  /** A date alone, of epoch ms. */
  dateText(at: number): string;
  /** A length of time in ms by its largest whole unit: `90 seconds`, `2 minutes`. */
  durationText(ms: number): string;
}

const UNITS = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1_000 };

/** Loads a language to speak. */
export async function loadSpeech(language: Language): Promise<Speech> {
  return createSpeech(language, await catalogues[language]());
}

function createSpeech(language: Language, catalogue: Catalogue): Speech {
  const numbers = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: 'percent' });
  const tenths = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  const plurals = new Intl.PluralRules(language);

  const numberText = (count: number) => numbers.format(count);
  const percentText = (percent: number) => percents.format(percent / 100);
  const write = (value: string | number) => (typeof value === 'number' ? numberText(value) : value);

  function textOf(key: WordKey, count: number): string {
    const entry = catalogue[key];
    return typeof entry === 'string' ? entry : (entry[plurals.select(count)] ?? entry.other);
  }

  function words<K extends WordKey>(key: K, ...[filling]: Given<K>): string {
    const values = (filling ?? {}) as Record<string, string | number>;
    const text = textOf(key, Number(values.count));
    return text.replace(/\{(\w+)\}/g, (blank, name: string) => write(values[name] ?? blank));
  }

  return {
    language,
    words,
    figure: (count, percent) => words('result.figure', { count, percent: percentText(percent) }),
    percentText,
    meanText: (mean) => tenths.format(mean),
    numberText,
    momentText: (at) => moments.format(at),
    spanText: (from, to) => moments.formatRange(from, to),
    dateText: (at) => dates.format(at),
    durationText(ms) {
      const [unit, unitMs] = Object.entries(UNITS).find(([, length]) => ms % length === 0) ?? [
        'second',
        1_000,
      ];
      return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
        ms / unitMs,
      );
    },
  };
}
