/** Shows the progress of capturing a long post, with a cancel button. Never part of the picture. */

import type { Box } from "../../shared/contract/draft.ts";
import type { Language } from "../../shared/contract/site.ts";
import { fill } from "../../shared/i18n/fill.ts";
import { pictureTexts } from "../../shared/i18n/picture.ts";
import { placeInCorner, showBar, styleBar } from "./bar-style.ts";
import { closedHost } from "./closed-host.ts";
import { centreOf } from "./selection-bar.ts";
import { nextPaint } from "./wait-until-painted.ts";

export interface ProgressOptions {
  language: Language;
  /** Automation builds expose the count and the click position as attributes of the host. */
  automation: boolean;
  isDark: boolean;
}

export interface Progress {
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

/** Invisible until the first `show`. */
export function mountProgress({ language, automation, isDark }: ProgressOptions): Progress {
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
