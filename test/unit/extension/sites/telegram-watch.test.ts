import { Window } from "happy-dom";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ButtonWatcher } from "../../../../utils/page/sites/engine/button-watcher.ts";
import { sites } from "../../../../utils/page/sites/index.ts";
import { calm, pauseInSteps, placeAllNear } from "../../../support/viewport-kit.ts";

let document: Document;
let stop: AbortController;

async function open(address: string, html: string): Promise<void> {
  const window = new Window({ url: address });
  document = window.document as unknown as Document;
  for (const name of [
    "MutationObserver",
    "requestAnimationFrame",
    "cancelAnimationFrame",
    "CSSStyleSheet",
  ] as const) {
    vi.stubGlobal(name, window[name]);
  }
  placeAllNear();
  vi.stubGlobal("window", window);
  document.body.innerHTML = html;
  new ButtonWatcher({ site: sites.telegram, document, signal: stop.signal, automation: true, onClick() {} });
  await calm();
}

beforeEach(() => {
  stop = new AbortController();
});

afterEach(() => {
  stop.abort();
  vi.unstubAllGlobals();
});

const subjects = () =>
  [...document.querySelectorAll<HTMLElement>("lapor-kominfo")].map((host) => host.dataset.subject);

async function change(selector: string, name: string, value: string): Promise<void> {
  document.querySelector(selector)?.setAttribute(name, value);
  await calm();
}

const message = '<div class="message-content"><div class="text-content">Halo</div></div>';
const bubble = (mid: string, peer: string) =>
  `<div class="bubble is-in" data-mid="${mid}" data-peer-id="${peer}"><div class="bubble-content"><div class="message">Halo</div></div></div>`;
const chat = (peer: string, bubbles: string) =>
  `<div class="chat active"><div class="topbar"><div class="user-title"><span class="peer-title" data-peer-id="${peer}">Kabar</span></div></div><div class="bubbles-inner">${bubbles}</div></div>`;
/** Substitutes: the names are known only after a check. */
const channel = "telegram:message:-10017/0";
const bubbleOf = (id: number) => `telegram:message:-10017/${id}`;

test("t.me: a message's node that shows another one counts as that one", async () => {
  await open(
    "https://t.me/s/kabarcontoh",
    '<div class="tgme_widget_message" data-post="kabarcontoh/42"><div class="tgme_widget_message_bubble"></div></div>',
  );
  expect(subjects()).toEqual(["telegram:message:kabarcontoh/42"]);
  await change("[data-post]", "data-post", "kabarcontoh/43");
  expect(subjects()).toEqual(["telegram:message:kabarcontoh/43"]);
});

test("Web A: asks about the message that the node shows now", async () => {
  await open(
    "https://web.telegram.org/a/#-1001700000001",
    `<div class="Message message-list-item" data-message-id="42">${message}</div>`,
  );
  expect(subjects()).toEqual(["telegram:message:-1001700000001/42"]);
  await change("[data-message-id]", "data-message-id", "43");
  expect(subjects()).toEqual(["telegram:message:-1001700000001/43"]);
});

test("Web K: watches a bubble's number and its chat", async () => {
  await open(
    "https://web.telegram.org/k/#@kabarcontoh",
    chat("-17", bubble("4294967338", "-17") + bubble("4294967339", "-17")),
  );
  expect(subjects()).toEqual([channel, bubbleOf(42), bubbleOf(43)]);
  await change('[data-mid="4294967338"]', "data-mid", "4294967340");
  expect(subjects()).toContain(bubbleOf(44));
  await change('[data-mid="4294967339"]', "data-peer-id", "-18");
  expect(subjects()).toEqual([channel, bubbleOf(44)]);
});

test("Web K: removes all buttons of the old chat when another chat's title appears", async () => {
  await open("https://web.telegram.org/k/#@kabarcontoh", chat("-17", bubble("4294967338", "-17")));
  expect(subjects()).toHaveLength(2);
  const title = document.querySelector(".peer-title")?.cloneNode(true) as Element;
  title.setAttribute("data-peer-id", "5550001");
  document.querySelector(".user-title")?.replaceChildren(title);
  await calm();
  expect(subjects()).toEqual([]);
});

test("Web K: a bubble that comes to show a private chat has no button in the next frame", async () => {
  await open(
    "https://web.telegram.org/k/#@kabarcontoh",
    chat("-17", bubble("4294967338", "-17") + bubble("4294967339", "-17")),
  );
  // The page grows all the time, so it never settles.
  const frame = () => pauseInSteps(30);
  const grow = () => document.body.append(document.createElement("p"));
  grow();
  await frame();
  grow();
  document.querySelector('[data-mid="4294967339"]')?.setAttribute("data-peer-id", "5550001");
  await frame();
  expect(subjects()).toEqual([channel, bubbleOf(42)]);
  grow();
  const again = document.querySelector('[data-mid="4294967338"]') as Element;
  again.remove();
  again.setAttribute("data-peer-id", "5550001");
  document.querySelector(".bubbles-inner")?.append(again);
  await frame();
  expect(subjects()).toEqual([channel]);
});
