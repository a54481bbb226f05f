import { type Language, languages } from '@pollcast/shared/words';

/** Attributes of an element whose text is ours and not the page's. */
export function spokenIn(language: Language): { lang: Language; dir: 'ltr' | 'rtl' } {
  return { lang: language, dir: languages[language].direction };
}
