/** Pixels; all rows are of one height, so that where a row is needs no looking. */
export const ROW_HEIGHT = 34;

/** Browsers show no element higher than some 33 million pixels; ten million rows would be ten times that. */
const TALLEST = 8_000_000;

/** How high the rows are together, and how much of them is seen at once, in pixels. */
export interface Heights {
  readonly content: number;
  readonly viewport: number;
}

/** Where a table is scrolled to: `top` among all rows, and `bar`, which is where the browser's scroll bar then stands. */
export interface TallScroll {
  readonly top: number;
  readonly bar: number;
}

/** How high the element is that the browser scrolls. */
export function barHeight({ content }: Heights): number {
  return Math.min(content, TALLEST);
}

/** The scroll bar has gone to `bar`: by a small step, which moves the rows as far, or by a jump along the whole table. */
export function scrolledTo(bar: number, before: TallScroll, heights: Heights): TallScroll {
  const step = bar - before.bar;
  if (barHeight(heights) < heights.content && Math.abs(step) < heights.viewport)
    return { top: within(before.top + step, heights), bar };
  return { top: topAt(bar, heights), bar };
}

/** Where the table is when `top` is its first pixel. */
export function scrolledToTop(top: number, heights: Heights): TallScroll {
  const reached = within(top, heights);
  return { top: reached, bar: barAt(reached, heights) };
}

/** Whether the scroll bar has come to an end that the rows have not: it would hold them up. */
export function isStuck({ top, bar }: TallScroll, heights: Heights): boolean {
  const { barRoom, room } = rooms(heights);
  return (bar <= 0 && top > 0) || (bar >= barRoom && top < room);
}

function topAt(bar: number, heights: Heights): number {
  const { barRoom, room } = rooms(heights);
  return barRoom === 0 ? 0 : within((bar / barRoom) * room, heights);
}

function barAt(top: number, heights: Heights): number {
  const { barRoom, room } = rooms(heights);
  return room === 0 ? 0 : (top / room) * barRoom;
}

function within(top: number, heights: Heights): number {
  return Math.min(Math.max(0, top), rooms(heights).room);
}

function rooms(heights: Heights): { readonly room: number; readonly barRoom: number } {
  const { content, viewport } = heights;
  return { room: Math.max(0, content - viewport), barRoom: Math.max(0, barHeight(heights) - viewport) };
}
