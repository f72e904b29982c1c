/** Detects in the page that the form was covered or removed, for browsers in which the form cannot detect it. */

export interface TopEvents {
  /** Another element entered the top layer above ours. */
  onAbove(): void;
  /** A view transition covers the whole page, including the form. */
  onHidden(): void;
  onGone(): void;
}

/**
 * Polls in addition, because a page can suppress events, and events in its closed roots are not visible
 * outside.
 */
const lookMs = 200;
const inTopLayer = ":popover-open, :modal, :fullscreen";

export function watchTop(host: HTMLElement, { onAbove, onHidden, onGone }: TopEvents): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const home = host.parentNode;
  let known = topOf(document);
  /** An element moved with `moveBefore` may have left the top layer. */
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
  // Immediate, before the person can press at the new position. Other changes can wait for the next poll.
  const moves = new MutationObserver(() => isTaken() && giveUp());
  if (home) moves.observe(home, { childList: true });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    moves.disconnect();
  });
  return () => stop.abort();
}

/** Firefox gives extensions access to closed roots. In other browsers the form itself detects what covers it. */
interface WithRoot extends Element {
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}

/** Returns the elements in the top layer, including those in the page's shadow roots, without ours. */
function topOf(place: Document | ShadowRoot): Element[] {
  const found = [...place.querySelectorAll(inTopLayer)];
  if (!("openOrClosedShadowRoot" in Element.prototype)) return found;
  for (const element of place.querySelectorAll<WithRoot>("*")) {
    const root = element.openOrClosedShadowRoot;
    if (root && !element.localName.startsWith("lapor-kominfo")) found.push(...topOf(root));
  }
  return found;
}

/** A view transition covers the page while it runs. */
function isInTransition(): boolean {
  try {
    return document.documentElement.matches(":active-view-transition");
  } catch {
    return false;
  }
}
