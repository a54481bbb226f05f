import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Language, languageNames } from '@pollcast/shared/words';
import { catalogues } from '../../shared/src/words/catalogues.ts';

type Forms = Readonly<Record<string, string>>;
type Entries = Readonly<Record<string, string | Forms>>;

/** One text; `form` is its plural category, null where the entry has none. */
interface Text {
  key: string;
  form: string | null;
  text: string;
}

const translations = languageNames.filter((language) => language !== 'en');

/** What reads the same in English and in every language. */
const SAME_EVERYWHERE = ['app.name', 'page.title', 'result.nps'];
/** What a language happens to say as English does. */
const SAME_AS_ENGLISH: Partial<Record<Language, string[]>> = {
  de: ['edit.option', 'moderate.segment'],
  fr: [
    'result.votes',
    'board.pace',
    'board.votes',
    'kind.points',
    'edit.question',
    'edit.options',
    'edit.option',
    'edit.minutes',
    'moderate.segment',
    'replay.pause',
    'save.questions',
    'template.found',
  ],
  es: ['moderate.addTime'],
};

describe('a catalogue of words', () => {
  const loaded = new Map<Language, Entries>();

  beforeAll(async () => {
    for (const language of languageNames) loaded.set(language, await catalogues[language]());
  });

  const entriesOf = (language: Language): Entries => loaded.get(language)!;
  const english = (key: string) => entriesOf('en')[key]!;

  test.each(translations)('[L1] %s has the same keys as English, in the same order', (language) => {
    expect(Object.keys(entriesOf(language))).toEqual(Object.keys(entriesOf('en')));
  });

  test.each(languageNames)('[L1] %s has the same blanks as English in each text', (language) => {
    const faults = textsOf(entriesOf(language)).filter(({ key, form, text }) => {
      const wanted = blanksOf(otherOf(english(key)));
      const given = blanksOf(text);
      const mayOmitCount = form !== null && meansOneNumber(language, form);
      return !sameSet(given, wanted) && !(mayOmitCount && sameSet([...given, 'count'], wanted));
    });
    expect(faults).toEqual([]);
  });

  test.each(languageNames)('[L1] %s has a text for each of its plurals, and for no other', (language) => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [key, entry] of Object.entries(entriesOf(language))) {
      if (typeof entry !== 'string')
        expect({ key, forms: Object.keys(entry).toSorted() }).toEqual({ key, forms: categories });
    }
  });

  test.each(languageNames)('[L1] %s counts where English counts', (language) => {
    const plurals = (entries: Entries) =>
      Object.keys(entries).filter((key) => typeof entries[key] !== 'string');
    expect(plurals(entriesOf(language))).toEqual(plurals(entriesOf('en')));
  });

  test.each(translations)('[L1] %s leaves nothing in English by mistake', (language) => {
    const left = textsOf(entriesOf(language))
      .filter(({ key, text }) => hasWords(text) && formsOf(english(key)).includes(text))
      .map(({ key }) => key);
    expect(new Set(left)).toEqual(new Set([...SAME_EVERYWHERE, ...(SAME_AS_ENGLISH[language] ?? [])]));
  });

  test.each(languageNames)(
    '[L1] %s has no blank around a text, no doubled one, no straight quote',
    (language) => {
      const faults = textsOf(entriesOf(language)).filter(({ text }) => /^\s|\s$|\s\s|['"]|^$/.test(text));
      expect(faults).toEqual([]);
    },
  );

  test('[L1] a figure is a count with its share in parentheses in every language', () => {
    const figures = languageNames.map((language) => entriesOf(language)['result.figure']);
    expect(new Set(figures)).toEqual(new Set(['{count} ({percent})']));
  });

  test('[L1] French puts a narrow no-break space before high punctuation', () => {
    const faults = textsOf(entriesOf('fr')).filter(({ text }) => /[^\u202f][:;!?](?!\w)/.test(text));
    expect(faults).toEqual([]);
  });

  test('[L1] Spanish opens what it asks or exclaims', () => {
    const faults = textsOf(entriesOf('es')).filter(
      ({ text }) => text.includes('?') !== text.includes('¿') || text.includes('!') !== text.includes('¡'),
    );
    expect(faults).toEqual([]);
  });

  test.each([
    ['ar', /[,;?]/],
    ['zh', /[,;:?!]|\.( |$)/],
  ] as const)('[L1] %s uses its own punctuation', (language, foreign) => {
    expect(textsOf(entriesOf(language)).filter(({ text }) => foreign.test(text))).toEqual([]);
  });
});

function textsOf(entries: Entries): Text[] {
  return Object.entries(entries).flatMap(([key, entry]): Text[] =>
    typeof entry === 'string'
      ? [{ key, form: null, text: entry }]
      : Object.entries(entry).map(([form, text]) => ({ key, form, text })),
  );
}

function formsOf(entry: string | Forms): string[] {
  return typeof entry === 'string' ? [entry] : Object.values(entry);
}

function otherOf(entry: string | Forms): string {
  return typeof entry === 'string' ? entry : entry.other!;
}

function blanksOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

function sameSet(left: string[], right: string[]): boolean {
  return left.every((name) => right.includes(name)) && right.every((name) => left.includes(name));
}

function hasWords(text: string): boolean {
  return /\p{Letter}/u.test(text.replace(/\{\w+\}/g, ''));
}

/** Whether a plural stands for one number only, as in “no votes”, so that its text need not write the number. */
function meansOneNumber(language: Language, form: string): boolean {
  const rules = new Intl.PluralRules(language);
  return (
    Array.from({ length: 1000 }, (_, count) => rules.select(count)).filter((it) => it === form).length === 1
  );
}
