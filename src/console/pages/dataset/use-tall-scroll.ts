import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  barHeight,
  type Heights,
  isStuck,
  ROW_HEIGHT,
  scrolledTo,
  scrolledToTop,
  type TallScroll,
} from './tall-scroll.js';

/** Pixels that the header takes. */
export const HEADER_HEIGHT = 40;
/** Milliseconds without scrolling after which the scroll bar is put where the rows are. */
const IDLE = 200;

export interface ScrolledTable {
  readonly scroller: React.RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly barHeight: number;
  readonly viewport: number;
  readonly firstRow: number;
  /** One past the last row of which something is seen. */
  readonly endRow: number;
  /** Pixels of the first row that are out of sight. */
  readonly shift: number;
  readonly toRow: (row: number) => void;
}

/** Scrolls through any number of rows: what is seen is worked out from where the scroll bar stands. */
export function useTallScroll(rows: number, startRow: number): ScrolledTable {
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(0);
  const [{ top }, setScroll] = useState<TallScroll>({ top: startRow * ROW_HEIGHT, bar: 0 });
  const now = useRef<TallScroll>({ top: startRow * ROW_HEIGHT, bar: 0 });
  const idle = useRef<number | undefined>(undefined);
  const heights: Heights = { content: rows * ROW_HEIGHT, viewport };

  const put = useCallback(
    (scroll: TallScroll) => {
      const element = scroller.current;
      if (element) element.scrollTop = scroll.bar;
      now.current = { top: scroll.top, bar: element?.scrollTop ?? 0 }; // browsers round
      setScroll(now.current);
    },
    [scroller],
  );
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setViewport(Math.max(0, element.clientHeight - HEADER_HEIGHT));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    put(scrolledToTop(now.current.top, { content: rows * ROW_HEIGHT, viewport }));
  }, [put, rows, viewport]);
  useEffect(() => () => clearTimeout(idle.current), []);

  const onScroll = () => {
    const bar = scroller.current?.scrollTop ?? 0;
    if (bar === now.current.bar) return;
    now.current = scrolledTo(bar, now.current, heights);
    if (isStuck(now.current, heights)) return put(scrolledToTop(now.current.top, heights));
    setScroll(now.current);
    clearTimeout(idle.current);
    idle.current = window.setTimeout(() => put(scrolledToTop(now.current.top, heights)), IDLE);
  };
  const firstRow = Math.floor(top / ROW_HEIGHT);
  return {
    scroller,
    onScroll,
    barHeight: barHeight(heights),
    viewport,
    firstRow,
    endRow: Math.min(rows, Math.ceil((top + viewport) / ROW_HEIGHT)),
    shift: top % ROW_HEIGHT,
    toRow: (row) => put(scrolledToTop(row * ROW_HEIGHT, heights)),
  };
}
