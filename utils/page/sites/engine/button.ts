/**
 * The button on a post: a plain host element that reserves its space at once; its closed root follows a moment
 * later.
 */

import { idButtonTexts as texts } from "../../../shared/i18n/button.ts";
import type { Look, Slot } from "../site.ts";
import type { ButtonState } from "./button-state.ts";
import { hostStyle, rootStyle } from "./button-style.ts";
import { icons } from "./icons.ts";
import { fitOf, type Spot } from "./slot.ts";

export const tag = "lapor-kominfo";

const nameOf = (state: ButtonState) => (state === "idle" ? texts["button.name"] : texts[`button.${state}`]);

/** Creates the buttons of one page and keeps them in its theme. */
export class Buttons {
  readonly #document: Document;
  readonly #attributes: Readonly<Record<string, string>>;
  readonly #hosts = new Map<Slot, HTMLElement>();
  readonly #insides = new Map<Look, HTMLElement>();
  readonly #sheets = new Map<Look, CSSStyleSheet>();
  /** Firefox rejects shared style sheets from content scripts. There each root has its own style element. */
  #sharing = true;
  #dark: boolean;

  constructor(document: Document, dark: boolean, attributes: Readonly<Record<string, string>>) {
    this.#document = document;
    this.#dark = dark;
    this.#attributes = attributes;
  }

  /** Returns an empty host with the button's size. */
  host({ anchor, slot }: Spot): HTMLElement {
    let template = this.#hosts.get(slot);
    if (!template) {
      template = this.#document.createElement(tag);
      for (const [name, value] of Object.entries(this.#attributes)) template.setAttribute(name, value);
      template.style.cssText = hostStyle(slot.look, fitOf({ anchor, slot }));
      this.#hosts.set(slot, template);
    }
    return template.cloneNode() as HTMLElement;
  }

  fill(host: Element, look: Look): ShadowRoot {
    const root = host.attachShadow({ mode: "closed" });
    this.#addStyle(root, look);
    let inside = this.#insides.get(look);
    if (!inside) {
      inside = this.#document.createElement("button");
      inside.append(this.#document.createElement("i"));
      if (look === "word" || look === "pill") inside.append(texts["button.report"]);
      this.#insides.set(look, inside);
      name(inside, "idle");
    }
    root.append(inside.cloneNode(true));
    return root;
  }

  show(root: ShadowRoot, state: ButtonState): void {
    name(buttonIn(root), state);
  }

  focus(root: ShadowRoot): void {
    buttonIn(root)?.focus();
  }

  setDark(dark: boolean, roots: Iterable<readonly [ShadowRoot, Look]>): void {
    this.#dark = dark;
    for (const [look, sheet] of this.#sheets) sheet.replaceSync(rootStyle(look, dark));
    if (this.#sharing) return;
    for (const [root, look] of roots) {
      const style = root.querySelector("style");
      if (style) style.textContent = rootStyle(look, dark);
    }
  }

  #addStyle(root: ShadowRoot, look: Look): void {
    if (this.#sharing) {
      try {
        let sheet = this.#sheets.get(look);
        if (!sheet) {
          sheet = new CSSStyleSheet();
          sheet.replaceSync(rootStyle(look, this.#dark));
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
    style.textContent = rootStyle(look, this.#dark);
    root.append(style);
  }
}

function buttonIn(root: ShadowRoot): HTMLElement | null {
  return root.querySelector("button");
}

function name(button: HTMLElement | null, state: ButtonState): void {
  if (!button) return;
  button.title = nameOf(state);
  button.setAttribute("aria-label", nameOf(state));
  button.ariaPressed = state === "selected" ? "true" : null;
  (button.firstElementChild as HTMLElement).style.clipPath = `path(evenodd,"${icons[state]}")`;
}
