/** The button on a post: a plain element with a closed root, cloned whole from a template made once per look. */

import { openRoot } from "../core/browser.ts";
import { idButtonTexts as texts } from "../language/button.ts";
import type { ButtonState } from "./button-state.ts";
import { activeStyle, buttonStyle, type Fit, hostStyle, iconStyle } from "./button-style.ts";
import { icons } from "./icons.ts";
import type { Look } from "./site.ts";

export const tag = "lapor-kominfo";

const nameOf = (state: ButtonState) => (state === "idle" ? texts["button.name"] : texts[`button.${state}`]);

/** Makes the buttons of one page and keeps them in its theme. */
export class Buttons {
  readonly #document: Document;
  readonly #attributes: Readonly<Record<string, string>>;
  #dark: boolean;
  #templates = new Map<string, HTMLElement>();
  /** Where a closed root cannot be opened again, each is made by hand and remembered. */
  #roots = new WeakMap<Element, ShadowRoot>();
  #canReopen = true;

  constructor(document: Document, dark: boolean, attributes: Readonly<Record<string, string>>) {
    this.#document = document;
    this.#dark = dark;
    this.#attributes = attributes;
  }

  make(look: Look, fit: Fit): HTMLElement {
    if (!this.#canReopen) return this.#build(look, fit);
    const key = look + fit;
    let template = this.#templates.get(key);
    if (!template) {
      template = this.#build(look, fit);
      this.#templates.set(key, template);
      const copy = template.cloneNode(true) as HTMLElement;
      this.#canReopen = Boolean(openRoot(copy)?.firstElementChild);
      return this.#canReopen ? copy : template;
    }
    return template.cloneNode(true) as HTMLElement;
  }

  show(host: Element, look: Look, state: ButtonState): void {
    const button = this.#buttonOf(host);
    if (!button) return;
    // The name of a button without words; one with words needs it apart.
    button.title = nameOf(state);
    if (button.childNodes.length > 1) button.setAttribute("aria-label", nameOf(state));
    (button.firstElementChild as HTMLElement).style.cssText = iconStyle(look, icons[state]);
  }

  focus(host: Element): void {
    this.#buttonOf(host)?.focus();
  }

  /** Gives a button its answer to pointer and focus, when either first reaches it. */
  activate(host: Element, look: Look): void {
    const root = this.#rootOf(host);
    if (!root || root.childElementCount > 1) return;
    const style = this.#document.createElement("style");
    style.textContent = activeStyle(look, this.#dark);
    root.append(style);
  }

  setDark(dark: boolean, hosts: Iterable<readonly [Element, Look]>): void {
    this.#dark = dark;
    this.#templates.clear();
    for (const [host, look] of hosts) {
      const [button, style] = this.#rootOf(host)?.children ?? [];
      if (button) (button as HTMLElement).style.cssText = buttonStyle(look, dark);
      if (style) style.textContent = activeStyle(look, dark);
    }
  }

  #build(look: Look, fit: Fit): HTMLElement {
    const host = this.#document.createElement(tag);
    for (const [name, value] of Object.entries(this.#attributes)) host.setAttribute(name, value);
    host.style.cssText = hostStyle(look, fit);
    const root = host.attachShadow({ mode: "closed", clonable: true });
    const button = this.#document.createElement("button");
    button.style.cssText = buttonStyle(look, this.#dark);
    button.append(this.#document.createElement("i"));
    if (look === "word" || look === "pill") button.append(texts["button.report"]);
    root.append(button);
    this.#roots.set(host, root);
    this.show(host, look, "idle");
    return host;
  }

  #rootOf(host: Element): ShadowRoot | null | undefined {
    return this.#roots.get(host) ?? openRoot(host);
  }

  #buttonOf(host: Element): HTMLElement | null | undefined {
    return this.#rootOf(host)?.firstElementChild as HTMLElement | null | undefined;
  }
}
