/** Notices what a page lays over the form where the browser has no better eye for it, and that it took the form away. */

export interface TopEvents {
  /** Something came into the top layer, above us. */
  onAbove(): void;
  /** The whole page, with us, is hidden behind a picture of itself. */
  onHidden(): void;
  onGone(): void;
}

/** A page can keep events from us, and those of its own closed roots never leave them: it is looked at as well. */
const lookMs = 200;
const inTopLayer = ":popover-open, :modal, :fullscreen";

/** Returns how to stop. */
export function watchTop(host: HTMLElement, { onAbove, onHidden, onGone }: TopEvents): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const home = host.parentNode;
  let known = topOf(document);
  /** Moved elsewhere as it stands (`moveBefore`), it may not lie in the top layer any more. */
  const isTaken = () => host.parentNode !== home || !host.isConnected;
  const giveUp = () => {
    stop.abort();
    onGone();
  };
  const raise = () => {
    known = topOf(document);
    onAbove();
  };
  const hear = (event: Event) => {
    if (event.target !== host && host.isConnected) raise();
  };
  for (const type of ["toggle", "fullscreenchange"])
    window.addEventListener(type, hear, { capture: true, signal });
  const timer = setInterval(() => {
    if (isTaken()) return giveUp();
    const now = topOf(document);
    const isCovered = now.some((one) => !known.includes(one));
    known = now;
    if (isCovered) raise();
    else if (isInTransition()) onHidden();
  }, lookMs);
  // At once, before anything is pressed where it lies now; the rest can wait for the next look.
  const moves = new MutationObserver(() => isTaken() && giveUp());
  if (home) moves.observe(home, { childList: true });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    moves.disconnect();
  });
  return () => stop.abort();
}

/** Firefox gives extensions the closed roots of others; elsewhere the form itself sees what covers it. */
interface WithRoot extends Element {
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}

/** What lies in the top layer, roots of the page's elements included; never our own. */
function topOf(place: Document | ShadowRoot): Element[] {
  const found = [...place.querySelectorAll(inTopLayer)];
  if (!("openOrClosedShadowRoot" in Element.prototype)) return found;
  for (const element of place.querySelectorAll<WithRoot>("*")) {
    const root = element.openOrClosedShadowRoot;
    if (root && !element.localName.startsWith("lapor-kominfo")) found.push(...topOf(root));
  }
  return found;
}

/** A page's picture of itself lies over everything while it moves from one view to the next. */
function isInTransition(): boolean {
  try {
    return document.documentElement.matches(":active-view-transition");
  } catch {
    return false;
  }
}
