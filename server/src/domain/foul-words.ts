import { Profanity } from '@2toad/profanity';
import { HONEST_WORDS } from './honest-words.ts';

/** Those of the pages whose lists are of use: the library's Arabic and Chinese ones find the dollar and the ball. */
const LANGUAGES = ['en', 'de', 'fr', 'es'];
/** Words looked up before; when there are so many, all are forgotten. */
const KNOWN_MAX = 20_000;

/** Whole words only: within others they would be found in honest ones. */
const filter = new Profanity({
  languages: LANGUAGES,
  wholeWord: true,
  unicodeWordBoundaries: true,
});
filter.removeWords(HONEST_WORDS);
const known = new Map<string, boolean>();

/** Is a word, or one of several in it, a swear word in English, German, French or Spanish? */
export function isFoul(word: string): boolean {
  const found = known.get(word);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_MAX) known.clear();
  const isOne = filter.exists(word);
  known.set(word, isOne);
  return isOne;
}
