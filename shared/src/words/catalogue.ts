import type { en } from './en.ts';

type English = typeof en;
export type WordKey = keyof English;

/** A text in each form that the language has for a count. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Every visible text in one language: a missing or an unknown key does not compile. */
export type Catalogue = { readonly [K in WordKey]: English[K] extends string ? string : Plural };

type Text<Entry> = Entry extends { other: infer Other } ? Other : Entry;
type Blanks<T> = T extends `${string}{${infer Blank}}${infer Rest}` ? Blank | Blanks<Rest> : never;
type BlanksOf<K extends WordKey> = Blanks<Text<English[K]>>;
type Filling<K extends WordKey> = Record<BlanksOf<K>, string | number>;

/** What fills a text's blanks, if it has any. */
export type Given<K extends WordKey> = [BlanksOf<K>] extends [never] ? [] : [Filling<K>];
