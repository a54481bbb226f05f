import type { Catalogue } from './catalogue.ts';
import type { Language } from './languages.ts';

/** Loads a language's texts; a browser gets only those it speaks. */
export const catalogues: { readonly [L in Language]: () => Promise<Catalogue> } = {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  ar: async () => (await import('./ar.ts')).ar,
  zh: async () => (await import('./zh.ts')).zh,
};
