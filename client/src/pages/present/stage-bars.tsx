import type { Result } from '@pollcast/shared/pure';
import { useRef } from 'preact/hooks';
import { Bar, colourOf, isScale, isShort, RowLabel } from '../parts/bars.tsx';
import { partOf } from '../parts/lines.ts';
import { Tween } from '../parts/tween.tsx';
import { useSlide } from '../parts/use-slide.ts';
import { percentText, words } from '../words/words.ts';
import { useOrder } from './use-order.ts';

interface StageBarsProps {
  result: Result;
  isFinal: boolean;
  isSorted: boolean;
}

/** A result for the last row of the hall; of a final one those in front stand out. */
export function StageBars({ result, isFinal, isSorted }: StageBarsProps) {
  const list = useRef<HTMLOListElement>(null);
  const ordered = useOrder(result.rows, { isSorted, isFinal });
  const most = Math.max(1, ...result.rows.map(({ count }) => count));
  useSlide(list, ordered.map(({ id }) => id).join());
  return (
    <ol
      class="stage-bars"
      ref={list}
      data-short={isShort(result)}
      data-scale={isScale(result)}
      aria-label={words('result.list')}
    >
      {ordered.map((row) => (
        <li key={row.id} class={colourOf(result.rows.indexOf(row))} data-behind={isFinal && row.count < most}>
          <RowLabel row={row} />
          <span class="share">
            <Tween values={[row.percent]} write={percentText} />
            <small>
              <Tween values={[row.count]} write={countText} />
            </small>
          </span>
          <Bar part={partOf(row.count, result.base)} />
        </li>
      ))}
    </ol>
  );
}

const countText = (count: number) => words('result.count', { count });
