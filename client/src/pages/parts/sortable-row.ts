import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
  type ElementDropTargetEventBasePayload,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

type Edge = 'before' | 'after';

interface SortableRowOptions {
  /** Rows of one list have the same; no row goes to another list. */
  list: string;
  index: number;
  /** The row of one index is to stand at another, counted without it. */
  onMove: (from: number, to: number) => void;
}

interface SortableRow<E extends HTMLElement> {
  row: RefObject<E | null>;
  /** Where the row is taken hold of. Null: it cannot be dragged. */
  grip: RefObject<HTMLSpanElement | null>;
  /** Where what is being dragged would go, seen from this row. */
  edge: Edge | null;
}

/** A row that is dragged to another place of its list, by mouse or by a long press of a finger. */
export function useSortableRow<E extends HTMLElement>(options: SortableRowOptions): SortableRow<E> {
  const { list, index } = options;
  const row = useRef<E>(null);
  const grip = useRef<HTMLSpanElement>(null);
  const [edge, setEdge] = useState<Edge | null>(null);
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    const element = row.current;
    if (element === null || grip.current === null) return;
    const showEdge = ({ location }: ElementDropTargetEventBasePayload) =>
      setEdge(edgeOf(element, location.current.input.clientY));
    return combine(
      draggable({
        element: grip.current,
        getInitialData: () => ({ list, from: latest.current.index }),
        onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
          const { left, top } = element.getBoundingClientRect();
          const { clientX, clientY } = location.current.input;
          nativeSetDragImage?.(element, clientX - left, clientY - top);
        },
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.list === list,
        onDragEnter: showEdge,
        onDrag: showEdge,
        onDragLeave: () => setEdge(null),
        onDrop: ({ source, location }) => {
          setEdge(null);
          const at = latest.current.index;
          const from = source.data.from as number;
          const to = edgeOf(element, location.current.input.clientY) === 'before' ? at : at + 1;
          const place = to > from ? to - 1 : to;
          if (place !== from) latest.current.onMove(from, place);
        },
      }),
    );
  }, [list, index]);
  return { row, grip, edge };
}

function edgeOf(element: Element, y: number): Edge {
  const { top, height } = element.getBoundingClientRect();
  return y < top + height / 2 ? 'before' : 'after';
}
