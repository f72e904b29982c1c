/** The button on a post: a plain element with a closed root, cloned from a template made once per look. */

import { buttonTexts } from "../language/button.ts";
import { type Fit, styleFor } from "./button-style.ts";
import { type ButtonState, icons } from "./icons.ts";
import type { Look } from "./site.ts";

export const tag = "lapor-kominfo";

export interface Button {
  host: HTMLElement;
  show(state: ButtonState): void;
  focus(): void;
}

const texts = buttonTexts.id;
const svgNamespace = "http://www.w3.org/2000/svg";
const nameOf = (state: ButtonState) => (state === "idle" ? texts["button.name"] : texts[`button.${state}`]);

/** Makes buttons that all follow one theme. */
export class ButtonFactory {
  #dark: boolean;
  #sheets = new Map<string, CSSStyleSheet>();
  #template: HTMLElement | undefined;
  /** Firefox refuses shared sheets from a content script: there each root has a style element of its own. */
  #sharing = true;
  #styles = new Set<WeakRef<HTMLStyleElement>>();

  constructor(dark: boolean) {
    this.#dark = dark;
  }

  setDark(dark: boolean): void {
    this.#dark = dark;
    for (const [key, sheet] of this.#sheets) sheet.replaceSync(this.#css(key));
    for (const reference of this.#styles) {
      const style = reference.deref();
      if (style) style.textContent = this.#css(style.title);
      else this.#styles.delete(reference);
    }
  }

  make(document: Document, look: Look, fit: Fit, state: ButtonState): Button {
    const host = document.createElement(tag);
    // Telegram Web A counts neither selection nor pasting inside such an element.
    host.className = "no-selection";
    host.setAttribute("data-ignore-on-paste", "");
    const root = host.attachShadow({ mode: "closed" });
    this.#template ??= buildTemplate(document);
    const button = this.#template.cloneNode(true) as HTMLElement;
    if (look === "word" || look === "pill") button.append(texts["button.report"]);
    this.#addStyle(document, root, `${look} ${fit}`);
    root.append(button);
    const show = (next: ButtonState) => {
      button.title = nameOf(next);
      button.ariaLabel = nameOf(next);
      button.firstElementChild?.firstElementChild?.setAttribute("d", icons[next]);
    };
    if (state !== "idle") show(state);
    return { host, show, focus: () => button.focus() };
  }

  #css(key: string): string {
    const [look, fit] = key.split(" ") as [Look, Fit];
    return styleFor(look, fit, this.#dark);
  }

  #addStyle(document: Document, root: ShadowRoot, key: string): void {
    if (this.#sharing) {
      try {
        let sheet = this.#sheets.get(key);
        if (!sheet) {
          sheet = new CSSStyleSheet();
          sheet.replaceSync(this.#css(key));
          this.#sheets.set(key, sheet);
        }
        root.adoptedStyleSheets = [sheet];
        return;
      } catch {
        this.#sharing = false;
        this.#sheets.clear();
      }
    }
    const style = document.createElement("style");
    style.title = key;
    style.textContent = this.#css(key);
    this.#styles.add(new WeakRef(style));
    root.append(style);
  }
}

function buildTemplate(document: Document): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.title = nameOf("idle");
  button.setAttribute("aria-label", nameOf("idle"));
  const icon = document.createElementNS(svgNamespace, "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svgNamespace, "path");
  path.setAttribute("d", icons.idle);
  icon.append(path);
  button.append(icon);
  return button;
}
