/** A word's size in pixels at its full size. */
export interface Box {
  id: string;
  width: number;
  height: number;
}

/** The middle of a word, from the middle of the area, in shares of the area's width and height. */
export interface Place {
  x: number;
  y: number;
}

export interface Layout {
  /** By how much all words are smaller than their full size. */
  scale: number;
  /** Words that found no place even at the smallest scale have none. */
  places: ReadonlyMap<string, Place>;
}

interface Area {
  width: number;
  height: number;
}

interface Rect {
  /** Its middle, in whole pixels: so that a place is found again exactly where it was. */
  x: number;
  y: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const SCALES = Array.from({ length: 28 }, (_, rung) => 0.93 ** rung);
/** Pixels between words. */
const GAP = 10;
/** The spiral's turns lie so far apart, and so do its points, but near the middle, where they are so many radians apart. */
const TURN_PX = 10;
const STEP_PX = 18;
const STEP_RADIANS = 0.45;

/**
 * Finds a place for each word, the first given nearest to the middle, at the largest scale that has room for all. A word
 * that had a place before keeps it, or takes the next free one. Nothing is left to chance: the same words lie the same way.
 */
export function placeWords(boxes: readonly Box[], area: Area, before: Layout | null = null): Layout {
  // Smaller than it was: words that come and go shall not make all of them grow and shrink.
  const scales = SCALES.filter((scale) => scale <= (before?.scale ?? 1) && mayFit(scale, boxes, area));
  const wanted = { boxes, area, before };
  for (const scale of scales) {
    const places = placesAt(scale, wanted);
    if (places !== null) return { scale, places };
  }
  const scale = SCALES.at(-1)!;
  return { scale, places: placesAt(scale, { ...wanted, leavesOut: true })! };
}

/** More of the area words have never filled: not worth trying. */
const FILLED_MAX = 0.75;

function mayFit(scale: number, boxes: readonly Box[], area: Area): boolean {
  const whole = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
  return whole * scale ** 2 <= FILLED_MAX * area.width * area.height;
}

interface Wanted {
  boxes: readonly Box[];
  area: Area;
  before: Layout | null;
  /** A word without a place is left out, instead of all being without. */
  leavesOut?: boolean;
}

function placesAt(
  scale: number,
  { boxes, area, before, leavesOut = false }: Wanted,
): Map<string, Place> | null {
  const taken: Rect[] = [];
  const places = new Map<string, Place>();
  for (const box of boxes) {
    const size = { width: box.width * scale, height: box.height * scale };
    const rect = freeNear(before?.places.get(box.id) ?? { x: 0, y: 0 }, { size, area, taken });
    if (rect === null && !leavesOut) return null;
    if (rect === null) continue;
    taken.push(rect);
    places.set(box.id, { x: rect.x / area.width, y: rect.y / area.height });
  }
  return places;
}

interface Search {
  size: Area;
  area: Area;
  taken: readonly Rect[];
}

/** The first free place on a spiral, as flat as the area; null where there is none. */
function freeNear(start: Place, { size, area, taken }: Search): Rect | null {
  const flatness = area.height / area.width;
  for (let angle = 0, radius = 0; radius <= area.width; angle += Math.min(STEP_RADIANS, STEP_PX / radius)) {
    radius = (TURN_PX * angle) / (2 * Math.PI);
    const x = Math.round(start.x * area.width + radius * Math.cos(angle));
    const y = Math.round(start.y * area.height + radius * Math.sin(angle) * flatness);
    const rect = rectAt(x, y, size);
    if (isWithin(rect, area) && !taken.some((other) => overlap(rect, other))) return rect;
  }
  return null;
}

function rectAt(x: number, y: number, { width, height }: Area): Rect {
  return { x, y, left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function isWithin({ left, right, top, bottom }: Rect, { width, height }: Area): boolean {
  return left >= -width / 2 && right <= width / 2 && top >= -height / 2 && bottom <= height / 2;
}

function overlap(a: Rect, b: Rect): boolean {
  return (
    a.left < b.right + GAP &&
    b.left < a.right + GAP &&
    a.top < b.bottom + GAP / 2 &&
    b.top < a.bottom + GAP / 2
  );
}
