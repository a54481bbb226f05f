/** The languages of the pages. */
export const languages = {
  en: { direction: 'ltr' },
  de: { direction: 'ltr' },
  fr: { direction: 'ltr' },
  es: { direction: 'ltr' },
  ar: { direction: 'rtl' },
  zh: { direction: 'ltr' },
} as const;

export type Language = keyof typeof languages;

/** What each language calls itself. Apart, so that embeds do not load it. */
export const ownNames: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  zh: '中文',
};

/** What a page speaks to whoever wants none of its languages. */
export const DEFAULT_LANGUAGE: Language = 'en';

export const languageNames = Object.keys(languages) as Language[];

export function isLanguage(name: unknown): name is Language {
  return typeof name === 'string' && Object.hasOwn(languages, name);
}

/** Where a browser keeps the language that its user chose, for pages made here and on the server. */
export const LANGUAGE_COOKIE = 'pollcast-language';
