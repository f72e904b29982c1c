/** The form over the site: an extension page in a frame inside our closed root, lifted to the top layer. */

import { extensionAddress } from "../core/browser.ts";

export interface FormFrame {
  show(): void;
  /** While a picture is taken again. */
  hide(): void;
  remove(): void;
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
 * Starts loading the form for a draft, unseen until `show`: the picture of the tab is taken meanwhile.
 * `onRaised` is called when another popover opened above and the form was lifted over it again.
 */
export function mountFormFrame(draftId: string, onRaised: () => void): FormFrame {
  const host = document.createElement("lapor-kominfo-form");
  host.popover = "manual";
  style(host, {
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
  host.attachShadow({ mode: "closed" }).append(frame);
  document.documentElement.append(host);
  host.showPopover();

  const stop = new AbortController();
  const raise = (event: Event) => {
    if (event.target === host || !host.isConnected) return;
    host.hidePopover();
    host.showPopover();
    onRaised();
  };
  document.addEventListener("toggle", raise, { capture: true, signal: stop.signal });

  return {
    show() {
      style(host, { visibility: "visible" });
      frame.focus();
      // Chromium routes keys by window, and one that is still settling now and then loses them to the page.
      for (const waitMs of focusAgainMs) {
        setTimeout(() => document.activeElement === host && frame.contentWindow?.focus(), waitMs);
      }
    },
    hide: () => style(host, { visibility: "hidden" }),
    remove() {
      stop.abort();
      host.remove();
    },
  };
}
