import { describe, expect, test } from '@jest/globals';
import {
  answerOfBins,
  type Bins,
  binsOfAnswer,
  countingOf,
  FEW,
  foremostRows,
  isShownAnew,
  kinds,
  misfitOf,
  normalWord,
  type Poll,
  resultOf,
  shownBins,
  splitOf,
  toldPoll,
} from '@pollcast/shared/pure';
import fc from 'fast-check';
import { type Box, placeWords } from '../../client/src/pages/kinds/words/place-words.ts';
import { isFoul } from '../../server/src/domain/foul-words.ts';
import { shownContents } from '../../server/src/domain/shown.ts';
import type { PollRecord } from '../../server/src/domain/store.ts';
import { samplePoll } from '../support/poll-samples.ts';

type Settings = (typeof kinds)['words']['defaults'];

function wordsPoll(settings: Partial<Settings> = {}) {
  return { kind: 'words' as const, options: [], settings: { ...kinds.words.defaults, ...settings } };
}

const SEGMENTS = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemes = (text: string) => [...SEGMENTS.segment(text)].length;
/** Whatever Unicode has, and what is hard of it: marks of several scripts, joiners, pictures. */
const typing = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(fc.constantFrom(...'ab é…\u0301\u0323\u0654\u0e47\u103c\u0f71\u200d\u200c\ufe0f👩🏽💻™'), {
      maxLength: 60,
    })
    .map((all) => all.join('')),
);
const PRETZELS = '🥨'.repeat(40);

