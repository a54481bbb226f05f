import type { Option, OptionId, Poll } from '@pollcast/shared/pure';
import { useId, useRef } from 'preact/hooks';
import { colourOf } from '../../parts/bars.tsx';
import { useSortableRow } from '../../parts/sortable-row.ts';
import { useSlide } from '../../parts/use-slide.ts';
import { numberText, words } from '../../words/words.ts';
import type { Act, OrderEdits } from './use-order-edits.ts';
import './order.css';

interface OrderProps {
  poll: Extract<Poll, { kind: 'ranking' }>;
  order: readonly OptionId[];
  /** Null: to look at only. */
  edits: OrderEdits | null;
}

/** The options in the order that they were put in, and below those that have no place. */
export function Order({ poll, order, edits }: OrderProps) {
  const list = useRef<HTMLOListElement>(null);
  const id = useId();
  useSlide(list, order.join());
  const options = poll.options.map((option, index) => ({ option, colour: colourOf(index) }));
  const placed = order.flatMap((id) => options.filter(({ option }) => option.id === id));
  const rest = options.filter(({ option }) => !order.includes(option.id));
  return (
    <fieldset class="order" ref={edits?.rows ?? null} aria-labelledby="question">
      {placed.length > 0 && (
        <ol ref={list} aria-label={words('vote.order')}>
          {placed.map(({ option, colour }, place) => (
            <Placed
              key={option.id}
              list={id}
              option={option}
              colour={colour}
              place={place}
              isLast={place === placed.length - 1}
              edits={edits}
            />
          ))}
        </ol>
      )}
      {rest.length > 0 && (
        <ul aria-label={words('vote.toOrder')}>
          {rest.map(({ option, colour }) => (
            <Unplaced key={option.id} option={option} colour={colour} edits={edits} />
          ))}
        </ul>
      )}
      <p class="for-ears" role="status">
        {edits?.said}
      </p>
    </fieldset>
  );
}

interface RowProps {
  option: Option;
  colour: string;
  edits: OrderEdits | null;
}

/** A row of the order: its number is what a mouse takes hold of. */
function Placed({
  list,
  option: { id, label },
  colour,
  place,
  isLast,
  edits,
}: RowProps & { list: string; place: number; isLast: boolean }) {
  const isFixed = edits === null || edits.isLocked;
  const { row, grip, edge } = useSortableRow<HTMLLIElement>({
    list,
    index: place,
    onMove: (from, to) => edits?.move(from, to),
  });
  return (
    <li ref={row} class={`order-row ${colour}`} data-placed="true" data-id={id} data-edge={edge}>
      <span
        class="place figures"
        ref={isFixed ? null : grip}
        title={isFixed ? undefined : words('moderate.drag')}
      >
        {numberText(place + 1)}
      </span>
      <span class="label">{label}</span>
      <span class="moves">
        {edits !== null && (
          <>
            <Move
              act="up"
              name={words('vote.placeUp', { label })}
              isIdle={isFixed || place === 0}
              onMove={() => edits.move(place, place - 1, 'up')}
            />
            <Move
              act="down"
              name={words('vote.placeDown', { label })}
              isIdle={isFixed || isLast}
              onMove={() => edits.move(place, place + 1, 'down')}
            />
            <Move
              act="out"
              name={words('vote.takeOut', { label })}
              isIdle={isFixed}
              onMove={() => edits.remove(id)}
            />
          </>
        )}
      </span>
    </li>
  );
}

const SIGNS: Record<Exclude<Act, 'in'>, string> = {
  up: 'M6 14l6-6 6 6',
  down: 'M6 10l6 6 6-6',
  out: 'M7 7l10 10M17 7L7 17',
};

interface MoveProps {
  act: keyof typeof SIGNS;
  name: string;
  /** Nothing to do; it keeps its place and the focus. */
  isIdle: boolean;
  onMove: () => void;
}

function Move({ act, name, isIdle, onMove }: MoveProps) {
  return (
    <button
      type="button"
      data-act={act}
      aria-label={name}
      aria-disabled={isIdle}
      onClick={() => !isIdle && onMove()}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={SIGNS[act]} />
      </svg>
    </button>
  );
}

/** One tap gives it the next place. */
function Unplaced({ option: { id, label }, colour, edits }: RowProps) {
  const isIdle = edits === null || edits.isLocked || edits.isFull;
  const content = (
    <>
      <span class="place" aria-hidden="true" />
      <span class="label">{label}</span>
    </>
  );
  return (
    <li class={`order-row ${colour}`} data-id={id} data-idle={isIdle}>
      {edits === null ? (
        content
      ) : (
        <button type="button" data-act="in" aria-disabled={isIdle} onClick={() => edits.add(id)}>
          {content}
        </button>
      )}
    </li>
  );
}
