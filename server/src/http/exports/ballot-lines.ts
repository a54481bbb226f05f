import { type Answer, LIMITS, type Poll, type PollBallots } from '@pollcast/shared';
import { recordsOf } from './csv.ts';

/** A part of an answer: a field, or one entry of it. */
interface Column {
  path: string;
  name: string;
  place: number;
}

interface Part {
  column: Column;
  value: Value;
}

type Value = string | number;

/** Lines that are sent at once. */
const CHUNK = 500;

/** Ballots as a table, one line a ballot and one column for each part of an answer, whatever the poll's kind. */
export function* ballotLines({ poll, ballots }: PollBallots): Generator<string> {
  const parts = ballots.map(({ answer, count }) => ({ values: valuesOf(answer, poll), count }));
  const columns = columnsOf(parts.flatMap(({ values }) => [...values.values()].map(({ column }) => column)));
  let lines: Value[][] = [['ballot', ...columns.map(({ name }) => name)]];
  let number = 0;
  for (const { values, count } of parts) {
    const cells = columns.map(({ path }) => values.get(path)?.value ?? '');
    for (let copy = 0; copy < count; copy += 1) {
      number += 1;
      lines.push([number, ...cells]);
      if (lines.length < CHUNK) continue;
      yield recordsOf(lines);
      lines = [];
    }
  }
  if (lines.length > 0) yield recordsOf(lines);
}

/** An answer's parts by their paths; options are named by their labels. */
function valuesOf(answer: Answer, { options }: Poll): Map<string, Part> {
  const labelOf = (value: Value) => options.find(({ id }) => id === value)?.label ?? value;
  const placeOf = (key: string) => options.findIndex(({ id }) => id === key);
  const parts = Object.entries(answer).flatMap(([field, given]: [string, unknown], fieldPlace): Part[] => {
    const column = (key: string, name: Value, place: number): Column => ({
      path: `${field} ${key}`,
      name: `${field} ${name}`.trimEnd(),
      place: fieldPlace * LIMITS.optionsMax + place,
    });
    if (Array.isArray(given))
      return given.map((value: Value, index) => ({
        column: column(`${index}`, index + 1, index),
        value: labelOf(value),
      }));
    if (typeof given === 'object' && given !== null)
      return Object.entries(given as Record<string, Value>).map(([key, value]) => ({
        column: column(key, labelOf(key), placeOf(key)),
        value: labelOf(value),
      }));
    return [{ column: column('', '', 0), value: labelOf(given as Value) }];
  });
  return new Map(parts.map((part) => [part.column.path, part]));
}

/** Every column once, in the order of their fields and of what stands in them. */
function columnsOf(columns: Column[]): Column[] {
  const all = new Map(columns.map((column) => [column.path, column]));
  return [...all.values()].toSorted((a, b) => a.place - b.place);
}
