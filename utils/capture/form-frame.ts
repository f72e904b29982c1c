/** The form over the site: an extension page in a frame inside our closed root, lifted to the top layer. */

import { extensionAddress } from "../core/browser.ts";
import { closedHost } from "./closed-host.ts";
import { leaveFullscreen } from "./leave-fullscreen.ts";
import { watchTop } from "./watch-top.ts";

export interface FormFrame {
  show(): void;
  /** While a picture is taken again. */
  hide(): void;
  remove(): void;
}

export interface FormFrameEvents {
  /** Something opened above, and the form was lifted over it again; or the page hid behind a picture of itself. */
  onDisturbed(): void;
  /** The page took the form away. */
  onGone(): void;
}

const widthPx = 400;
const heightPx = 600;
const marginPx = 16;
const focusAgainMs = [0, 50, 120] as const;

/** Inline and important, since the page's own styles reach the host and a strict policy forbids a style element. */
function style(element: HTMLElement, declarations: Record<string, string>): void {
  for (const [name, value] of Object.entries(declarations))
    element.style.setProperty(name, value, "important");
}

/**
 * Starts loading the form for a draft, unseen until `show`: the picture of the tab is taken meanwhile. What lies in the
 * top layer is not the host but a box in its root: there no style of the page reaches it, and none of the host's own.
 */
export function mountFormFrame(draftId: string, { onDisturbed, onGone }: FormFrameEvents): FormFrame {
  const { host, root } = closedHost("lapor-kominfo-form");
  style(host, { all: "initial", display: "block", position: "fixed", visibility: "hidden" });
  const box = document.createElement("div");
  box.popover = "manual";
  style(box, {
    all: "initial",
    display: "block",
    position: "fixed",
    inset: `${marginPx}px ${marginPx}px auto auto`,
    width: `min(${widthPx}px, calc(100vw - ${2 * marginPx}px))`,
    height: `min(${heightPx}px, calc(100vh - ${2 * marginPx}px))`,
    visibility: "hidden",
  });
  const frame = document.createElement("iframe");
  frame.title = "Lapor Kominfo";
  frame.src = `${extensionAddress("/form.html")}?draft=${draftId}`;
  style(frame, {
    width: "100%",
    height: "100%",
    border: "0",
    "border-radius": "12px",
    "color-scheme": "normal",
  });
  box.append(frame);
  root.append(box);
  document.documentElement.append(host);
  box.showPopover();
  const stop = watchTop(host, {
    onAbove() {
      // Hidden, a frame would lose the focus, and keys would reach the page.
      const hadFocus = document.activeElement === host;
      box.hidePopover();
      box.showPopover();
      if (hadFocus) frame.focus();
      onDisturbed();
    },
    onHidden: onDisturbed,
    onGone,
  });

  const focus = () => {
    frame.focus();
    // Chromium routes keys by window, and one that is still settling now and then loses them to the page.
    for (const waitMs of focusAgainMs) {
      setTimeout(() => document.activeElement === host && frame.contentWindow?.focus(), waitMs);
    }
  };

  return {
    show() {
      for (const one of [host, box]) style(one, { visibility: "visible" });
      focus();
      void leaveFullscreen()?.then(focus);
    },
    hide() {
      for (const one of [host, box]) style(one, { visibility: "hidden" });
    },
    remove() {
      stop();
      host.remove();
    },
  };
}
