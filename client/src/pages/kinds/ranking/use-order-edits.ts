import type { OptionId, Poll } from '@pollcast/shared/pure';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { words } from '../../words/words.ts';

type Order = readonly OptionId[];

/** What a row's buttons do; the focus finds them by it. */
export type Act = 'up' | 'down' | 'out' | 'in';

export interface OrderEdits {
  /** What the rows stand in. */
  rows: RefObject<HTMLFieldSetElement | null>;
  /** Where an option has just got to, for ears. */
  said: string;
  /** Every place is taken. */
  isFull: boolean;
  isLocked: boolean;
  add(id: OptionId): void;
  move(from: number, to: number, act?: Act): void;
  remove(id: OptionId): void;
}

interface OrderEditsOptions {
  poll: Extract<Poll, { kind: 'ranking' }>;
  order: Order;
  isLocked: boolean;
  onOrder: (order: OptionId[]) => void;
}

/** What can be done to an order; the focus goes along, and what happened is said. */
export function useOrderEdits({ poll, order, isLocked, onOrder }: OrderEditsOptions): OrderEdits {
  const places = poll.settings.top ?? poll.options.length;
  const [said, setSaid] = useState('');
  const { rows, focus } = useFocusOnButton();
  const rest = poll.options.map(({ id }) => id).filter((id) => !order.includes(id));
  const isFull = places > 1 && order.length >= places;

  const placed = (id: OptionId, place: number) =>
    words('vote.placed', { label: labelOf(poll, id), place: place + 1, last: places });
  const change = (changed: OptionId[], words: string) => {
    setSaid(words);
    onOrder(changed);
  };

  return {
    rows,
    said,
    isFull,
    isLocked,
    add(id) {
      if (isLocked || isFull) return;
      const before = places === 1 ? [] : order;
      const added = [...before, id, ...lastOf(rest, id, before.length + 2 === places)];
      // Who goes on with keys finds the next option where this one was.
      const at = rest.indexOf(id);
      focus([
        [rest[at + 1] ?? rest[at - 1], 'in'],
        [id, 'up'],
      ]);
      change(
        added,
        added
          .slice(before.length)
          .map((each, index) => placed(each, before.length + index))
          .join('. '),
      );
    },
    move(from, to, act) {
      const id = order[from];
      if (isLocked || id === undefined || to < 0 || to >= order.length) return;
      if (act !== undefined) focus([[id, act]]);
      change(order.toSpliced(from, 1).toSpliced(to, 0, id), placed(id, to));
    },
    remove(id) {
      if (isLocked) return;
      focus([[id, 'in']]);
      change(
        order.filter((other) => other !== id),
        words('vote.takenOut', { label: labelOf(poll, id) }),
      );
    },
  };
}

/** Of all options in order the last has its place by itself. */
function lastOf(rest: Order, id: OptionId, isNextToLast: boolean): Order {
  const others = rest.filter((other) => other !== id);
  return isNextToLast && others.length === 1 ? others : [];
}

function labelOf({ options }: Poll, id: OptionId): string {
  return options.find((option) => option.id === id)?.label ?? '';
}

type Wanted = readonly (readonly [OptionId | undefined, Act])[];

/** Puts the focus on the first of some buttons that is there once the rows are drawn anew. */
function useFocusOnButton() {
  const rows = useRef<HTMLFieldSetElement>(null);
  const wanted = useRef<Wanted>([]);
  useLayoutEffect(() => {
    const buttons = wanted.current.map(([id, act]) =>
      rows.current?.querySelector<HTMLElement>(`[data-id="${id}"] [data-act="${act}"]`),
    );
    wanted.current = [];
    buttons.find((button) => button != null)?.focus();
  });
  const focus = (buttons: Wanted) => {
    wanted.current = buttons;
  };
  return { rows, focus };
}
