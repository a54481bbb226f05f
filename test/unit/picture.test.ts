import { describe, expect, test } from '@jest/globals';
import type { Bar, Drawing, Line } from '../../client/src/pages/picture/drawing.ts';
import { layOut, type PictureContent } from '../../client/src/pages/picture/lay-out.ts';
import { svgOf } from '../../client/src/pages/picture/svg-of.ts';
import { wrapEvenly, wrapText } from '../../client/src/pages/picture/wrap-text.ts';

/** A font whose letters are all half as wide as high. */
const style = {
  colours: { paper: '#fff', ink: '#111', soft: '#555', options: ['#00f', '#f00', '#080'] },
  measure: (text: string, sizePx: number) => (text.length * sizePx) / 2,
};
const WORDS =
  'An answer that says at some length what it means and why it was given so by so many of us, and '.repeat(3);
const LONG = WORDS.slice(0, 200);

function content(changes: Partial<PictureContent> = {}): PictureContent {
  return {
    question: 'Tea or coffee?',
    rows: [
      { label: 'Tea', figure: '3 (75%)', part: 0.75 },
      { label: 'Coffee', figure: '1 (25%)', part: 0.25 },
    ],
    isShort: false,
    isScale: false,
    facts: ['4 votes', '23 November 2026'],
    host: 'polls.example',
    description: '4 votes. In front: Tea, 3 (75%).',
    direction: 'ltr',
    ...changes,
  };
}

const rowsOf = (count: number, label: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ label: label(index), figure: '100,000 (100%)', part: 1 }));
const linesOf = ({ shapes }: Drawing) => shapes.filter((shape): shape is Line => shape.kind === 'line');
const barsOf = ({ shapes }: Drawing) => shapes.filter((shape): shape is Bar => shape.kind === 'bar');

/** The place that a line takes up. */
function boxOf({ text, sizePx, x, y, align }: Line) {
  const width = style.measure(text, sizePx);
  const left = align === 'left' ? x : x - width;
  return { left, right: left + width, top: y - 0.8 * sizePx, bottom: y + 0.2 * sizePx };
}

type Box = ReturnType<typeof boxOf>;
const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe('A text in a picture', () => {
  const widthOf = (text: string) => text.length;

  test('is broken between words into lines that fit, and loses nothing', () => {
    const lines = wrapText(LONG, 40, widthOf);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(40);
    expect(lines.join(' ')).toBe(LONG.trim());
  });

  test('breaks a word only where it is wider than a line, and never within one sign', () => {
    expect(wrapText('a Donaudampfschiff', 8, widthOf)).toEqual(['a', 'Donaudam', 'pfschiff']);
    expect(wrapText('👩‍👩‍👧👩‍👩‍👧', 8, widthOf)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']);
  });

  test('breaks Chinese after each character but not before its punctuation', () => {
    expect(wrapText('你好，世界。', 3, widthOf)).toEqual(['你好，', '世界。']);
    expect(wrapText('你好，世界。', 2, widthOf)).toEqual(['你', '好，', '世', '界。']);
  });

  test('is as even as it can be in as few lines', () => {
    expect(wrapText('one two three four five six', 24, widthOf)).toEqual(['one two three four five', 'six']);
    expect(wrapEvenly('one two three four five six', 24, widthOf)).toEqual([
      'one two three',
      'four five six',
    ]);
  });
});

describe('[E2] The picture of a result', () => {
  test('has its question, every label with its figure, and the facts', () => {
    const texts = linesOf(layOut(content(), style)).map(({ text }) => text);
    expect(texts).toEqual([
      'Tea or coffee?',
      '3 (75%)',
      'Tea',
      '1 (25%)',
      'Coffee',
      '4 votes · 23 November 2026',
      'polls.example',
    ]);
  });

  test.each([
    ['two short answers', content({ isShort: true, rows: rowsOf(2, () => 'No') })],
    [
      'the longest question and answers',
      content({ question: WORDS.slice(0, 300), rows: rowsOf(10, () => LONG) }),
    ],
    ['fifty of the longest answers', content({ rows: rowsOf(50, () => LONG) })],
    ['one word of 200 letters', content({ rows: rowsOf(2, () => 'x'.repeat(200)) })],
    [
      'fifty answers read from the right',
      content({ direction: 'rtl', rows: rowsOf(50, (index) => `شاي ${index}`) }),
    ],
  ])('has place for %s: nothing leaves it, no text lies on another or on a bar', (_, given) => {
    const drawing = layOut(given, style);
    const lines = linesOf(drawing).map(boxOf);
    const bars = barsOf(drawing).map(({ x, y, width, height }) => ({
      left: x,
      right: x + width,
      top: y,
      bottom: y + height,
    }));
    for (const [index, box] of [...lines, ...bars].entries()) {
      expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(drawing.width);
      expect(box.bottom).toBeLessThanOrEqual(drawing.height);
      const others = [...lines, ...bars].slice(index + 1);
      expect(others.filter((other) => overlap(box, other))).toEqual([]);
    }
  });

  test('has bars as long as their parts, in the options’ colours, which begin anew after the last', () => {
    const bars = barsOf(layOut(content({ rows: rowsOf(4, () => 'Tea') }), style));
    expect(bars.map(({ colour }) => colour)).toEqual(['#00f', '#f00', '#080', '#00f']);
    const parts = barsOf(layOut(content(), style)).map(({ part }) => part);
    expect(parts).toEqual([0.75, 0.25]);
  });

  test('reads from the right where the language does, each text still in its own direction', () => {
    const given = content({ direction: 'rtl', question: 'ما المشروب؟' });
    const drawing = layOut(given, style);
    const [question, , tea] = linesOf(drawing);
    expect(question).toMatchObject({ align: 'right', direction: 'rtl', x: drawing.width - 72 });
    expect(tea).toMatchObject({ text: 'Tea', align: 'right', direction: 'ltr', x: drawing.width - 72 });
    expect(barsOf(drawing).every(({ from }) => from === 'right')).toBe(true);
    const lineIn = (text: string) =>
      svgOf(drawing)
        .split('\n')
        .find((line) => line.endsWith(`>${text}</text>`));
    // An end to the left is where a left-to-right text starts.
    expect(lineIn('Tea')).toContain('text-anchor="end" direction="ltr"');
    expect(lineIn('ما المشروب؟')).toContain('text-anchor="start" direction="rtl"');
  });

  test('as a file has nothing that is not text in its texts', () => {
    const svg = svgOf(layOut(content({ question: '<script>a & b</script>\u0007' }), style));
    expect(svg).toContain('<title id="title">&lt;script&gt;a &amp; b&lt;/script&gt;</title>');
    expect(svg).not.toContain('\u0007');
  });
});
