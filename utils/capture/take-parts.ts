/** Goes along a post that is higher than the view and has it captured part by part, without gap or overlap. */

/** In device pixels of the viewport. */
export interface Look {
  /** Where the post begins; negative when that lies above the viewport. */
  top: number;
  height: number;
  /** What of the post is to be seen with nothing over it; absent: nothing is. */
  free?: { top: number; bottom: number } | undefined;
}

/** One capture: rows of the viewport, and which row of the post the first of them is. */
export interface Rows {
  at: number;
  y: number;
  height: number;
}

/** What can be done with the page. */
export interface View {
  /** Rows of the viewport in which the post can be seen when it is scrolled. */
  top: number;
  bottom: number;
  /** Undefined: the post is gone. */
  look(): Look | undefined;
  /** Moves the page's content up, or down when negative; a page's end may stop it. */
  scroll(px: number): void;
  /** Waits until what is in view now is drawn. */
  settle(): Promise<void>;
  /** Captures; false when that failed. `expected`: how many captures there will be, as far as is known. */
  take(rows: Rows, expected: number): Promise<boolean>;
}

export interface Bounds {
  parts: number;
  /** Of the picture's height. */
  px: number;
}

/** How much of the post was captured; `whole` is true when nothing is left out. */
export interface Taken {
  parts: number;
  whole: boolean;
}

const tries = 4;
/** A part begins this far below the bars: they cast shadows, and a sliver at the post's end could not be looked at. */
const overlapPx = 24;
/** A height that differs by less is the browser's rounding. */
const slackPx = 1;
/** What two sums of the same numbers may differ by. */
const tinyPx = 0.01;

interface Place {
  /** The viewport's row at which the post begins. */
  origin: number;
  /** Rows of the post that are free. */
  from: number;
  to: number;
}

/** Scrolls so that all of the post is free, when it can be; the page stays there. */
export function scrollToFit(view: View): boolean {
  const first = view.look();
  if (!first || first.height > view.bottom - view.top) return false;
  const ruler = new Ruler(first);
  let px = Math.round(first.top + first.height / 2 - (view.top + view.bottom) / 2);
  for (let attempt = 0; attempt < tries; attempt++) {
    view.scroll(px);
    const place = ruler.read(view.look());
    if (!place) return false;
    if (place.from === 0 && place.to === ruler.rows) return true;
    px = place.from > 0 ? -place.from : ruler.rows - place.to;
  }
  return false;
}

/** Captures the post from its top to its end; what was taken before something went wrong counts. */
export async function takeParts(view: View, bounds: Bounds, signal: AbortSignal): Promise<Taken> {
  const first = view.look();
  if (!first) return { parts: 0, whole: false };
  const ruler = new Ruler(first);
  const end = Math.min(ruler.rows, bounds.px);
  const walk = { parts: 0, done: 0, begin: 0, margin: 0 };
  while (walk.done < end && walk.parts < bounds.parts && !signal.aborted) {
    const place = await showRow(view, ruler, walk);
    if (!place || signal.aborted) break;
    const to = Math.min(place.to, end);
    const expected = walk.parts + Math.ceil((end - walk.done) / (to - walk.done));
    const taken = await take(view, ruler, { from: walk.done, to }, expected);
    if (taken === undefined) break;
    walk.done = taken;
    walk.parts++;
  }
  return { parts: walk.parts, whole: walk.begin === 0 && walk.done === ruler.rows };
}

/** Counts the post's rows alike in every capture, though its top may lie between two rows of the viewport. */
class Ruler {
  readonly #first: Look;
  readonly rows: number;

  constructor(first: Look) {
    this.#first = first;
    this.rows = Math.ceil(first.top + first.height) - Math.floor(first.top);
  }

  /** Undefined when the post is gone or has become another height: rows would no longer be the same. */
  read(look: Look | undefined): Place | undefined {
    if (!look || Math.abs(look.height - this.#first.height) > slackPx) return undefined;
    const origin = Math.floor(this.#first.top) + Math.round(look.top - this.#first.top);
    const { free } = look;
    if (!free) return { origin, from: 0, to: 0 };
    const from = free.top <= look.top + tinyPx ? 0 : Math.ceil(free.top) - origin;
    const isEnd = free.bottom >= look.top + look.height - tinyPx;
    return { origin, from, to: isEnd ? this.rows : Math.floor(free.bottom) - origin };
  }
}

/** Scrolls until the row that is next is free, below whatever bars the site lays over its top. */
async function showRow(
  view: View,
  ruler: Ruler,
  walk: { done: number; begin: number; parts: number; margin: number },
): Promise<Place | undefined> {
  let place = ruler.read(view.look());
  for (let attempt = 0; attempt < tries && place; attempt++) {
    const isShown = place.from <= walk.done && place.to > walk.done;
    if (isShown && (attempt > 0 || place.to === ruler.rows)) return place;
    const { origin } = place;
    if (attempt > 0 && place.from > walk.done) walk.margin = origin + place.from - view.top;
    else if (attempt > 0 && place.to <= walk.done) walk.margin += overlapPx;
    view.scroll(origin + walk.done - view.top - walk.margin - overlapPx);
    await view.settle();
    place = ruler.read(view.look());
    if (place && walk.done === 0 && place.from > 0 && place.to > place.from && place.origin === origin) {
      // Nothing uncovers its beginning.
      walk.begin = place.from;
      walk.done = place.from;
    }
  }
  return place && place.from <= walk.done && place.to > walk.done ? place : undefined;
}

/**
 * A page that moves while it is captured gives a picture of something else: such a one is taken again.
 * Gives the row up to which it was taken.
 */
async function take(
  view: View,
  ruler: Ruler,
  { from, to }: { from: number; to: number },
  expected: number,
): Promise<number | undefined> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const before = ruler.read(view.look());
    if (!before || before.from > from || before.to <= from) return undefined;
    const until = Math.min(before.to, to);
    const rows = { at: from, y: before.origin + from, height: until - from };
    if (!(await view.take(rows, expected))) return undefined;
    const after = ruler.read(view.look());
    if (!after) return undefined;
    if (after.origin === before.origin && after.from <= from && after.to >= until) return until;
    await view.settle();
  }
  return undefined;
}
