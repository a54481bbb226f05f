import { type Bar, barPaths, type Drawing, type Line, TRACK_OPACITY } from './drawing.ts';

/** Twice the size, for sharp screens. */
const SCALE = 2;
/** No browser draws much larger pictures. */
const MAX_PIXELS = 16_000_000;

/** A drawing as a PNG file, painted in the page's own font. */
export async function pngOf(drawing: Drawing): Promise<Blob> {
  const { width, height, background, shapes } = drawing;
  const scale = Math.min(SCALE, Math.sqrt(MAX_PIXELS / (width * height)));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const context = canvas.getContext('2d')!;
  context.scale(scale, scale);
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  for (const shape of shapes) {
    if (shape.kind === 'line') paintLine(context, shape);
    else paintBar(context, shape);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png');
  });
}

/** A text's width in the page's font, once the font has come. */
export async function loadMeasure(
  texts: readonly string[],
): Promise<(text: string, sizePx: number, weight: number) => number> {
  await document.fonts.load(fontOf(16, 400), texts.join(''));
  const context = document.createElement('canvas').getContext('2d')!;
  return (text, sizePx, weight) => {
    context.font = fontOf(sizePx, weight);
    return context.measureText(text).width;
  };
}

function fontOf(sizePx: number, weight: number): string {
  return `${weight} ${sizePx}px ${getComputedStyle(document.body).fontFamily}`;
}

function paintLine(context: CanvasRenderingContext2D, line: Line): void {
  context.font = fontOf(line.sizePx, line.weight);
  context.fillStyle = line.colour;
  context.textAlign = line.align;
  context.direction = line.direction;
  context.fillText(line.text, line.x, line.y);
}

function paintBar(context: CanvasRenderingContext2D, bar: Bar): void {
  const { track, fill } = barPaths(bar);
  context.fillStyle = bar.colour;
  context.globalAlpha = TRACK_OPACITY;
  context.fill(new Path2D(track));
  context.globalAlpha = 1;
  context.fill(new Path2D(fill));
}
