import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import "./virtual_grid.css";

/** Rows beyond each end of what is seen, so that scrolling shows no gaps. */
const MARGIN_ROWS = 8;
const NEAR_END_ROWS = 30;

interface VirtualGridProps {
  label: string;
  /** Of all rows, most of which are not in the document. */
  count: number;
  /** In pixels; of every row. */
  rowHeight: number;
  /** The names of the columns, as cells. */
  head: ComponentChildren;
  /** The cells of a row: elements with the role `gridcell`. */
  cells: (index: number) => ComponentChildren;
  keyOf: (index: number) => string;
  selected: number | null;
  onSelect: (index: number) => void;
  /** How many rows have come in at the front by now: what is looked at stays where it is. */
  prepended?: number;
  /** Called when the end comes near. */
  onNearEnd?: () => void;
  testId?: string;
}

/** A list of any length, of which only what is seen is in the document. Arrow keys move the selection. */
export function VirtualGrid(props: VirtualGridProps) {
  const { label, count, rowHeight, head, selected, onSelect, prepended = 0, onNearEnd, testId } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ first: 0, rows: 0 });
  const measure = () => {
    const { scrollTop, clientHeight } = box.current!;
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - MARGIN_ROWS);
    const rows = Math.ceil(clientHeight / rowHeight) + 2 * MARGIN_ROWS;
    setView((before) => (before.first === first && before.rows === rows ? before : { first, rows }));
  };
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    measure();
    return () => observer.disconnect();
  }, [rowHeight]);
  useStandstill(box, prepended, rowHeight);
  const end = Math.min(count, view.first + view.rows);
  useEffect(() => {
    if (view.rows > 0 && view.first + view.rows + NEAR_END_ROWS >= count) {
      onNearEnd?.();
    }
  }, [view, count]);
  const reveal = (index: number) => revealRow(box.current!, index, rowHeight);
  useEffect(() => {
    if (selected !== null) {
      reveal(selected);
    }
  }, [selected === null]);
  const move = (event: KeyboardEvent) => {
    const next = movedBy(event, selected, count, Math.floor(box.current!.clientHeight / rowHeight) - 1);
    if (next !== null) {
      event.preventDefault();
      onSelect(next);
      reveal(next);
    }
  };
  const idOf = (index: number) => `${testId ?? "row"}-${index}`;
  const isSelectedThere = selected !== null && selected >= view.first && selected < end;
  return (
    <div
      ref={box}
      class="virtual-grid"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-activedescendant={isSelectedThere ? idOf(selected) : undefined}
      data-testid={testId}
      onScroll={measure}
      onKeyDown={move}
    >
      <div class="virtual-grid__head" role="row" aria-rowindex={1}>
        {head}
      </div>
      <div class="virtual-grid__rows" role="rowgroup" style={{ height: `${count * rowHeight}px` }}>
        {Array.from({ length: Math.max(0, end - view.first) }, (_, offset) => {
          const index = view.first + offset;
          return (
            <div
              key={props.keyOf(index)}
              id={idOf(index)}
              class="virtual-grid__row"
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === selected}
              data-index={index}
              style={{ height: `${rowHeight}px`, transform: `translateY(${index * rowHeight}px)` }}
              onClick={() => onSelect(index)}
            >
              {props.cells(index)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Keeps the rows that are looked at in their places while others come in before them. */
function useStandstill(box: { current: HTMLDivElement | null }, prepended: number, rowHeight: number): void {
  const before = useRef(prepended);
  useLayoutEffect(() => {
    const came = prepended - before.current;
    before.current = prepended;
    if (came > 0 && box.current !== null && box.current.scrollTop > 0) {
      box.current.scrollTop += came * rowHeight;
    }
  }, [prepended]);
}

function revealRow(box: HTMLDivElement, index: number, rowHeight: number): void {
  const headHeight = box.firstElementChild?.clientHeight ?? 0;
  const top = index * rowHeight;
  if (top < box.scrollTop) {
    box.scrollTop = top;
  } else if (top + rowHeight + headHeight > box.scrollTop + box.clientHeight) {
    box.scrollTop = top + rowHeight + headHeight - box.clientHeight;
  }
}

function movedBy({ key }: KeyboardEvent, selected: number | null, count: number, pageRows: number): number | null {
  if (count === 0) {
    return null;
  }
  const from = selected ?? -1;
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageRows,
    PageUp: from - pageRows,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}
