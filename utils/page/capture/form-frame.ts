/** The form over the site: an extension page in an iframe inside a closed root, in the top layer. */

import { extensionAddress } from "../../extension/browser/browser.ts";
import { marginPx, setStyle } from "./bar-style.ts";
import { closedHost } from "./closed-host.ts";
import { shownPart } from "./post-view.ts";

export interface FormFrame {
  show(): void;
  /** Shrinks to a notice at the lower right, which does not cover the next post. */
  shrink(heightPx: number): void;
  /** Called while a picture is taken again. */
  hide(): void;
  /** False if the person has moved the focus into the page. */
  hasFocus(): boolean;
  remove(): void;
}

export interface FormFrameEvents {
  /** Another element opened above the form, which was raised again; or a view transition covered the page. */
  onDisturbed(): void;
  /** The page removed the form. */
  onGone(): void;
}

export interface FormLook {
  /** Position of the pressed button when the form is shown; undefined for a form that belongs to no button. */
  near(): Box | undefined;
  /** The site's theme. */
  dark: boolean;
}

type Box = Pick<DOMRectReadOnly, "left" | "top" | "right" | "bottom">;

const widthPx = 400;
const heightPx = 600;
const toastWidthPx = 360;
const gapPx = 8;

/**
 * Returns the form's place in CSS pixels: right of the button, else left of it, else at the window's right edge. The form
 * may cover the button itself, which has been pressed, but not the post beside it.
 */
export function placeBeside(
  near: Box,
  { offsetLeft, offsetTop, width, height }: Omit<ReturnType<typeof shownPart>, "scale">,
): { top: number; left: number } {
  const [leftmost, highest] = [offsetLeft + marginPx, offsetTop + marginPx];
  const rightmost = offsetLeft + width - marginPx - widthPx;
  const leftOf = near.left - gapPx - widthPx;
  const left =
    rightmost < near.left - gapPx && leftOf >= leftmost ? leftOf : Math.min(near.right + gapPx, rightmost);
  const middle = (near.top + near.bottom - heightPx) / 2;
  const lowest = offsetTop + height - marginPx - heightPx;
  return { top: Math.max(highest, Math.min(middle, lowest)), left: Math.max(leftmost, left) };
}

/** The form's inset at this place. It stays in a window that is made smaller while the form is open. */
function insetAt({ top, left }: { top: number; left: number }): string {
  const within = (px: number, sizePx: number, unit: string) =>
    `max(${marginPx}px, min(${px}px, 100${unit} - ${sizePx + marginPx}px))`;
  return `${within(top, heightPx, "vh")} auto auto ${within(left, widthPx, "vw")}`;
}

const focusAgainMs = [0, 50, 120] as const;

/** At most as large as the window. */
function sized(width: number, height: number): Record<string, string> {
  const most = (px: number, unit: string) => `min(${px}px, calc(100${unit} - ${2 * marginPx}px))`;
  return { width: most(width, "vw"), height: most(height, "vh") };
}

/**
 * While an element is in fullscreen, no element outside it receives input, even above it. Returns
 * undefined if fullscreen is not in the way. Otherwise settles once it has ended or cannot be ended.
 */
function leaveFullscreen(): Promise<void> | undefined {
  const { fullscreenElement: holder } = document;
  // Our elements are children of the root, which may itself be in fullscreen.
  if (!holder || holder === document.documentElement) return undefined;
  return document.exitFullscreen().catch(() => undefined);
}

interface TopLayerEvents {
  /** Another element entered the top layer above ours. */
  onAbove(): void;
  /** Returns true if the page has changed the form's size. */
  isResized(): boolean;
  /** A view transition covers the whole page, including the form, or the form has moved. */
  onHidden(): void;
  onGone(): void;
}

/**
 * Polls in addition, because a page can suppress events, and events in its closed roots are not visible
 * outside.
 */
const topCheckMs = 200;
const inTopLayer = ":popover-open, :modal, :fullscreen";

/**
 * Detects in the page that the form was covered or removed, for browsers in which the form cannot detect
 * it.
 */
