import {
  DEFAULT_LANGUAGE,
  isLanguage,
  LANGUAGE_COOKIE,
  type Language,
  languageNames,
  loadSpeech,
  type Speech,
} from '@pollcast/shared/words';
import { parseCookie } from 'cookie';
import type { Request } from 'express';

const loaded = new Map<Language, Promise<Speech>>();

/** What a page is spoken in: the address's own wish (`?lang=de`), else what was chosen in this browser, else what it prefers. */
export function speechFor(request: Request): Promise<Speech> {
  const language = languageFor(request);
  const speech = loaded.get(language) ?? loadSpeech(language);
  loaded.set(language, speech);
  return speech;
}

function languageFor(request: Request): Language {
  const chosen = parseCookie(request.headers.cookie ?? '')[LANGUAGE_COOKIE];
  const wishes = [request.query.lang, chosen, request.acceptsLanguages(languageNames)];
  return wishes.find(isLanguage) ?? DEFAULT_LANGUAGE;
}
