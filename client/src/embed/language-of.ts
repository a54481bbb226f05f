import { DEFAULT_LANGUAGE, isLanguage, type Language } from '@pollcast/shared/words';

/** What an embed speaks: the language of the text around it, else what the reader prefers. */
export function languageOf(element: Element): Language {
  const around = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return [around, ...navigator.languages].map(primary).find(isLanguage) ?? DEFAULT_LANGUAGE;
}

/** `zh` of `zh-Hans-CN`. */
function primary(tag: string): string {
  return tag.split('-')[0]!.toLowerCase();
}
