import { bucketsOf, type KindSettings, type Result, stepsOfBucket, valueAt } from '@pollcast/shared/pure';
import { rightCountText, rightText } from '@pollcast/shared/words';
import { colourOf } from '../../parts/bars.tsx';
import { partOf } from '../../parts/lines.ts';
import { meanOf } from '../../parts/spoken.ts';
import { Tween } from '../../parts/tween.tsx';
import { numberText, percentText, words } from '../../words/words.ts';
import type { ResultProps } from '../kind-views.ts';
import './histogram.css';

type Settings = KindSettings<'number'>;

/** Columns over an axis of numbers, with what they come to marked on it. */
export function Histogram({
  state,
  size,
  isLegend = false,
}: Pick<ResultProps<'number'>, 'state' | 'isLegend'> & { size: 'stage' | 'chart' }) {
  const { poll, result } = state;
  const { rows } = result;
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <figure class="histogram" data-size={size}>
      <Marks result={result} settings={poll.settings} />
      <ol class="columns" aria-label={words('result.list')}>
        {rows.map(({ id, label, count, percent }, index) => (
          <li
            key={id}
            class={isLegend ? colourOf(index) : undefined}
            data-right={isRight(poll.settings, result, index)}
          >
            <span class="for-ears">{label}</span>
            <strong class="figures" data-none={count === 0}>
              <Tween values={[count]} write={numberText} /> <small>{percentText(percent)}</small>
            </strong>
            <span class="column" aria-hidden="true" style={{ '--part': String(partOf(count, most)) }} />
          </li>
        ))}
      </ol>
      <Axis settings={poll.settings} rows={rows} />
    </figure>
  );
}

/** A number under each column; of ranges where each begins. */
function Axis({ settings, rows }: { settings: Settings; rows: Result['rows'] }) {
  const buckets = bucketsOf(settings);
  const isSingle = buckets.width === settings.step;
  return (
    <div class="axis figures" aria-hidden="true" data-single={isSingle}>
      {rows.map(({ id }, index) => (
        <span key={id}>
          {numberText(isSingle ? valueAt(settings, index) : buckets.start + index * buckets.width)}
        </span>
      ))}
    </div>
  );
}

function Marks({ result, settings }: { result: Result; settings: Settings }) {
  const { mean, median, right, voters } = result;
  return (
    <div class="marks">
      {typeof mean === 'number' && (
        <Mark name="mean" at={placeOf(settings, mean)}>
          {words('result.mean', { mean: meanOf(result) })}
        </Mark>
      )}
      {typeof median === 'number' && (
        <Mark name="median" at={placeOf(settings, median)}>
          {words('result.median', { median: numberText(median) })}
        </Mark>
      )}
      {right !== undefined && (
        <Mark name="right" at={placeOf(settings, right.value)}>
          {`${rightText(right, { words, numberText })} · ${rightCountText(right, voters, words)}`}
        </Mark>
      )}
    </div>
  );
}

function Mark({ name, at, children }: { name: string; at: number; children: string }) {
  return (
    <p class="mark" data-mark={name} style={{ '--at': String(at) }}>
      <span class="figures">{children}</span>
    </p>
  );
}

/** Where a number stands on the axis, from 0 to 1: a value in the middle of its own step. */
function placeOf(settings: Settings, value: number): number {
  const { start, width, count } = bucketsOf(settings);
  const isSingle = width === settings.step;
  return (value - start + (isSingle ? width / 2 : 0)) / (width * count);
}

/** Does a column hold the right answer? */
function isRight(settings: Settings, { right }: Result, index: number): boolean {
  if (right === undefined) return false;
  const [first, last] = stepsOfBucket(settings, bucketsOf(settings), index);
  const { value, tolerance } = right;
  return valueAt(settings, last) >= value - tolerance && valueAt(settings, first) <= value + tolerance;
}
