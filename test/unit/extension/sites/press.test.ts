/** A post is reported from outside the page: which element is meant, and whose button that presses. */

import { Window } from "happy-dom";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ButtonWatcher } from "../../../../utils/page/sites/engine/button-watcher.ts";
import { type PostRef, watchSelection } from "../../../../utils/page/sites/engine/post-ref.ts";
import { sites } from "../../../../utils/page/sites/index.ts";
import { xCases } from "../../../../utils/page/sites/x/x.cases.ts";
import { calm, placeAllNear } from "../../../support/viewport-kit.ts";

const html = xCases[0]?.html ?? "";
const subject = "x:post:1993210000000000001";

let document: Document;
let window: Window;
let stop: AbortController;
let clicks: PostRef[];

beforeEach(() => {
  window = new Window({ url: "https://x.com/home" });
  document = window.document as unknown as Document;
  stop = new AbortController();
  clicks = [];
  for (const name of [
    "MutationObserver",
    "requestAnimationFrame",
    "cancelAnimationFrame",
    "CSSStyleSheet",
  ] as const)
    vi.stubGlobal(name, window[name]);
  placeAllNear();
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", document);
  document.body.innerHTML = `<nav tabindex="0">Menu</nav>${html}`;
});

afterEach(() => {
  stop.abort();
  vi.unstubAllGlobals();
});

/** Resolves when the page is idle and every post has its button. */
async function watch(): Promise<ButtonWatcher> {
  const watching = new ButtonWatcher({
    site: sites.x,
    document,
    signal: stop.signal,
    automation: true,
    onClick: (clicked) => clicks.push(clicked),
  });
  await calm();
  return watching;
}

const query = (selector: string) => document.querySelector(selector) as HTMLElement;

test("an element inside a post presses its button, one outside presses none", async () => {
  const watching = await watch();
  expect(watching.press(query("[data-testid='tweetText']"))).toBe(true);
  expect(watching.press(query("article"))).toBe(true);
  expect(clicks.map((clicked) => clicked.subject)).toEqual([subject, subject]);
  expect(watching.press(query("nav"))).toBe(false);
  expect(watching.press(document.body)).toBe(false);
  expect(clicks).toHaveLength(2);
  // One button, one press, though it was pressed twice before anything came of it.
  expect(watching.presses).toEqual([clicks[1]]);
});

test("presses wait in order, and a button pressed twice shows its text from before the first again", async () => {
  document.body.append(document.importNode(query("article"), true));
  const last = [...document.querySelectorAll("article")].at(-1);
  for (const link of last?.querySelectorAll("a[href*='/status/']") ?? [])
    link.setAttribute("href", link.getAttribute("href")?.replace(/\d{10,}/, "1993210000000009999") ?? "");
  const watching = await watch();
  const pressed = () => watching.presses.map((press) => press.subject);
  watching.press(query("article"));
  watching.setState(clicks[0] as PostRef, "opening");
  watching.press(last as HTMLElement);
  expect(pressed()).toEqual([subject, "x:post:1993210000000009999"]);
  watching.press(query("article"));
  expect(pressed()).toEqual(["x:post:1993210000000009999", subject]);
  const again = clicks[2] as PostRef;
  expect(again.state).toBe("idle");
  watching.giveUp(again);
  expect(pressed()).toEqual(["x:post:1993210000000009999"]);
  expect(query("lapor-kominfo").dataset.state).toBe("idle");
});

test("does not press a post that is no longer one", async () => {
  const watching = await watch();
  const text = query("[data-testid='tweetText']");
  for (const link of document.querySelectorAll("article a[href*='/status/']")) link.remove();
  expect(watching.press(text)).toBe(false);
  expect(clicks).toEqual([]);
});

function menuOn(element: Element, isTrusted: boolean): void {
  const event = new window.MouseEvent("contextmenu", { bubbles: true });
  Object.defineProperty(event, "isTrusted", { value: isTrusted });
  element.dispatchEvent(event as unknown as Event);
}

test("the menu's element is the last on which a person, not the page, opened a menu", () => {
  const pointed = watchSelection(stop.signal);
  expect(pointed("menu")).toEqual([]);
  menuOn(query("article"), true);
  menuOn(query("nav"), false);
  expect(pointed("menu")).toEqual([query("article")]);
  stop.abort();
  menuOn(query("nav"), true);
  expect(pointed("menu")).toEqual([query("article")]);
});

test("keys apply to the focused post, then to the one under the pointer; each frame handles its own", () => {
  const pointed = watchSelection(stop.signal);
  const focus = vi.spyOn(document, "hasFocus").mockReturnValue(true);
  const hovered = vi.spyOn(document, "querySelectorAll");
  hovered.mockReturnValue([document.body, query("article")] as never);
  query("nav").focus();
  expect(pointed("keys")).toEqual([query("nav"), query("article")]);
  focus.mockReturnValue(false);
  expect(pointed("keys")).toEqual([query("article")]);
  hovered.mockReturnValue([document.body, document.createElement("iframe")] as never);
  expect(pointed("keys")).toEqual([]);
});

test("a button that gets the focus again does not scroll the page back to its post", async () => {
  const watching = await watch();
  watching.press(query("article"));
  const focus = vi.spyOn(window.HTMLElement.prototype, "focus");
  watching.focus(clicks[0] as PostRef);
  expect(focus).toHaveBeenCalledExactlyOnceWith({ preventScroll: true });
});
