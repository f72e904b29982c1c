/** Captures a post taller than the view in parts, without gaps or overlaps. */

/** In device pixels of the viewport. */
export interface PostMeasurement {
  /** Top of the post; negative above the viewport. */
  top: number;
  height: number;
  /** The uncovered visible rows of the post. Absent if there are none. */
  free?: { top: number; bottom: number } | undefined;
}

/** One capture: rows of the viewport, and the post row of the first of them. */
export interface StripRows {
  at: number;
  y: number;
  height: number;
}

/** Operations on the page. */
export interface StripCamera {
  /** Viewport rows in which the scrolled post can be visible. */
  top: number;
  bottom: number;
  /** Returns undefined if the post is gone. */
  measure(): PostMeasurement | undefined;
  /** Scrolls down, or up if negative. Limited by the ends of the page. */
  scroll(px: number): void;
  /** Waits until the current view is drawn. */
  settle(): Promise<void>;
  /** Captures the rows; false on failure. `expected`: estimated number of captures. */
  take(rows: StripRows, expected: number): Promise<boolean>;
}

export interface StripLimits {
  parts: number;
  /** Maximum height of the picture. */
  px: number;
}

/** Result of the captures. `whole` is true if the post is complete. */
export interface StripsResult {
  parts: number;
  whole: boolean;
}

const maxAttempts = 4;
/**
 * Distance of a part from bars above it, because of their shadows, and so that no sliver remains at the end of
 * the post.
 */
const overlapPx = 24;
/** Tolerance for the browser's rounding of heights. */
const slackPx = 1;
/** Tolerance for floating-point sums. */
const tinyPx = 0.01;

interface RowRange {
  origin: number;
  /** Uncovered rows of the post. */
  from: number;
  to: number;
}

/** Scrolls until the whole post is uncovered, if possible. The page stays scrolled. */
export function scrollToFit(view: StripCamera): boolean {
  const first = view.measure();
  if (!first || first.height > view.bottom - view.top) return false;
  const ruler = new RowNumbering(first);
  let px = Math.round(first.top + first.height / 2 - (view.top + view.bottom) / 2);
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    view.scroll(px);
    const rows = ruler.read(view.measure());
    if (!rows) return false;
    if (rows.from === 0 && rows.to === ruler.rows) return true;
    px = rows.from > 0 ? -rows.from : ruler.rows - rows.to;
  }
  return false;
}

/** Captures the post from top to bottom. If a step fails, the parts captured so far are kept. */
export async function captureStrips(
  view: StripCamera,
  bounds: StripLimits,
  signal: AbortSignal,
): Promise<StripsResult> {
  const first = view.measure();
  if (!first) return { parts: 0, whole: false };
  const ruler = new RowNumbering(first);
  const end = Math.min(ruler.rows, bounds.px);
  const walk: Walk = { parts: 0, done: 0, begin: 0, margin: 0 };
  while (walk.done < end && walk.parts < bounds.parts && !signal.aborted) {
    const rows = await showRow(view, ruler, walk);
    if (!rows || signal.aborted) break;
    const to = Math.min(rows.to, end);
    const expected = walk.parts + Math.ceil((end - walk.done) / (to - walk.done));
    const taken = await captureRows(view, ruler, { from: walk.done, to }, expected);
    if (taken === undefined) break;
    walk.done = taken;
    walk.parts++;
  }
  return { parts: walk.parts, whole: walk.begin === 0 && walk.done === ruler.rows };
}

/** Numbers the post's rows consistently in all captures, even if its top lies between two viewport rows. */
class RowNumbering {
  readonly #first: PostMeasurement;
  readonly rows: number;

  constructor(first: PostMeasurement) {
    this.#first = first;
    this.rows = Math.ceil(first.top + first.height) - Math.floor(first.top);
  }

  /** Returns undefined if the post is gone or its height has changed, so that the row numbers no longer match. */
  read(look: PostMeasurement | undefined): RowRange | undefined {
    if (!look || Math.abs(look.height - this.#first.height) > slackPx) return undefined;
    const origin = Math.floor(this.#first.top) + Math.round(look.top - this.#first.top);
    const { free } = look;
    if (!free) return { origin, from: 0, to: 0 };
    const from = free.top <= look.top + tinyPx ? 0 : Math.ceil(free.top) - origin;
    const isEnd = free.bottom >= look.top + look.height - tinyPx;
    return { origin, from, to: isEnd ? this.rows : Math.floor(free.bottom) - origin };
  }
}

interface Walk {
  parts: number;
  /** The first row that is still to be captured. */
  done: number;
  /** The first row of the picture: not 0 if nothing uncovers the beginning of the post. */
  begin: number;
  /** Height of the site's bars at the top of the view. */
  margin: number;
}

/** Scrolls until the next row is uncovered, below any bars of the site. */
async function showRow(view: StripCamera, ruler: RowNumbering, walk: Walk): Promise<RowRange | undefined> {
  let rows = ruler.read(view.measure());
  for (let attempt = 0; attempt < maxAttempts && rows; attempt++) {
    const isFirst = attempt === 0;
    if (shows(rows, walk) && (!isFirst || rows.to === ruler.rows)) return rows;
    if (!isFirst) walk.margin = marginFor(rows, walk, view.top);
    const { origin } = rows;
    view.scroll(origin + walk.done - view.top - walk.margin - overlapPx);
    await view.settle();
    rows = ruler.read(view.measure());
    if (rows && walk.done === 0 && rows.from > 0 && rows.to > rows.from && rows.origin === origin) {
      // No scroll position uncovers the beginning.
      walk.begin = rows.from;
      walk.done = rows.from;
    }
  }
  return rows && shows(rows, walk) ? rows : undefined;
}

const shows = ({ from, to }: RowRange, { done }: Walk) => from <= done && to > done;

/** Returns the height of the bars after a scroll that did not show the next row. */
function marginFor({ origin, from, to }: RowRange, { done, margin }: Walk, top: number): number {
  if (from > done) return origin + from - top;
  return to <= done ? margin + overlapPx : margin;
}

/** Captures again if the page moved during the capture. Returns the last captured row. */
async function captureRows(
  view: StripCamera,
  ruler: RowNumbering,
  { from, to }: { from: number; to: number },
  expected: number,
): Promise<number | undefined> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const before = ruler.read(view.measure());
    if (!before || before.from > from || before.to <= from) return undefined;
    const until = Math.min(before.to, to);
    const rows = { at: from, y: before.origin + from, height: until - from };
    if (!(await view.take(rows, expected))) return undefined;
    const after = ruler.read(view.measure());
    if (!after) return undefined;
    if (after.origin === before.origin && after.from <= from && after.to >= until) return until;
    await view.settle();
  }
  return undefined;
}
