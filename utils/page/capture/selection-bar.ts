/** The bar of "pilih beberapa": the number of selected posts, a button to report them, and one to cancel. */

import { captureLimits } from "../../shared/contract/limits.ts";
import type { Language } from "../../shared/contract/site.ts";
import { fill } from "../../shared/i18n/fill-placeholders.ts";
import { selectTexts } from "../../shared/i18n/texts/capture-script.ts";
import { placeBar, showBar, styleBar } from "./bar-style.ts";
import { closedHost } from "./closed-host.ts";
import type { NotSelectedReason } from "./post-selection.ts";

export interface Bar {
  /** Shows the number of selected posts, and why the last one was refused. `dark` follows the site's theme. */
  show(count: number, refused: NotSelectedReason | undefined, dark: boolean): void;
  /** Called while the form is open and while the picture is taken. */
  hide(): void;
  focus(): void;
  remove(): void;
}

export interface BarOptions {
  language: Language;
  /** Automation builds expose the count and the click position as attributes of the host. */
  automation: boolean;
  onReport(): void;
  onCancel(): void;
}

/** Prevents keys on the bar from reaching the site: on YouTube the space bar pauses the video. */
const ownEvents = [
  "click",
  "mousedown",
  "mouseup",
  "pointerdown",
  "pointerup",
  "keydown",
  "keypress",
  "keyup",
];

/** Adds the bar to the page. It is invisible until `show`. */
export function mountBar({ language, automation, onReport, onCancel }: BarOptions): Bar {
  const texts = selectTexts[language];
  const { host, root } = closedHost("lapor-kominfo-bar");
  host.popover = "manual";
  const region = document.createElement("section");
  region.lang = language;
  region.setAttribute("aria-label", texts["select.label"]);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const counted = document.createElement("strong");
  const said = document.createElement("span");
  status.append(counted, said);
  const report = button(texts["select.report"], "Ctrl+Enter", onReport);
  report.className = "primary";
  const cancel = button(texts["select.cancel"], "Esc", onCancel);
  region.append(status, cancel, report);
  styleBar(root);
  root.append(region);
  placeBar(host);
  for (const type of ownEvents) host.addEventListener(type, (event) => event.stopPropagation());
  document.documentElement.append(host);
  host.showPopover();

  return {
    show(count, refused, dark) {
      region.dataset.theme = dark ? "dark" : "light";
      counted.textContent = count === 0 ? texts["select.none"] : fill(texts["select.count"], { count });
      said.textContent = refused ? fill(texts[`select.${refused}`], { most: captureLimits.setPosts }) : "";
      report.disabled = count === 0;
      showBar(host, true);
      if (!automation) return;
      host.dataset.selectCount = String(count);
      host.dataset.selectReport = centreOf(report);
      host.dataset.selectCancel = centreOf(cancel);
    },
    hide: () => showBar(host, false),
    focus: () => report.focus(),
    remove: () => host.remove(),
  };
}

function button(name: string, key: string, onPress: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = name;
  made.title = key;
  // Scripts of the page can also press elements that they can reach.
  made.addEventListener("click", (event) => event.isTrusted && onPress());
  return made;
}

/** Returns the centre in CSS pixels of the viewport, such as `640 870`. */
export function centreOf(element: Element): string {
  const { left, top, width, height } = element.getBoundingClientRect();
  return `${Math.round(left + width / 2)} ${Math.round(top + height / 2)}`;
}
