import { type Language, languages, type Speech } from '@pollcast/shared/words';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Embeds on one page may speak different languages. */
export const SpeechContext = createContext<Speech | null>(null);

export function useSpeech(): Speech {
  return useContext(SpeechContext)!;
}

/** Attributes of an element whose text is ours and not the page's. */
export function spokenIn(language: Language): { lang: Language; dir: 'ltr' | 'rtl' } {
  return { lang: language, dir: languages[language].direction };
}
