import { Profanity } from '@2toad/profanity';

/** Those that the pages speak. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ar', 'zh'];
/** Words looked up before; when there are so many, all are forgotten. */
const KNOWN_MAX = 20_000;

/** Whole words only: within others they would be found in honest ones. */
const filter = new Profanity({
  languages: LANGUAGES,
  wholeWord: true,
  unicodeWordBoundaries: true,
});
const known = new Map<string, boolean>();

/** Is a word, or one of several in it, a swear word in a language that the pages speak? */
export function isFoul(word: string): boolean {
  const found = known.get(word);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_MAX) known.clear();
  const isOne = filter.exists(word);
  known.set(word, isOne);
  return isOne;
}
