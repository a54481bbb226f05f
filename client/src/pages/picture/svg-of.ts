import { type Bar, barPaths, type Drawing, type Line, px, TRACK_OPACITY } from './drawing.ts';

/** Whoever opens the file has one of them. */
const FONTS =
  "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/** A drawing as a whole SVG file, which reads itself to those who do not see it. */
export function svgOf({ width, height, background, shapes, title, description }: Drawing): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const drawn = shapes.map((shape) => (shape.kind === 'line' ? lineOf(shape) : barOf(shape)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title" aria-describedby="description" font-family="${FONTS}">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${background}"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function lineOf({ text, x, y, sizePx, weight, colour, align, direction }: Line): string {
  // Where a text starts depends on its direction.
  const anchor = (align === 'left') === (direction === 'ltr') ? 'start' : 'end';
  return `<text x="${px(x)}" y="${px(y)}" font-size="${sizePx}" font-weight="${weight}" fill="${colour}" text-anchor="${anchor}" direction="${direction}">${escaped(text)}</text>`;
}

function barOf(bar: Bar): string {
  const { track, fill } = barPaths(bar);
  return `<g fill="${bar.colour}"><path d="${track}" fill-opacity="${TRACK_OPACITY}"/><path d="${fill}"/></g>`;
}

/** As a file of its own a picture must be well-formed: some characters cannot be in it at all. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
