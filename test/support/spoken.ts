import { beforeAll, describe } from '@jest/globals';
import { type Language, loadSpeech, type Speech } from '@pollcast/shared/words';

/** What pages say in a language, for tests that run in several. */
export interface Spoken extends Pick<Speech, 'words' | 'figure'> {
  /** Of a visitor whose browser asks for it. */
  locale: Language;
}

/** Runs tests in English and in Arabic, which is read from the right. */
export function describeInDirections(name: string, body: (spoken: Spoken) => void): void {
  describe.each(['en', 'ar'] as const)(`${name}, in %s`, (locale) => {
    let speech: Speech;
    beforeAll(async () => {
      speech = await loadSpeech(locale);
    });
    body({
      locale,
      words: (...said) => speech.words(...said),
      figure: (...numbers) => speech.figure(...numbers),
    });
  });
}
