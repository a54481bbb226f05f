import { type ErrorBody, errors } from '@pollcast/shared/pure';
import { type Given, type Language, loadSpeech, type Speech, type WordKey } from '@pollcast/shared/words';
import { signal } from '@preact/signals';

const speech = signal<Speech | null>(null);

/** Loads a language and speaks it from then on: whatever is on the page is said anew. */
export async function speak(language: Language): Promise<void> {
  speech.value = await loadSpeech(language);
}

function spoken(): Speech {
  if (speech.value === null) throw new Error('No language is spoken yet.');
  return speech.value;
}

export const language = (): Language => spoken().language;

/** The words for a key, their blanks filled in. Numbers are written the language's way and choose its plural. */
export function words<K extends WordKey>(key: K, ...filling: Given<K>): string {
  return spoken().words(key, ...filling);
}

/** A count with its share, `33 (31%)`. */
export const figure = (count: number, percent: number): string => spoken().figure(count, percent);

/** Whole percents, `31%`. */
export const percentText = (percent: number): string => spoken().percentText(percent);

export const numberText = (count: number): string => spoken().numberText(count);

/** A mean to one decimal place. */
export const meanText = (mean: number): string => spoken().meanText(mean);

export const momentText = (at: number): string => spoken().momentText(at);

/** A span of time between two moments, of epoch ms. */
export const spanText = (from: number, to: number): string => spoken().spanText(from, to);

/** A date alone, of epoch ms. */
export const dateText = (at: number): string => spoken().dateText(at);

/** A length of time, `2 minutes`. */
export const durationText = (ms: number): string => spoken().durationText(ms);

/** What went wrong and what to do, for anything that an action can throw. */
export function reasonOf(problem: unknown): string {
  const code = (problem as Partial<ErrorBody> | null)?.code;
  return words(code !== undefined && code in errors ? `error.${code}` : 'error.unreachable');
}
