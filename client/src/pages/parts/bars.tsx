import type { Result } from '@pollcast/shared/pure';
import { figure, words } from '../words/words.ts';
import { type Line, linesOf } from './lines.ts';
import { Tween } from './tween.tsx';
import './bars.css';

type Row = Result['rows'][number];

export const OPTION_COLOURS = 10;
/** Labels up to this stand beside their bars instead of above. */
const SHORT_CHARACTERS = 3;

/** The class that gives an option its colour. */
export function colourOf(index: number): string {
  return `option-${(index % OPTION_COLOURS) + 1}`;
}

/** The custom property that holds it. */
export const colourNameOf = (index: number): string => `--${colourOf(index)}`;

/** Are all labels so short that they stand beside their bars? */
export function isShort(result: Result): boolean {
  return linesOf(result).every(({ label }) => label.length <= SHORT_CHARACTERS);
}

/** Are its rows the steps of one scale? That is what has a mean. */
export function isScale({ mean }: Result): boolean {
  return mean !== undefined;
}

/** A clipped track with a full-width fill that slides in, so that round ends stay round. */
export function Bar({ part }: { part: number }) {
  return (
    <span class="bar" aria-hidden="true">
      <span style={{ '--part': String(part) }} />
    </span>
  );
}

/** `33 (31%)`. */
export function Figure({ row }: { row: Row }) {
  return <Tween values={[row.count, row.percent]} write={figure} />;
}

/** What a row is called, and how many put it first, where a kind tells that. */
export function RowLabel({ row: { label, first } }: { row: Pick<Line, 'label' | 'first'> }) {
  if (first === undefined) return <span class="label">{label}</span>;
  return (
    <span class="label">
      <span>{label}</span>
      <small class="first soft">
        <Tween values={[first]} write={firstText} />
      </small>
    </span>
  );
}

const firstText = (count: number) => words('result.first', { count });

interface BarsProps {
  result: Result;
  /** The rows that the voter chose. */
  mine?: readonly string[];
  /** The greatest first, instead of the options' own order. */
  isSorted?: boolean;
  /** Its colours tell the lines of a plot apart. */
  isLegend?: boolean;
}

/** A result as a list: label, figure, bar. */
export function Bars({ result, mine = [], isSorted = false, isLegend = false }: BarsProps) {
  const lines = linesOf(result);
  if (isSorted) lines.sort((a, b) => b.part - a.part);
  return (
    <ol
      class="bars"
      data-short={isShort(result)}
      data-scale={isScale(result) && !isLegend}
      aria-label={words('result.list')}
    >
      {lines.map((line) => (
        <li key={line.id} class={colourOf(line.index)}>
          <RowLabel row={line} />
          <strong class="value">
            <Tween values={line.values} write={line.write} />
          </strong>
          <Bar part={line.part} />
          {mine.includes(line.id) && <span class="mine">{words('vote.mine')}</span>}
        </li>
      ))}
    </ol>
  );
}