describe('a word', () => {
  test.each([
    ['blanks around and within', '  New \t  York \n', 'new york'],
    ['capitals, wide letters and ligatures', 'ＴＲＵＳＴ ﬁrst', 'trust first'],
    ['an umlaut in two characters', 'A\u0308rger', 'ärger'],
    ['a Turkish capital', 'İstanbul', 'i\u0307stanbul'],
    ['zero-width characters and soft hyphens', 'tr\u200bu\u00adst\u2060', 'trust'],
    ['overrides and isolates of direction', '\u202etsurt\u202c\u2066\u200f', 'tsurt'],
    ['control characters', 'a\u0000b\u001b[31m', 'a b [31m'],
    ['halves of a pair', 'x\ud83ey\udd68', 'xy'],
    ['a pile of marks', `z${'\u0301'.repeat(30)}algo`, 'ź\u0301\u0301\u0301algo'],
    ['a pile of Thai marks', `ก${'\u0e47'.repeat(30)}`, `ก${'\u0e47'.repeat(6)}`],
    ['a Burmese letter with six marks', 'မြွှော့', 'မြွှော့'],
    ['a family, and a flag of colours', '👩🏽‍💻 🏳️‍🌈', '👩🏽‍💻 🏳‍🌈'],
    ['joiners that join nothing', '\u200dtr\u200dust🥨\u200d', 'trust🥨'],
    ['what stands for further words', '…', '…'],
    ['three dots', '...', '...'],
    ['marks without a letter', '\u0301\u0302', ''],
    ['nothing that is seen', '\u200b\u3164\u2800 \ufeff', ''],
    ['forty emoji of four bytes', PRETZELS, PRETZELS],
    ['one more than forty letters', 'ab'.repeat(30), 'ab'.repeat(20)],
    ['one grapheme of ten kilobytes', `क${'्क'.repeat(1500)}`, ''],
    ['markup', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['a formula', '=CMD()', '=cmd()'],
    ['the name of a prototype', '__proto__', '__proto__'],
  ])('[K4] of %s is counted in its normal form', (_, typed, normal) => {
    expect(normalWord(typed)).toBe(normal);
  });

  test('[K4] whatever was typed, its normal form is its own, short, and nothing in it is unseen', () => {
    fc.assert(
      fc.property(typing, (typed) => {
        const word = normalWord(typed);
        expect(normalWord(word)).toBe(word);
        expect(graphemes(word)).toBeLessThanOrEqual(40);
        expect(Buffer.byteLength(word)).toBeLessThanOrEqual(200);
        expect(word.isWellFormed()).toBe(true);
        expect(word).not.toMatch(/(?!\u200d)\p{Default_Ignorable_Code_Point}|\p{Cc}|\p{M}{7}|^\s|\s$|\s\s/u);
        expect(word).not.toMatch(/[^\p{ExtPict}\p{EMod}]\u200d|\u200d\P{ExtPict}|^\u200d|\u200d$/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('words', () => {
  test('[K4] a word counts once of a person, however it was written', () => {
    const answer = { words: ['Trust', ' trust ', 'ＴＲＵＳＴ'] };
    expect(misfitOf(wordsPoll(), answer)).toBeNull();
    expect(binsOfAnswer(wordsPoll(), answer)).toEqual({ 'w:trust': 1 });
    expect(answerOfBins(wordsPoll(), { 'w:trust': 1, 'w:__proto__': 1 })).toEqual({
      words: ['__proto__', 'trust'],
    });
  });

  test.each([
    ['none', [], 'answer.words'],
    ['more than may be', ['a', 'b', 'c', 'd'], 'answer.words'],
    ['one that nobody sees', ['a', '\u200b'], 'answer.words.1'],
    ['a text of pages', ['a'.repeat(501)], 'answer.words.0'],
  ])('[K4] %s is refused', (_, typed, path) => {
    expect(misfitOf(wordsPoll(), { words: typed })).toMatchObject({ path });
  });

  test('[K4] the result has the most frequent first, equals by code point, of voters', () => {
    const bins = { 'w:\u{1f968}': 2, 'w:ﬀ': 2, 'w:b': 1, 'w:a': 1, 'w:c': 4 };
    const { base, rows } = resultOf(wordsPoll(), { voters: 5, bins });
    expect(base).toBe(5);
    expect(rows.map(({ label, count, percent }) => `${label} ${count} ${percent}`)).toEqual([
      'c 4 80',
      'ﬀ 2 40',
      '\u{1f968} 2 40',
      'a 1 20',
      'b 1 20',
    ]);
  });

  test('[K4] where there is little room the first dozen stand', () => {
    const bins = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`w:${index}`, 40 - index]));
    const result = resultOf(wordsPoll(), { voters: 40, bins });
    expect(foremostRows(wordsPoll(), result)).toEqual(result.rows.slice(0, 12));
    const poll = samplePoll();
    const chosen = resultOf(poll, { voters: 0, bins: {} });
    expect(foremostRows(poll, chosen)).toBe(chosen.rows);
  });

  test('[K4] what leaves the server has no hidden word, no foul one, and at most 60', () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`w:word ${index}`, 1 + (index % 7)]),
    );
    const bins: Bins = { ...many, 'w:secret': 50, 'w:shit': 40, 'w:rare': 1, 'w:first': 60 };
    const shown = shownBins(wordsPoll({ hidden: [' SECRET '] }), bins, isFoul);
    expect(Object.keys(shown)).toHaveLength(60);
    const left = Object.entries(bins).filter(([bin]) => bin !== 'w:secret' && bin !== 'w:shit');
    const { rows } = resultOf(wordsPoll(), { voters: 99, bins: Object.fromEntries(left) });
    expect(Object.keys(shown)).toEqual(rows.slice(0, 60).map(({ id }) => id));
    expect(shownBins(wordsPoll({ filter: false }), bins, isFoul)).toMatchObject({
      'w:shit': 40,
      'w:secret': 50,
    });
  });

  test('[K4] [G2] a split result has no hidden word, and none of one or two people', () => {
    const poll = { ...samplePoll(), ...wordsPoll({ hidden: ['b'] }) } as unknown as Poll;
    const [segment] = samplePoll().options;
    const split = (voters: number, own: Bins) => {
      const within = Object.fromEntries(Object.entries(own).map(([bin, count]) => [`@o1/${bin}`, count]));
      const counts = { voters, bins: { ...own, '@o1': voters, ...within } };
      const groups = splitOf(poll, [segment!], counts, (bins) => shownBins(poll, bins, isFoul));
      return groups.map(({ result }) => result.rows.map(({ id, count }) => `${id} ${count}`));
    };
    expect(split(3, { 'w:a': 3, 'w:b': 3 })).toEqual([['w:a 3']]);
    expect(split(9, { 'w:a': 5, 'w:c': 2, 'w:d': 1, 'w:e': 4 })).toEqual([['w:a 5', 'w:e 4', `${FEW} 3`]]);
    expect(split(3, { 'w:b': 3, 'w:c': 1 })).toEqual([[]]);
  });

  test('[K4] [E3] ballots tell nothing of a hidden word: not by their order, not beside those that came to the same', () => {
    const poll = { ...samplePoll(), ...wordsPoll({ hidden: ['secret'] }) } as unknown as PollRecord;
    const contents = [
      { bins: { 'w:a': 1, 'w:secret': 1 }, count: 1 },
      { bins: { 'w:c': 1 }, count: 1 },
      { bins: { 'w:b': 1, 'w:…': 1 }, count: 1 },
      { bins: { 'w:a': 1 }, count: 2 },
      { bins: { 'w:secret': 1 }, count: 4 },
    ];
    expect(shownContents(poll, contents)).toEqual([
      { bins: { 'w:a': 1 }, count: 3 },
      { bins: { 'w:b': 1 }, count: 1 },
      { bins: { 'w:c': 1 }, count: 1 },
    ]);
    expect(shownContents(samplePoll() as unknown as PollRecord, contents)).toBe(contents);
  });

  test('[K8] a poll counts a thousand different words by name, and whatever else is written as further ones', () => {
    const tally = Object.fromEntries(Array.from({ length: 999 }, (_, index) => [`w:${index}`, 1]));
    const count = countingOf(wordsPoll(), tally);
    expect(count({ 'w:7': 1, 'w:new': 1, 'w:newer': 1, 'w:newest': 1 })).toEqual({
      'w:7': 1,
      'w:new': 1,
      'w:…': 1,
    });
    expect(count({ 'w:new': 1 })).toEqual({ 'w:new': 1 });
    expect(count({ 'w:newer': 1 })).toEqual({ 'w:…': 1 });
    expect(answerOfBins(wordsPoll(), { 'w:…': 1 })).toEqual({ words: ['…'] });
    expect(binsOfAnswer(wordsPoll(), { words: ['…'] })).toEqual({ 'w:…': 1 });
    expect(shownBins(wordsPoll(), { 'w:…': 900, 'w:a': 1 }, isFoul)).toEqual({ 'w:a': 1 });
    const split = Object.keys(tally)
      .slice(0, 500)
      .flatMap((bin) => [bin, `@o1/${bin}`]);
    const ofSegments = countingOf(wordsPoll(), Object.fromEntries(split.map((bin) => [bin, 1])));
    expect(ofSegments({ 'w:7': 1, 'w:new': 1 })).toEqual({ 'w:7': 1, 'w:…': 1 });
    const choice = { kind: 'choice' as const, options: [], settings: { min: 1, max: 1 } };
    const ballot = { o1: 1 };
    expect(countingOf(choice, tally)(ballot)).toBe(ballot);
  });

  test('[K4] hiding a word tells the tally anew; a typo mended does not', () => {
    const poll = wordsPoll();
    expect(isShownAnew(poll, wordsPoll({ hidden: ['a'] }))).toBe(true);
    expect(isShownAnew(poll, wordsPoll({ filter: false }))).toBe(true);
    expect(isShownAnew(poll, wordsPoll({ max: 2 }))).toBe(false);
    const choice = { kind: 'choice' as const, options: [], settings: { min: 1, max: 1 } };
    expect(isShownAnew(choice, choice)).toBe(false);
  });

  test('[K4] voters are not told what is hidden, not even at the end', () => {
    const closed = { ...samplePoll(), ...wordsPoll({ hidden: ['a'] }), status: 'closed' } as unknown as Poll;
    expect(toldPoll(closed).settings).toMatchObject({ hidden: [] });
  });

  test.each(['fuck', 'scheiße', 'Arschloch', 'connard', 'mierda', 'enculé', 'hijo de puta', 'you shit'])(
    '[K4] %s is foul',
    (word) => {
      expect(isFoul(normalWord(word))).toBe(true);
    },
  );

  test.each([
    ...['scunthorpe', 'cockpit', 'arsenic', 'assess', 'balls', 'gay', 'sex', 'lust', 'jap'],
    ...['vertrauen', 'mist', 'eier', 'geschlecht', 'fehler', 'hunde', 'knochen', 'kokos', 'sein', 'aus'],
    ...['confiance', 'con', 'bite', 'retard', 'pour les autres', 'titre', 'feu', "s'il vous plaît"],
    ...['vehículo', 'negro', 'caliente', 'perro', 'cuñada', 'dedos', 'entendido'],
    ...['你好', '皮肤', '质量', 'مرحبا', 'دولار', 'الكرة'],
  ])('[K4] %s is not foul', (word) => {
    expect(isFoul(normalWord(word))).toBe(false);
  });
});

describe('a cloud of words', () => {
  const AREA = { width: 1200, height: 700 };
  const box = fc.record({
    width: fc.integer({ min: 20, max: 700 }),
    height: fc.integer({ min: 20, max: 180 }),
  });
  const boxes = fc
    .array(box, { minLength: 1, maxLength: 60 })
    .map((all): Box[] =>
      all.map((each, index) => ({ id: `w${index}`, ...each })).sort((a, b) => b.height - a.height),
    );

  test('[K4] lies within its area, no word on another, the same words always the same way', () => {
    fc.assert(
      fc.property(boxes, (all) => {
        const layout = placeWords(all, AREA);
        const rects = all.flatMap(({ id, width, height }) => {
          const place = layout.places.get(id);
          if (place === undefined) return [];
          const [x, y] = [place.x * AREA.width, place.y * AREA.height];
          const [w, h] = [(width * layout.scale) / 2, (height * layout.scale) / 2];
          return [{ left: x - w, right: x + w, top: y - h, bottom: y + h }];
        });
        for (const [index, a] of rects.entries()) {
          expect(Math.max(-a.left, a.right)).toBeLessThanOrEqual(AREA.width / 2 + 0.01);
          expect(Math.max(-a.top, a.bottom)).toBeLessThanOrEqual(AREA.height / 2 + 0.01);
          for (const b of rects.slice(index + 1))
            expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
        }
        expect(placeWords(all, AREA)).toEqual(layout);
      }),
      { numRuns: 30 },
    );
  });

  test('[K4] words keep their places when one more comes', () => {
    const all = Array.from({ length: 20 }, (_, index) => ({
      id: `w${index}`,
      width: 160 - 5 * index,
      height: 40 - index,
    }));
    const before = placeWords(all, AREA);
    const after = placeWords([...all, { id: 'new', width: 40, height: 18 }], AREA, before);
    for (const { id } of all) expect(after.places.get(id)).toEqual(before.places.get(id));
    expect(after.places.has('new')).toBe(true);
  });

  test('[K4] where not even the smallest letters leave room for all, the last words are left out', () => {
    const all = Array.from({ length: 60 }, (_, index) => ({ id: `w${index}`, width: 900, height: 100 }));
    const { places } = placeWords(all, { width: 300, height: 60 });
    expect(places.size).toBeGreaterThan(0);
    expect(places.size).toBeLessThan(60);
    expect([...places.keys()][0]).toBe('w0');
  });
});
