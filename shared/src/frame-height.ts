import type { Field } from './kinds/fields.ts';
import { fieldsOf, legendOf, resultOf, rowField } from './kinds/registry.ts';
import type { Poll } from './model/poll.ts';

/** Pixels of the framed poll in its usual type. A page that listens to the frame makes it fit exactly. */
const PX = {
  padding: 40,
  /** Lead, line of the own answer, turnout, and the space between them. */
  around: 190,
  character: 8.4,
  questionCharacter: 10.4,
  line: 23,
  questionLine: 25,
  /** A row without its label: bar and padding; in narrow frames also the figure. */
  row: 28,
  figure: 22,
  rowMin: 70,
  step: 52,
  stepWide: 44,
  cells: 84,
  /** What stands beside a label: box, figure, gaps. */
  besideLabel: 165,
  box: 34,
  /** What the figures are, in two lines. */
  legend: 48,
};
const NARROW_PX = 420;
const SHORT_CHARACTERS = 3;
const NOBODY = { voters: 0, bins: {} };

/** How high a frame of the given width has to be, about: rather too high than too low. */
export function frameHeight(poll: Poll, widthPx: number): number {
  const inner = Math.max(1, widthPx - PX.padding);
  const question = linesOf(poll.question, inner / PX.questionCharacter) * PX.questionLine;
  const legend = legendOf(poll) === null ? 0 : PX.legend;
  return Math.ceil(PX.around + question + rowsHeight(poll, inner) + legend);
}

function rowsHeight(poll: Poll, inner: number): number {
  const field = rowField(poll);
  const { rows, groups } = resultOf(poll, NOBODY);
  const result =
    groups === undefined ? labelsHeight(labelsOf(rows), inner) : groupsHeight(labelsOf(groups), inner);
  return field === null ? fieldsHeight(fieldsOf(poll), inner) + result : result;
}

const labelsOf = (things: readonly { label: string }[]) => things.map(({ label }) => label);

/** Each with its answers side by side. */
function groupsHeight(labels: readonly string[], inner: number): number {
  return labels
    .map((label) => linesOf(label, (inner - PX.besideLabel) / PX.character) * PX.line + PX.cells)
    .reduce((sum, height) => sum + height, 0);
}

/** Labels with their bars; of short ones each has a line with its bar. */
function labelsHeight(labels: readonly string[], inner: number): number {
  if (labels.every(({ length }) => length <= SHORT_CHARACTERS)) return labels.length * PX.step;
  const isNarrow = inner < NARROW_PX;
  const room = isNarrow ? inner - PX.box : inner - PX.besideLabel;
  return labels
    .map((label) => linesOf(label, room / PX.character) * PX.line + PX.row)
    .map((height) => Math.max(PX.rowMin, isNarrow ? height + PX.figure : height))
    .reduce((sum, height) => sum + height, 0);
}

function fieldsHeight(fields: readonly Field[], inner: number): number {
  return fields
    .map(
      (field) =>
        linesOf(field.label ?? '', (inner - PX.besideLabel) / PX.character) * PX.line +
        belowLabel(field, inner),
    )
    .reduce((sum, height) => sum + height, 0);
}

/** Answers side by side take as many lines as they need. */
function belowLabel(field: Field, inner: number): number {
  if (field.type !== 'one' && field.type !== 'several') return PX.row;
  return Math.ceil((field.choices.length * PX.stepWide) / inner) * PX.step;
}

function linesOf(text: string, charactersALine: number): number {
  return Math.max(1, Math.ceil(text.length / Math.max(1, charactersALine)));
}