function watchTopLayer(
  host: HTMLElement,
  { onAbove, isResized, onHidden, onGone }: TopLayerEvents,
): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const home = host.parentNode;
  let topLayer = topLayerElements(document);
  /** An element moved with `moveBefore` may have left the top layer. */
  const isTaken = () => host.parentNode !== home || !host.isConnected;
  const giveUp = () => {
    stop.abort();
    onGone();
  };
  const raise = () => {
    topLayer = topLayerElements(document);
    onAbove();
  };
  const listen = (event: Event) => {
    if (event.target !== host && host.isConnected) raise();
  };
  for (const type of ["toggle", "fullscreenchange"])
    window.addEventListener(type, listen, { capture: true, signal });
  const timer = setInterval(() => {
    if (isTaken()) return giveUp();
    const now = topLayerElements(document);
    const isCovered = now.some((element) => !topLayer.includes(element));
    topLayer = now;
    if (isCovered) raise();
    else if (isResized() || isInTransition()) onHidden();
  }, topCheckMs);
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
function topLayerElements(place: Document | ShadowRoot): Element[] {
  const elements = [...place.querySelectorAll(inTopLayer)];
  if (!("openOrClosedShadowRoot" in Element.prototype)) return elements;
  for (const element of place.querySelectorAll<WithRoot>("*")) {
    const root = element.openOrClosedShadowRoot;
    if (root && !element.localName.startsWith("lapor-kominfo")) elements.push(...topLayerElements(root));
  }
  return elements;
}

/** A view transition covers the page while it runs. */
function isInTransition(): boolean {
  try {
    return document.documentElement.matches(":active-view-transition");
  } catch {
    return false;
  }
}

/** A zoom of the page's root or of the host reaches the top layer, too. Returns whether it changed since the last call. */
function keepSize(host: HTMLElement, box: HTMLElement): () => boolean {
  let zoom = 1;
  return () => {
    const { currentCSSZoom: now = 1 } = host;
    if (now === zoom) return false;
    zoom = now;
    setStyle(box, { zoom: String(1 / zoom) });
    return true;
  };
}

function createFrame(address: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = "Lapor Kominfo";
  frame.src = address;
  setStyle(frame, {
    width: "100%",
    height: "100%",
    border: "0",
    "border-radius": "12px",
    "color-scheme": "normal",
  });
  return frame;
}

/**
 * Starts loading the form, invisible until `show`; meanwhile the picture of the tab is taken. The top layer
 * holds a box inside the root, not the host, because neither the page's styles nor the host's reach it there.
 */
export function mountFormFrame(
  draftId: string,
  { near, dark }: FormLook,
  { onDisturbed, onGone }: FormFrameEvents,
): FormFrame {
  const { host, root } = closedHost("lapor-kominfo-form");
  setStyle(host, { all: "initial", display: "block", position: "fixed", visibility: "hidden" });
  const box = document.createElement("div");
  box.popover = "manual";
  setStyle(box, {
    all: "initial",
    display: "block",
    position: "fixed",
    inset: `${marginPx}px ${marginPx}px auto auto`,
    ...sized(widthPx, heightPx),
    visibility: "hidden",
    "border-radius": "12px",
    "box-shadow": `0 12px 32px rgb(0 0 0/${dark ? 0.6 : 0.24})`,
  });
  const frame = createFrame(
    `${extensionAddress("/form.html")}?draft=${draftId}&theme=${dark ? "dark" : "light"}`,
  );
  box.append(frame);
  root.append(box);
  document.documentElement.append(host);
  box.showPopover();
  const isResized = keepSize(host, box);
  isResized();
  const stop = watchTopLayer(host, {
    isResized,
    onAbove() {
      // A hidden frame loses the focus, and keys would then go to the page.
      const hadFocus = document.activeElement === host;
      box.hidePopover();
      box.showPopover();
      if (hadFocus) frame.focus();
      onDisturbed();
    },
    onHidden: onDisturbed,
    onGone,
  });

  let isNotice = false;
  const focus = () => {
    frame.focus();
    // Chromium routes keys by window. A window that is still settling sometimes loses them to the page.
    for (const waitMs of focusAgainMs) {
      setTimeout(() => document.activeElement === host && frame.contentWindow?.focus(), waitMs);
    }
  };

  return {
    show() {
      const button = near();
      if (button) setStyle(box, { inset: insetAt(placeBeside(button, shownPart(window))) });
      for (const element of [host, box]) setStyle(element, { visibility: "visible" });
      focus();
      void leaveFullscreen()?.then(focus);
    },
    shrink(toastHeightPx) {
      isNotice = true;
      setStyle(box, {
        inset: `auto ${marginPx}px ${marginPx}px auto`,
        ...sized(toastWidthPx, toastHeightPx),
      });
    },
    hide() {
      for (const element of [host, box]) setStyle(element, { visibility: "hidden" });
    },
    hasFocus() {
      const { activeElement } = document;
      if (activeElement === host) return true;
      // Beside a notice, a click on nothing is a return to the page. A form that the page removes loses its focus to the body.
      return !isNotice && (activeElement === null || activeElement === document.body);
    },
    remove() {
      stop();
      host.remove();
    },
  };
}
