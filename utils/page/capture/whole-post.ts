/** Handles a post that the view does not show completely: scrolls it into view, or captures it in parts. */

import { send } from "../../extension/messages/send.ts";
import type { Box, CapturedPost } from "../../shared/contract/draft.ts";
import type { QualityCode } from "../../shared/contract/files.ts";
import { captureLimits } from "../../shared/contract/limits.ts";
import type { Language } from "../../shared/contract/site.ts";
import { fill } from "../../shared/i18n/fill-placeholders.ts";
import { pictureTexts } from "../../shared/i18n/texts/capture-script.ts";
import type { PostRef } from "../sites/engine/post-ref.ts";
import { isDarkTheme } from "../sites/engine/theme.ts";
import { placeInCorner, showBar, styleBar } from "./bar-style.ts";
import {
  captureStrips,
  type PostMeasurement,
  type StripCamera,
  type StripRows,
  type StripsResult,
  scrollToFit,
} from "./capture-strips.ts";
import { closedHost } from "./closed-host.ts";
import { currentView, withQuality } from "./current-view.ts";
import { ownParts } from "./own-parts.ts";
import {
  frameOffset,
  type PostView,
  picturedPart,
  postOverlays,
  type Span,
  viewPost,
  viewProblems,
  viewport,
} from "./post-view.ts";
import { centreOf } from "./selection-bar.ts";
import { nextPaint, waitUntilPainted } from "./wait-until-painted.ts";

export interface WholePostInput {
  draftId: string;
  clicked: PostRef;
  /** The site's selector of the user's own interface. */
  own: string;
  /** Hides our buttons, including those added during scrolling. */
  hideButtons(): void;
  automation: boolean;
}

export interface WholePost {
  seen: CapturedPost;
  /** Restores the page. Call only after the picture is taken. */
  restore(): void;
}

interface Scroller {
  /** The area in which a post can be seen, in CSS pixels of this document's viewport. */
  view: Span;
  scrollBy(cssPx: number): void;
  restore(): void;
}

/**
 * The element that scrolls a post: the page, or a column or dialog in it. Returns undefined in feeds that
 * snap from one video to the next, where scrolling leads to another post.
 */
function scrollerOf(post: Element): Scroller | undefined {
  const root = document.scrollingElement ?? document.documentElement;
  let inner: Element | undefined;
  for (let up = post.parentElement; up && up !== root && !inner; up = up.parentElement) {
    if (up !== document.body && isScrolling(up)) inner = up;
  }
  const element = inner ?? root;
  if (getComputedStyle(element).scrollSnapType.includes("mandatory")) return undefined;
  const { scrollTop: top, scrollLeft: left } = element;
  return {
    view: inner ? visibleArea(inner) : viewport(),
    scrollBy: (cssPx) => element.scrollBy({ top: cssPx, behavior: "instant" }),
    restore: () => element.scrollTo({ top, left, behavior: "instant" }),
  };
}

function isScrolling(element: Element): boolean {
  return (
    element.scrollHeight > element.clientHeight &&
    /^(auto|scroll|overlay)$/.test(getComputedStyle(element).overflowY)
  );
}

function visibleArea(element: Element): Span {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const view = viewport();
  return {
    left: Math.max(view.left, left),
    top: Math.max(view.top, top),
    right: Math.min(view.right, right),
    bottom: Math.min(view.bottom, bottom),
  };
}

interface ProgressOptions {
  language: Language;
  /** Automation builds expose the count and the click position as attributes of the host. */
  automation: boolean;
  isDark: boolean;
}

interface Progress {
  /** Cancelled with "Batal" or Esc. */
  readonly cancelled: AbortSignal;
  /** Call before each capture. Hides the display if it covers the box. */
  show(part: number, parts: number, box: Box): Promise<void>;
  /** Call after each capture. */
  reveal(): void;
  /** Runs `look` with the display hidden from hit testing. */
  withoutHitTest<T>(look: () => T): T;
  remove(): void;
}

/** Invisible until the first `show`. Never part of the picture. */
function mountProgress({ language, automation, isDark }: ProgressOptions): Progress {
  const texts = pictureTexts[language];
  const cancelled = new AbortController();
  const { host, root } = closedHost("lapor-kominfo-progress");
  host.popover = "manual";
  const region = document.createElement("section");
  region.lang = language;
  region.dataset.theme = isDark ? "dark" : "light";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.textContent = texts["picture.cancel"];
  cancel.title = "Esc";
  cancel.addEventListener("click", (event) => event.isTrusted && cancelled.abort());
  region.append(status, cancel);
  styleBar(root);
  root.append(region);
  placeInCorner(host);
  document.documentElement.append(host);
  host.showPopover();
  const stop = holdPage(() => cancelled.abort());

  return {
    cancelled: cancelled.signal,
    async show(part, parts, box) {
      status.textContent = fill(texts["picture.progress"], { part, parts });
      if (automation) {
        host.dataset.picturePart = String(part);
        host.dataset.pictureCancel = centreOf(cancel);
      }
      const hides = overlapsBox(host, box);
      showBar(host, !hides);
      if (hides) await nextPaint();
    },
    reveal: () => showBar(host, true),
    withoutHitTest(look) {
      host.style.setProperty("pointer-events", "none", "important");
      const seen = look();
      host.style.removeProperty("pointer-events");
      return seen;
    },
    remove() {
      stop();
      host.remove();
    },
  };
}

