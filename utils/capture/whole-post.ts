/** A post that the view does not show whole: scrolled so that it does, or captured part by part. */

import type { Box, Seen } from "../contract/draft.ts";
import type { QualityCode } from "../contract/files.ts";
import { limits } from "../contract/limits.ts";
import { send } from "../messages/send.ts";
import type { Clicked } from "../sites/clicked.ts";
import { isDark } from "../sites/theme.ts";
import { lacks, look, placeOfFrame, type Sight } from "./box.ts";
import { ownParts } from "./own-parts.ts";
import { settle } from "./paint.ts";
import { mountProgress, type Progress } from "./progress.ts";
import { type Scroller, scrollerOf } from "./scroller.ts";
import { shownNow, withQuality } from "./shown-now.ts";
import { type Look, type Rows, scrollToFit, type Taken, takeParts, type View } from "./take-parts.ts";

export interface WholeRun {
  draftId: string;
  clicked: Clicked;
  /** The site's selector of what is the person's own. */
  own: string;
  /** Hides our buttons, those too that came while the page was scrolled. */
  hideButtons(): void;
  automation: boolean;
}

export interface Whole {
  seen: Seen;
  /** Puts the page back as it was; only once the picture is taken. */
  restore(): void;
}

/** Nothing is scrolled when the view shows the whole post already, or when no picture may be taken. */
export async function showWhole(run: WholeRun, read: Seen): Promise<Whole> {
  const seen: Seen = { ...read, ...shownNow(run, read) };
  const asItIs = { seen, restore() {} };
  const sight = look(run.clicked);
  if (!sight || !seen.evidence.quality.includes("partly-outside")) return asItIs;
  const scroller = scrollerOf(sight.post);
  if (!scroller) return asItIs;
  const started = await send("start-parts", { draftId: run.draftId });
  if (!started.ok || !started.value.allowed) return asItIs;
  const walk = new Walk(run, scroller);
  const view = walk.view();
  if (scrollToFit(view)) {
    await view.settle();
    return { seen: { ...seen, ...shownNow(run, seen) }, restore: scroller.restore };
  }
  const progress = mountProgress({
    language: started.value.language,
    automation: run.automation,
    isDark: isDark(run.clicked.site, document),
  });
  walk.progress = progress;
  const taken = await walk.take(view, progress.cancelled);
  progress.remove();
  // Scrolling while pictures of parts are held would be in vain: nothing more is taken.
  scroller.restore();
  await settle(sight.post);
  if (taken.parts > 0) return { seen: withParts(seen, taken, walk), restore() {} };
  if (!progress.cancelled.aborted) return { seen: { ...seen, ...shownNow(run, seen) }, restore() {} };
  return { seen: { ...seen, box: null, noPicture: "cancelled" }, restore() {} };
}

function withParts(seen: Seen, { parts, whole }: Taken, { isCovered }: Walk): Seen {
  const found: QualityCode[] = [];
  if (isCovered) found.push("partly-covered");
  if (!whole) found.push("partly-outside");
  return { evidence: withQuality(seen.evidence, found), box: null, parts, ...rest(seen) };
}

/** What was seen beside the picture. */
function rest({ evidence: _evidence, box: _box, own: _own, ...others }: Seen) {
  return others;
}

/** One way along a post. */
class Walk {
  readonly #run: WholeRun;
  readonly #scroller: Scroller;
  #taken = 0;
  progress: Progress | undefined;
  isCovered = false;

  constructor(run: WholeRun, scroller: Scroller) {
    this.#run = run;
    this.#scroller = scroller;
  }

  view(): View {
    const { top, bottom } = this.#scroller.view;
    const scale = devicePixelRatio;
    return {
      top: Math.ceil(top * scale),
      bottom: Math.floor(bottom * scale),
      look: () => this.#look(),
      scroll: (px) => this.#scroller.scrollBy(px / scale),
      settle: () => this.#settle(),
      take: (rows, expected) => this.#take(rows, expected),
    };
  }

  /** Once more from the top when the post changed its height on the way: pictures that load push what is below. */
  async take(view: View, cancelled: AbortSignal): Promise<Taken> {
    const bounds = { parts: limits.pictureParts, px: limits.pictureSidePx };
    const before = view.look()?.height;
    const taken = await takeParts(view, bounds, cancelled);
    const after = view.look()?.height;
    if (taken.whole || cancelled.aborted || before === after || after === undefined) return taken;
    const again = await send("start-parts", { draftId: this.#run.draftId });
    this.#taken = 0;
    return again.ok ? takeParts(view, bounds, cancelled) : { parts: 0, whole: false };
  }

  #aside<T>(see: () => T): T {
    return this.progress ? this.progress.aside(see) : see();
  }

  #sight(): Sight | undefined {
    return this.#aside(() => look(this.#run.clicked, this.#taken > 0 ? isStuck : undefined));
  }

  #look(): Look | undefined {
    const scale = devicePixelRatio;
    const sight = this.#sight();
    if (!sight) return undefined;
    const { whole, free } = sight;
    return {
      top: whole.top * scale,
      height: (whole.bottom - whole.top) * scale,
      free: free && { top: free.top * scale, bottom: free.bottom * scale },
    };
  }

  async #settle(): Promise<void> {
    const post = this.#run.clicked.post.deref();
    if (post) await settle(post);
  }

  async #take({ at, y, height }: Rows, expected: number): Promise<boolean> {
    const { draftId, own } = this.#run;
    this.#run.hideButtons();
    const sight = this.#sight();
    const frame = placeOfFrame();
    if (!sight || !frame || document.visibilityState !== "visible") return false;
    const scale = devicePixelRatio;
    const box: Box = {
      x: frame.left + sight.whole.left,
      y: frame.top + y / scale,
      width: sight.whole.right - sight.whole.left,
      height: height / scale,
      devicePixelRatio,
    };
    await this.progress?.show(this.#taken + 1, expected, box);
    const covered = this.#aside(() => ({ lacks: lacks(sight), own: ownParts(own, box) }));
    if (covered.lacks.includes("partly-covered")) this.isCovered = true;
    const answer = await send("take-part", { draftId, part: { at, box, own: covered.own } });
    this.progress?.reveal();
    if (!answer.ok || document.visibilityState !== "visible") return false;
    this.#taken++;
    return true;
  }
}

/** A heading that stays while the rest of the post moves on would be in every part. */
function isStuck(element: Element, post: Element): boolean {
  for (let up: Element | null = element; up && up !== post; up = up.parentElement) {
    if (/^(sticky|fixed)$/.test(getComputedStyle(up).position)) return true;
  }
  return false;
}
