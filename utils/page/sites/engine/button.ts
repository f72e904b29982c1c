/**
 * The button on a post: a plain host element that reserves its space at once; its closed root follows a moment
 * later.
 */

import { buttonTexts } from "../../../shared/i18n/texts/button.ts";
import type { Look, Site, Slot } from "../site.ts";
import { coverClass, hostStyle, rootStyle, shownClass } from "./button-style.ts";
import { type ButtonSpot, fitOf } from "./slot.ts";

export const tag = "lapor-kominfo";

export type ButtonState =
  | "idle"
  | "opening"
  | "queued"
  | "sent"
  | "reported"
  | "approved"
  | "rejected"
  | "closed"
  | "selected"
  | "unknown"
  | "unsupported"
  /** The extension was reloaded or removed: the button only reloads the page. */
  | "ended";

/** In the language of the page, like its neighbours. */
function textsOf(document: Document) {
  return /^en\b/i.test(document.documentElement.lang) ? buttonTexts.en : buttonTexts.id;
}

const ring = "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16z";
const clock = `${ring}M11 7h2v4.6l3.2 1.9-1 1.7L11 12.7z`;

/**
 * Paths for `clip-path: path(evenodd, …)`. Needs one node per icon, where an SVG needs two and twice the
 * time. Every state has a distinct shape, not only a colour.
 */
const icons: Readonly<Record<ButtonState, string>> = {
  idle: "M4 22V3.4C8.6.6 14 6 19.2 3.1q.8-.4.8.5V14.2C15 17.6 10.5 12.6 6 15v7zM6 4.6v8.2c4-1.5 8 2.4 12 .4V5.5C14 7 10 3.1 6 4.6z",
  opening: clock,
  queued: clock,
  sent: "M9.5 18.6 3.7 12.8l1.4-1.4 4.4 4.4 9.4-9.4 1.4 1.4z",
  reported: `${ring}M6.5 11h2v2h-2zM11 11h2v2h-2zM15.5 11h2v2h-2z`,
  approved: `${ring}M10.8 16.2l-3.5-3.5 1.4-1.4 2.1 2.1 4.5-4.5 1.4 1.4z`,
  rejected: `${ring}M8.5 7.1 12 10.6l3.5-3.5 1.4 1.4-3.5 3.5 3.5 3.5-1.4 1.4-3.5-3.5-3.5 3.5-1.4-1.4 3.5-3.5-3.5-3.5z`,
  closed: `${ring}M6.5 11h7l-2.5-2.5 1.4-1.4 4.9 4.9-4.9 4.9-1.4-1.4 2.5-2.5h-7z`,
  selected: "M3 3h18v18H3zM5 5v14h14V5zM10.6 16.2l-3.9-3.9 1.4-1.4 2.5 2.5 5.3-5.3 1.4 1.4z",
  unknown: "M5 10h14v11.5H5zM7 12v7.5h10V12zM7.5 10V7.5a4.5 4.5 0 0 1 9 0V10h-2V7.5a2.5 2.5 0 0 0-5 0V10z",
  unsupported: `${ring}M7 5.7l11.3 11.3-1.4 1.4L5.6 7.1z`,
  ended: "M18 6A8 8 0 1 0 20 14h-2A6 6 0 1 1 12 6q2 0 4 2l-3 3h7V4z",
};

/** Creates the buttons of one page and keeps them in its theme. */
export class Buttons {
  readonly #document: Document;
  readonly #site: Site;
  readonly #hosts = new Map<Slot, HTMLElement>();
  readonly #insides = new Map<Look, HTMLElement>();
  readonly #sheets = new Map<Look, CSSStyleSheet>();
  /** Firefox rejects shared style sheets from content scripts. There each root has its own style element. */
  #sharing = true;
  #dark: boolean;

  constructor(document: Document, dark: boolean, site: Site) {
    this.#document = document;
    this.#dark = dark;
    this.#site = site;
  }

