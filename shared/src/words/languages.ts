/** The languages of the pages, each by its own name. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
  fr: { name: 'Français', direction: 'ltr' },
  es: { name: 'Español', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
  zh: { name: '中文', direction: 'ltr' },
} as const;

export type Language = keyof typeof languages;

/** What a page speaks to whoever wants none of its languages. */
export const DEFAULT_LANGUAGE: Language = 'en';

export const languageNames = Object.keys(languages) as Language[];

export function isLanguage(name: unknown): name is Language {
  return typeof name === 'string' && Object.hasOwn(languages, name);
}

/** Where a browser keeps the language that its user chose, for pages made here and on the server. */
export const LANGUAGE_COOKIE = 'pollcast-language';
