/** The form over the site: an extension page in an iframe inside a closed root, in the top layer. */

import { extensionAddress } from "../../extension/browser/browser.ts";
import { closedHost } from "./closed-host.ts";
import { leaveFullscreen } from "./leave-fullscreen.ts";
import { watchTop } from "./watch-top.ts";

export interface FormFrame {
  show(): void;
  /** Called while a picture is taken again. */
  hide(): void;
  remove(): void;
}

export interface FormFrameEvents {
  /** Another element opened above the form, which was raised again; or a view transition covered the page. */
  onDisturbed(): void;
  /** The page removed the form. */
  onGone(): void;
}

const widthPx = 400;
const heightPx = 600;
const marginPx = 16;
const focusAgainMs = [0, 50, 120] as const;

/** Inline and important, because the page's styles apply to the host, and a strict CSP forbids a style element. */
function style(element: HTMLElement, declarations: Record<string, string>): void {
  for (const [name, value] of Object.entries(declarations))
    element.style.setProperty(name, value, "important");
}

/**
 * Starts loading the form, invisible until `show`; meanwhile the picture of the tab is taken. The top layer
 * holds a box inside the root, not the host, because neither the page's styles nor the host's reach it there.
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

  const focus = () => {
    frame.focus();
    // Chromium routes keys by window. A window that is still settling sometimes loses them to the page.
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