  /** Returns an empty host with the button's size. */
  host({ anchor, slot }: ButtonSpot): HTMLElement {
    let template = this.#hosts.get(slot);
    if (!template) {
      template = this.#document.createElement(tag);
      for (const [name, value] of Object.entries(this.#site.hostAttributes ?? {}))
        template.setAttribute(name, value);
      template.style.cssText = hostStyle(slot.look, fitOf({ anchor, slot }));
      this.#hosts.set(slot, template);
    }
    return template.cloneNode() as HTMLElement;
  }

  fill(host: Element, { look, place }: Slot): ShadowRoot {
    const root = host.attachShadow({ mode: "closed" });
    this.#addStyle(root, look);
    let inside = this.#insides.get(look);
    if (!inside) {
      inside = this.#document.createElement("button");
      inside.append(this.#document.createElement("i"));
      if (look === "word" || look === "pill") inside.append(textsOf(this.#document)["button.report"]);
      this.#insides.set(look, inside);
      name(inside, "idle");
    }
    root.append(inside.cloneNode(true));
    if (place === "cover") buttonIn(root)?.classList.add(coverClass);
    return root;
  }

  show(root: ShadowRoot, state: ButtonState): void {
    name(buttonIn(root), state);
    if (state === "ended") this.#offerReload(root);
  }

  /** Most buttons have no visible text. */
  #offerReload(root: ShadowRoot): void {
    const { location } = this.#document;
    const words = this.#document.createElement("b");
    words.setAttribute("role", "alert");
    words.style.cssText =
      "position:absolute;top:100%;right:0;padding:4px;white-space:nowrap;background:#222;color:#fff";
    root.append(words);
    // After it is in the page, so that it is announced.
    words.textContent = textsOf(this.#document)["button.ended"];
    root.addEventListener("click", (event) => {
      event.stopPropagation();
      event.preventDefault();
      if (event.isTrusted) location.reload();
    });
  }

  /** Only buttons over pictures are ever invisible. */
  setShown(root: ShadowRoot, shown: boolean): void {
    buttonIn(root)?.classList.toggle(shownClass, shown);
  }

  focus(root: ShadowRoot): void {
    buttonIn(root)?.focus({ preventScroll: true });
  }

  setDark(dark: boolean, roots: Iterable<readonly [ShadowRoot, Look]>): void {
    this.#dark = dark;
    for (const [look, sheet] of this.#sheets) sheet.replaceSync(rootStyle(look, dark, this.#site.id));
    if (this.#sharing) return;
    for (const [root, look] of roots) {
      const style = root.querySelector("style");
      if (style) style.textContent = rootStyle(look, dark, this.#site.id);
    }
  }

  #addStyle(root: ShadowRoot, look: Look): void {
    if (this.#sharing) {
      try {
        let sheet = this.#sheets.get(look);
        if (!sheet) {
          sheet = new CSSStyleSheet();
          sheet.replaceSync(rootStyle(look, this.#dark, this.#site.id));
          this.#sheets.set(look, sheet);
        }
        root.adoptedStyleSheets = [sheet];
        return;
      } catch {
        this.#sharing = false;
        this.#sheets.clear();
      }
    }
    const style = this.#document.createElement("style");
    style.textContent = rootStyle(look, this.#dark, this.#site.id);
    root.append(style);
  }
}

function buttonIn(root: ShadowRoot): HTMLElement | null {
  return root.querySelector("button");
}

function name(button: HTMLElement | null, state: ButtonState): void {
  if (!button) return;
  const texts = textsOf(button.ownerDocument);
  const words = state === "idle" ? texts["button.name"] : texts[`button.${state}`];
  button.title = words;
  button.setAttribute("aria-label", words);
  button.toggleAttribute("data-known", state !== "idle");
  button.ariaPressed = state === "selected" ? "true" : null;
  (button.firstElementChild as HTMLElement).style.clipPath = `path(evenodd,"${icons[state]}")`;
}
