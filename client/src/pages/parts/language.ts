import {
  DEFAULT_LANGUAGE,
  isLanguage,
  LANGUAGE_COOKIE,
  type Language,
  languages,
} from '@pollcast/shared/words';
import { speak } from '../words/words.ts';

const YEAR_S = 365 * 86_400;

/** The language that the server chose for this page. */
export function servedLanguage(): Language {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : DEFAULT_LANGUAGE;
}

/** Speaks another language from now on, on all pages of this server. */
export async function changeLanguage(language: Language): Promise<void> {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than the browsers we serve.
  document.cookie = `${LANGUAGE_COOKIE}=${language}; path=/; max-age=${YEAR_S}; samesite=lax`;
  forgetWish();
  await speak(language);
  document.documentElement.lang = language;
  document.documentElement.dir = languages[language].direction;
}

/** An address that asks for a language would win over the choice at the next visit. */
function forgetWish(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has('lang')) return;
  address.searchParams.delete('lang');
  history.replaceState(history.state, '', address);
}