/** Blocks the user's scrolling and takes over Esc during the capture. */
function holdPage(onEscape: () => void): () => void {
  const stop = new AbortController();
  const options = { capture: true, passive: false, signal: stop.signal };
  for (const type of ["wheel", "touchmove"])
    window.addEventListener(type, (event) => event.preventDefault(), options);
  window.addEventListener(
    "keydown",
    (event) => {
      if (!event.isTrusted || event.key !== "Escape") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      onEscape();
    },
    options,
  );
  return () => stop.abort();
}

function overlapsBox(host: Element, box: Box): boolean {
  const { left, top, right, bottom } = host.getBoundingClientRect();
  return left < box.x + box.width && right > box.x && top < box.y + box.height && bottom > box.y;
}

/**
 * Does not scroll if the view already shows the whole post, if a pinch gesture enlarged a part of the page, or if
 * pictures are forbidden.
 */
export async function showWholePost(run: WholePostInput, read: CapturedPost): Promise<WholePost> {
  const seen: CapturedPost = { ...read, ...currentView(run, read) };
  const asItIs = { seen, restore() {} };
  const sight = viewPost(run.clicked);
  if (!sight || !seen.evidence.quality.includes("partly-outside")) return asItIs;
  if (picturedPart().scale !== 1) return asItIs;
  const scroller = scrollerOf(sight.post);
  if (!scroller) return asItIs;
  const started = await send("start-parts", { draftId: run.draftId });
  if (!started.ok || !started.value.allowed) return asItIs;
  const walk = new WholePostCapture(run, scroller);
  const view = walk.view();
  if (scrollToFit(view)) {
    await view.settle();
    return { seen: { ...seen, ...currentView(run, seen) }, restore: scroller.restore };
  }
  const progress = mountProgress({
    language: started.value.language,
    automation: run.automation,
    isDark: isDarkTheme(run.clicked.site, document),
  });
  walk.progress = progress;
  const taken = await walk.captureAll(view, progress.cancelled);
  progress.remove();
  // While partial captures are held, no further picture is taken, so the page can be restored now.
  scroller.restore();
  await waitUntilPainted(sight.post);
  if (taken.parts > 0) return { seen: withStrips(seen, taken, walk), restore() {} };
  if (!progress.cancelled.aborted) return { seen: { ...seen, ...currentView(run, seen) }, restore() {} };
  return { seen: { ...seen, box: null, noPicture: "cancelled" }, restore() {} };
}

function withStrips(
  seen: CapturedPost,
  { parts, whole }: StripsResult,
  { isCovered }: WholePostCapture,
): CapturedPost {
  const codes: QualityCode[] = [];
  if (isCovered) codes.push("partly-covered");
  if (!whole) codes.push("partly-outside");
  return { evidence: withQuality(seen.evidence, codes), box: null, parts, ...withoutPicture(seen) };
}

/** Everything except the parts about the picture. */
function withoutPicture({ evidence: _evidence, box: _box, own: _own, ...others }: CapturedPost) {
  return others;
}

/** One pass along a post. */
class WholePostCapture {
  readonly #run: WholePostInput;
  readonly #scroller: Scroller;
  #taken = 0;
  progress: Progress | undefined;
  isCovered = false;

  constructor(run: WholePostInput, scroller: Scroller) {
    this.#run = run;
    this.#scroller = scroller;
  }

  view(): StripCamera {
    const { top, bottom } = this.#scroller.view;
    const scale = devicePixelRatio;
    return {
      top: Math.ceil(top * scale),
      bottom: Math.floor(bottom * scale),
      measure: () => this.#look(),
      scroll: (px) => this.#scroller.scrollBy(px / scale),
      settle: () => this.#settle(),
      take: (rows, expected) => this.#take(rows, expected),
    };
  }

  /**
   * Repeats once from the top if the post's height changed during the pass, because loading pictures shift the
   * content below.
   */
  async captureAll(view: StripCamera, cancelled: AbortSignal): Promise<StripsResult> {
    const bounds = { parts: captureLimits.pictureParts, px: captureLimits.pictureSidePx };
    const before = view.measure()?.height;
    const taken = await captureStrips(view, bounds, cancelled);
    const after = view.measure()?.height;
    if (taken.whole || cancelled.aborted || before === after || after === undefined) return taken;
    const again = await send("start-parts", { draftId: this.#run.draftId });
    this.#taken = 0;
    return again.ok ? captureStrips(view, bounds, cancelled) : { parts: 0, whole: false };
  }

  #aside<T>(see: () => T): T {
    return this.progress ? this.progress.withoutHitTest(see) : see();
  }

  #sight(): PostView | undefined {
    return this.#aside(() => viewPost(this.#run.clicked, this.#taken > 0 ? isSticky : undefined));
  }

  #look(): PostMeasurement | undefined {
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
    if (post) await waitUntilPainted(post);
  }

  async #take({ at, y, height }: StripRows, expected: number): Promise<boolean> {
    const { draftId, own } = this.#run;
    this.#run.hideButtons();
    const sight = this.#sight();
    const frame = frameOffset();
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
    const covered = this.#aside(() => {
      const overlays = postOverlays(sight);
      return { lacks: viewProblems(sight, overlays), own: ownParts(own, box, overlays) };
    });
    if (covered.lacks.includes("partly-covered")) this.isCovered = true;
    const answer = await send("take-part", { draftId, part: { at, box, own: covered.own } });
    this.progress?.reveal();
    if (!answer.ok || document.visibilityState !== "visible") return false;
    this.#taken++;
    return true;
  }
}

/** A sticky heading would appear in every part. */
function isSticky(element: Element, post: Element): boolean {
  for (let up: Element | null = element; up && up !== post; up = up.parentElement) {
    if (/^(sticky|fixed)$/.test(getComputedStyle(up).position)) return true;
  }
  return false;
}
