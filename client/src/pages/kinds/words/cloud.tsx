import type { Result } from '@pollcast/shared/pure';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { numberText } from '../../words/words.ts';
import { type Box, type Layout, placeWords } from './place-words.ts';
import './cloud.css';

type Rows = Result['rows'];

interface Area {
  width: number;
  height: number;
  font: string;
}

/** Sizes come in steps: a vote more moves a word only when it has come a step further. */
const STEPS = 8;
/** The largest words are so many times as large as the smallest. */
const LARGEST = 5;
/** Of the area: how high the largest word is at most, and how wide any. */
const HEIGHT_MAX = 0.26;
const WIDTH_MAX = 0.6;
const LINE = 1.2;
/** Around a word, left and right together, in its letters' size. */
const AIR = 0.25;
/** A count is this much smaller than its word. */
const COUNT_SIZE = 0.45;
const COUNT_MIN_PX = 12;
const MEASURED_PX = 100;

/** Words on the wall, as large as they are frequent. To look at only: the list beside it says the same. */
export function Cloud({ rows }: { rows: Rows }) {
  const frame = useRef<HTMLDivElement>(null);
  const [area, setArea] = useState<Area | null>(null);
  const before = useRef<Layout | null>(null);
  useLayoutEffect(() => {
    const element = frame.current!;
    const look = () => {
      before.current = null;
      const { fontFamily } = getComputedStyle(element);
      setArea({ width: element.clientWidth, height: element.clientHeight, font: fontFamily });
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    // The web font is wider than what stands in for it.
    void document.fonts.ready.then(look);
    return () => observer.disconnect();
  }, []);

  const boxes = area === null || area.width === 0 ? [] : boxesOf(rows, area);
  const shape = boxes.map(({ id, width }) => `${id} ${Math.round(width)}`).join('\n');
  const layout = useMemo(() => {
    if (area === null || boxes.length === 0) return null;
    before.current = placeWords(boxes, area, before.current);
    return before.current;
  }, [shape, area]);

  return (
    <div class="cloud" ref={frame} aria-hidden="true">
      {layout !== null &&
        rows.map(({ id, label, count }, index) => {
          const place = layout.places.get(id);
          if (place === undefined) return null;
          const size = boxes[index]!.size * layout.scale;
          return (
            <span
              key={id}
              class="figures"
              data-front={index < FRONT}
              style={{
                '--x': `${place.x * area!.width}px`,
                '--y': `${place.y * area!.height}px`,
                'font-size': `${size}px`,
              }}
            >
              <bdi>{label}</bdi>
              {isCounted(count, size) && <small>{numberText(count)}</small>}
            </span>
          );
        })}
    </div>
  );
}

/** A figure that nobody could read is left out; its place stays. */
const isCounted = (count: number, wordPx: number) => count > 1 && wordPx * COUNT_SIZE >= COUNT_MIN_PX;

/** So many words in front have the accent's colour. */
const FRONT = 5;

interface WordBox extends Box {
  /** Of its letters, in pixels at full scale. */
  size: number;
}

function boxesOf(rows: Rows, area: Area): WordBox[] {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const unit = (area.height * HEIGHT_MAX) / LINE / LARGEST;
  const measure = measureIn(area.font);
  return rows.map(({ id, label, count }) => {
    const step = Math.round(Math.sqrt(count / most) * STEPS) / STEPS;
    const width = measure(label) + (count > 1 ? measure(` ${count}`) * COUNT_SIZE : 0);
    const size = Math.min(unit * (1 + (LARGEST - 1) * step), (area.width * WIDTH_MAX) / (width + AIR));
    return { id, size, width: (width + AIR) * size, height: size * LINE };
  });
}

/** How wide a text is in letters of one pixel. */
function measureIn(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d')!;
  context.font = `700 ${MEASURED_PX}px ${font}`;
  return (text) => context.measureText(text).width / MEASURED_PX;
}
