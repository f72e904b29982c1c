import { Window } from "happy-dom";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ButtonWatcher, type WatchOptions } from "../../../../utils/page/sites/engine/button-watcher.ts";
import { Changes } from "../../../../utils/page/sites/engine/dom-changes.ts";
import { withPackRecipes } from "../../../../utils/page/sites/engine/newest-recipes.ts";
import type { PostRef } from "../../../../utils/page/sites/engine/post-ref.ts";
import { sites } from "../../../../utils/page/sites/index.ts";
import { withStructure } from "../../../../utils/page/sites/structure/structure.ts";
import { xCases } from "../../../../utils/page/sites/x/x.cases.ts";
import { calm, pauseInSteps, placeAllNear, placeByHand } from "../../../support/viewport-kit.ts";

const html = xCases[0]?.html ?? "";
const first = "x:post:1993210000000000001";
const second = "x:post:1993210000000000002";
const anotherPost = html.replaceAll("1993210000000000001", "1993210000000000002");

let window: Window;
let document: Document;
let stop: AbortController;

beforeEach(() => {
  window = new Window({ url: "https://x.com/home" });
  document = window.document as unknown as Document;
  stop = new AbortController();
  for (const name of [
    "MutationObserver",
    "requestAnimationFrame",
    "cancelAnimationFrame",
    "CSSStyleSheet",
    "window",
  ] as const) {
    vi.stubGlobal(name, name === "window" ? window : window[name]);
  }
  placeAllNear();
});

afterEach(() => {
  stop.abort();
  vi.unstubAllGlobals();
});

function watch(options: Partial<WatchOptions> = {}): ButtonWatcher {
  return new ButtonWatcher({
    site: sites.x,
    document,
    signal: stop.signal,
    automation: true,
    onClick() {},
    ...options,
  });
}

const hosts = () => [...document.querySelectorAll<HTMLElement>("lapor-kominfo")];
const subjects = () => hosts().map((host) => host.dataset.subject);

function hrefsTo(from: string, to: string): void {
  for (const link of document.querySelectorAll("a")) {
    link.setAttribute("href", (link.getAttribute("href") ?? "").replace(from, to));
  }
}

test("gives every post one button in its action row, also posts added later", async () => {
  document.body.innerHTML = html;
  watch();
  expect(hosts()).toHaveLength(1);
  await calm();
  expect(subjects()).toEqual([first]);
  expect(hosts()[0]?.parentElement?.getAttribute("role")).toBe("group");
  document.body.insertAdjacentHTML("beforeend", anotherPost);
  await calm();
  expect(subjects()).toEqual([first, second]);
  document.querySelector("article")?.append(document.createElement("p"));
  await calm();
  expect(subjects()).toEqual([first, second]);
});

test("restores a button that the site removed, and deletes one that the site copied", async () => {
  document.body.innerHTML = html;
  watch();
  hosts()[0]?.remove();
  await calm();
  expect(subjects()).toEqual([first]);
  const copy = document.querySelector("article")?.cloneNode(true) as Element;
  document.body.append(copy);
  await calm();
  expect(hosts()).toHaveLength(2);
  expect(copy.querySelectorAll("lapor-kominfo")).toHaveLength(1);
});

test("treats a recycled node as another post, without data of the old one", async () => {
  document.body.innerHTML = html;
  const watching = watch();
  await calm();
  watching.markAll(new Map([[first, "sent"]]));
  expect(hosts()[0]?.dataset.state).toBe("sent");
  hrefsTo("1993210000000000001", "1993210000000000002");
  await calm();
  expect(subjects()).toEqual([second]);
  expect(hosts()[0]?.dataset.state).toBe("idle");
});

test("ignores a click that no person made, and hides it from the site", () => {
  document.body.innerHTML = html;
  const onClick = vi.fn();
  watch({ onClick });
  const heard = vi.fn();
  document.addEventListener("click", heard);
  hosts()[0]?.click();
  expect(onClick).not.toHaveBeenCalled();
  expect(heard).not.toHaveBeenCalled();
});

/** An event as the browser itself would make it. */
function trusted<E>(event: E): Event {
  Object.defineProperty(event, "isTrusted", { value: true });
  return event as Event;
}

test("a press with Shift marks, even if the browser loses Shift in a click made with a key", () => {
  document.body.innerHTML = html;
  const onClick = vi.fn();
  const watching = watch({ onClick });
  const press = (init: object) => {
    // Earlier presses have been handled.
    watching.presses = [];
    hosts()[0]?.dispatchEvent(trusted(new window.MouseEvent("click", init)));
  };
  const key = (init: object) => hosts()[0]?.dispatchEvent(trusted(new window.KeyboardEvent("keydown", init)));
  press({ shiftKey: true, detail: 1 });
  expect(onClick).toHaveBeenLastCalledWith(expect.objectContaining({ subject: first, several: true }));
  key({ key: "Enter", shiftKey: true });
  press({ detail: 0 });
  expect(onClick).toHaveBeenLastCalledWith(expect.objectContaining({ several: true }));
  press({ detail: 1 });
  expect(onClick.mock.lastCall?.[0]).not.toHaveProperty("several");
  key({ key: "Enter", shiftKey: false });
  press({ detail: 0 });
  expect(onClick.mock.lastCall?.[0]).not.toHaveProperty("several");
});

test("in the selection mode presses and keys on a button go to the mode", async () => {
  document.body.innerHTML = html + anotherPost;
  const onClick = vi.fn();
  const watching = watch({ onClick });
  await calm();
  watching.selectionMode = { press: vi.fn(), key: vi.fn() };
  hosts()[1]?.dispatchEvent(trusted(new window.MouseEvent("click", { detail: 1 })));
  expect(watching.selectionMode.press).toHaveBeenCalledWith(expect.objectContaining({ subject: second }));
  hosts()[1]?.click();
  expect(watching.selectionMode.press).toHaveBeenCalledTimes(1);
  hosts()[0]?.dispatchEvent(trusted(new window.KeyboardEvent("keydown", { key: "Escape" })));
  expect(watching.selectionMode.key).toHaveBeenCalledTimes(1);
  expect(onClick).not.toHaveBeenCalled();
  expect(watching.posts().map(({ subject }) => subject)).toEqual([first, second]);
});

test("sets no attributes in a store build, and keeps its root closed", () => {
  document.body.innerHTML = html;
  const { observed, report } = placeByHand();
  const watching = watch({ automation: false });
  report([...observed][0], true);
  watching.markAll(new Map([[first, "sent"]]));
  expect(hosts()[0]?.getAttributeNames()).toEqual(["style"]);
  expect(hosts()[0]?.shadowRoot).toBeNull();
  expect(hosts()[0]?.childNodes).toHaveLength(0);
});

/** The inside of every button, which is closed to the page. */
function watchRoots(): ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  const { attachShadow } = window.Element.prototype;
  window.Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    roots.push(root as unknown as ShadowRoot);
    return root;
  };
  return roots;
}

test("a button over a picture shows for the post that is pointed at or focused, and where it has a state", async () => {
  const roots = watchRoots();
  document.body.innerHTML = ["Rekaan00001", "Rekaan00002"]
    .map(
      (id) =>
        `<ytd-video-renderer><a href="https://www.youtube.com/watch?v=${id}">V</a></ytd-video-renderer>`,
    )
    .join("");
  const watching = watch({ site: sites.youtube });
  await calm();
  const buttons = () => roots.map((root) => root.querySelector("button"));
  const classes = () => buttons().map((button) => button?.className);
  expect(classes()).toEqual(["cover", "cover"]);
  const [one, other] = document.querySelectorAll("a");
  other?.dispatchEvent(new window.Event("pointerover", { bubbles: true }) as unknown as Event);
  expect(classes()).toEqual(["cover", "cover shown"]);
  one?.dispatchEvent(new window.Event("focusin", { bubbles: true }) as unknown as Event);
  expect(classes()).toEqual(["cover shown", "cover"]);
  watching.markAll(new Map([["youtube:video:Rekaan00002", "reported"]]));
  expect(buttons().map((button) => button?.hasAttribute("data-known"))).toEqual([false, true]);
});

test.each([
  ["id", "Laporkan ke Kominfo"],
  ["en-GB", "Report to Kominfo"],
  ["", "Laporkan ke Kominfo"],
])("speaks the page's language (%s)", async (lang, words) => {
  const roots = watchRoots();
  document.documentElement.lang = lang;
  document.body.innerHTML = html;
  watch();
  await calm();
  expect(roots[0]?.querySelector("button")?.title).toBe(words);
});

test("applies updated recipes on the open page: old posts lose their button, others keep it with its state", async () => {
  document.body.innerHTML = html;
  const watching = watch();
  await calm();
  watching.markAll(new Map([[first, "sent"]]));
  const [before] = hosts();
  const [post] = sites.x.posts;
  if (!post) throw new Error("no recipe");
  const again = JSON.parse(JSON.stringify(post));
  const other = { ...again, find: ["article.baru"] };
  const use = (...posts: (typeof post)[]) =>
    watching.use(withPackRecipes(sites.x, sites.x, { ...sites.x, posts, version: 9 }));
  use(again, other);
  await calm();
  expect(hosts()).toEqual([before]);
  expect(before?.dataset.state).toBe("sent");
  use(other);
  await calm();
  expect(hosts()).toEqual([]);
  document.querySelector("article")?.classList.add("baru");
  use(other);
  await calm();
  expect(subjects()).toEqual([first]);
  watching.use(sites.x);
  await calm();
  expect(subjects()).toEqual([first]);
});

test("removes its buttons when the extension is reloaded", () => {
  document.body.innerHTML = html;
  watch();
  stop.abort();
  expect(hosts()).toEqual([]);
});

test("the pressed button of an extension that was reloaded stays and reloads the page", async () => {
  document.body.innerHTML = html + anotherPost;
  const roots = new Map<Element, ShadowRoot>();
  const { attachShadow } = window.HTMLElement.prototype;
  vi.spyOn(window.HTMLElement.prototype, "attachShadow").mockImplementation(function attach(
    this: never,
    init,
  ) {
    const root = attachShadow.call(this, init);
    roots.set(this, root as unknown as ShadowRoot);
    return root;
  });
  const reload = vi.spyOn(window.location, "reload").mockReturnValue();
  const clicks: PostRef[] = [];
  const watcher = watch({ onClick: (clicked) => clicks.push(clicked) });
  await calm();
  watcher.press(document.querySelector("article") as Element);
  watcher.setState(clicks[0] as PostRef, "ended");
  stop.abort();
  const [host] = hosts();
  expect(hosts()).toHaveLength(1);
  expect(host?.dataset.subject).toBe(first);
  const root = roots.get(host as Element);
  const button = root?.querySelector("button");
  expect(button?.getAttribute("aria-label")).toBe("Muat ulang halaman");
  expect(root?.querySelector("[role=alert]")?.textContent).toBe("Muat ulang halaman");
  for (const isTrusted of [false, true]) {
    const event = new window.MouseEvent("click", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "isTrusted", { value: isTrusted });
    button?.dispatchEvent(event as unknown as Event);
    expect(event.defaultPrevented).toBe(true);
    expect(reload).toHaveBeenCalledTimes(isTrusted ? 1 : 0);
  }
});

test("offers each idle button's subject once, and again when a removed button returns", async () => {
  document.body.innerHTML = html + anotherPost;
  const watcher = watch();
  await calm();
  expect(watcher.takeUnmarked(1)).toEqual([first]);
  expect(watcher.takeUnmarked(9)).toEqual([second]);
  expect(watcher.takeUnmarked(9)).toEqual([]);
  watcher.markAll(new Map([[first, "reported"]]));

  watcher.use({ ...sites.x, posts: [] });
  await calm();
  watcher.use(sites.x);
  await calm();
  expect(hosts().map((host) => host.dataset.state)).toEqual(["idle", "idle"]);
  expect(watcher.takeUnmarked(9)).toEqual([first, second]);
});

test("offers a post that left the page first when it returns", async () => {
  document.body.innerHTML = html + anotherPost;
  const watcher = watch();
  await calm();
  const [article] = document.querySelectorAll("article");
  const place = article?.parentElement;
  article?.remove();
  expect(watcher.takeUnmarked(9)).toEqual([second]);
  if (article) place?.prepend(article);
  await calm();
  expect(watcher.takeUnmarked(9)).toEqual([first]);
});

test("gives posts that the recipes miss a button by structure, and none twice", async () => {
  const redesigned = html.replaceAll("data-testid", "data-baru").replace(/article/g, "div");
  document.body.innerHTML = `<main>${anotherPost}${redesigned}</main>`;
  const watching = watch();
  await expect.poll(subjects).toEqual([second]);
  watching.structure = (site) => withStructure(site, () => ({ document, address: document.URL }));
  watching.use(watching.site);
  await expect.poll(subjects).toEqual([second, first]);
  // A pack keeps the structural finder, and a post by structure is pressed like any other.
  watching.use(withPackRecipes(sites.x, sites.x, { ...sites.x, version: 9 }));
  await expect.poll(() => watching.posts().map(({ subject }) => subject)).toEqual([second, first]);
});

test("gives named posts without their row of buttons one over their corner, and keeps it", async () => {
  document.body.innerHTML = `<main>${html}${anotherPost}</main>`;
  document.querySelector('[role="group"]')?.removeAttribute("role");
  const watching = watch();
  await expect.poll(subjects).toEqual([second]);
  const [kept] = hosts();
  watching.structure = (site) => withStructure(site, () => ({ document, address: document.URL }));
  watching.use(watching.site);
  await expect.poll(subjects).toEqual([first, second]);
  expect(hosts()[0]?.parentElement?.localName).toBe("article");
  expect(hosts()[1]).toBe(kept);
  // A button with a state belongs to its post also after the post has changed.
  watching.markAll(new Map([[first, "sent"]]));
  const own = hosts()[0];
  document.querySelector("article p, article div")?.append(document.createElement("p"));
  await calm();
  expect(hosts()[0]).toBe(own);
  expect(own?.dataset).toMatchObject({ subject: first, state: "sent" });
});

test("searches posts by structure in idle time, 20 starts at a time", async () => {
  const { observed } = placeByHand();
  const idle: (() => void)[] = [];
  vi.stubGlobal("requestIdleCallback", (act: () => void) => idle.push(act));
  const redesigned = html.replaceAll("data-testid", "data-baru").replace(/article/g, "div");
  const posts = Array.from({ length: 45 }, (_, number) =>
    redesigned.replaceAll("1993210000000000001", `19932100000000${1000 + number}`),
  );
  document.body.innerHTML = `<main>${posts.map((post) => `<div>${post}</div>`).join("")}</main>`;
  const watching = watch();
  watching.structure = (site) => withStructure(site, () => ({ document, address: document.URL }));
  watching.use(watching.site);
  await calm();
  expect(observed.size).toBe(0);
  const seen: number[] = [];
  for (let slice = 0; slice < idle.length; slice++) {
    expect(watching.isBehind).toBe(true);
    idle[slice]?.();
    seen.push(observed.size);
  }
  expect(watching.isBehind).toBe(false);
  expect(seen.at(-1)).toBe(45);
  for (const [index, size] of seen.entries()) expect(size - (seen[index - 1] ?? 0)).toBeLessThanOrEqual(20);
});

test("remembers that an address was shown only while the post was pointed at", async () => {
  const late = { ...sites.x, posts: sites.x.posts.map((recipe) => ({ ...recipe, late: true as const })) };
  document.body.innerHTML = html + anotherPost;
  const [one, two] = [...document.querySelectorAll("article")];
  const show = (post: Element | undefined, id: string) => {
    for (const link of post?.querySelectorAll("a") ?? [])
      link.setAttribute("href", (link.getAttribute("href") ?? "").replace("/belum/", `/status/${id}`));
  };
  for (const link of document.querySelectorAll("a"))
    link.setAttribute("href", (link.getAttribute("href") ?? "").replace(/\/status\/\d+/, "/belum/"));
  const watching = watch({ site: late });
  await expect.poll(() => hosts().length).toBe(2);
  await calm();
  const pointed = () => watching.posts().map(({ subject, isShownByPointer }) => [subject, isShownByPointer]);
  expect(pointed()).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
  const event = new window.Event("pointerover", { bubbles: true });
  one?.querySelector("a")?.dispatchEvent(event as unknown as Event);
  show(one, "1993210000000000001");
  await expect.poll(pointed).toEqual([
    [first, true],
    [undefined, undefined],
  ]);
  // The second one appears while the pointer is elsewhere.
  show(two, "1993210000000000002");
  await expect.poll(pointed).toEqual([
    [first, true],
    [second, undefined],
  ]);
  // A change of the post does not change how its address was found.
  one?.append(document.createElement("p"));
  await calm();
  expect(pointed()[0]).toEqual([first, true]);
});

test("reserves each button's place, and identifies a post once it comes near the viewport", async () => {
  document.body.innerHTML = html + anotherPost;
  const { observed, report } = placeByHand();
  const watching = watch();
  const [one, two] = document.querySelectorAll("article");
  expect(hosts()).toHaveLength(2);
  report(one, false);
  expect(watching.takeUnmarked(9)).toEqual([]);
  report(two, true);
  expect(watching.takeUnmarked(9)).toEqual([second]);
  expect([...observed]).toEqual([one]);
  // Shown at the same place by an element that has no box of its own.
  report(one, false, 0);
  expect(watching.takeUnmarked(9)).toEqual([first]);
  expect([...observed]).toEqual([]);
});

/** Frames that the test shows, each longer than the time after which a page without growth counts as settled. */
function showFramesByHand() {
  const callbacks: FrameRequestCallback[] = [];
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => callbacks.push(callback));
  vi.stubGlobal("cancelAnimationFrame", () => undefined);
  const showFrame = async () => {
    await pauseInSteps(130);
    for (const callback of callbacks.splice(0)) callback(performance.now());
  };
  let number = 2;
  const growInFrames = async (count: number) => {
    for (let frame = 0; frame < count; frame++) {
      const post = html.replaceAll(first.slice(-19), `199321000000000000${number++}`);
      document.body.insertAdjacentHTML("beforeend", post);
      await showFrame();
    }
  };
  return { showFrame, growInFrames };
}

test("leaves new posts alone while the page grows in every frame, however slow its frames are", async () => {
  const { showFrame, growInFrames } = showFramesByHand();
  document.body.innerHTML = html;
  const { observed } = placeByHand();
  watch();
  await growInFrames(4);
  expect(observed.size).toBe(1);
  for (let frame = 0; frame < 3; frame++) await showFrame();
  await calm();
  expect(observed.size).toBe(5);
});

test("does not wait for longer than four seconds for a page that never stops growing", async () => {
  const { growInFrames } = showFramesByHand();
  document.body.innerHTML = html;
  const { observed } = placeByHand();
  watch();
  await growInFrames(3);
  expect(observed.size).toBe(1);
  const later = performance.now() + 4_000;
  vi.spyOn(performance, "now").mockReturnValue(later);
  await growInFrames(2);
  vi.mocked(performance.now).mockRestore();
  expect(observed.size).toBeGreaterThan(3);
});

test("names far posts when the person selects several, and recycled ones by what they show", async () => {
  document.body.innerHTML = html + anotherPost;
  const { observed, report } = placeByHand();
  const watching = watch();
  const [article] = document.querySelectorAll("article");
  report(article, true);
  watching.markAll(new Map([[first, "sent"]]));
  for (const link of article?.querySelectorAll("a") ?? [])
    link.setAttribute(
      "href",
      (link.getAttribute("href") ?? "").replace("1993210000000000001", "1993210000000000003"),
    );
  await calm();
  const third = "x:post:1993210000000000003";
  expect(watching.posts().map(({ subject, state }) => [subject, state])).toEqual([
    [third, "idle"],
    [second, "idle"],
  ]);
  expect([...observed]).toEqual([]);
});

test("leaves no place for a button on a post that turns out to have no name", async () => {
  document.body.innerHTML = html.replaceAll("/status/", "/other/");
  const { observed, report } = placeByHand();
  watch();
  expect(hosts()).toHaveLength(1);
  report([...observed][0], true);
  expect(hosts()).toEqual([]);
});

test("visits a waiting post only if its recipe still finds it", async () => {
  document.body.innerHTML = html + anotherPost;
  const { report } = placeByHand();
  const watching = watch();
  const [one, two] = document.querySelectorAll("article");
  // The observer reports between a change and the scan that follows it.
  one?.setAttribute("data-testid", "iklan");
  report(one, true);
  report(two, true);
  expect(subjects()).toEqual([second]);
  expect(watching.posts().map(({ subject }) => subject)).toEqual([second]);
});

test("identifies far posts in idle time, after a pause", async () => {
  document.body.innerHTML = html + anotherPost;
  const { observed, rest } = placeByHand();
  const watching = watch();
  const settled = calm();
  rest();
  expect(watching.takeUnmarked(9)).toEqual([]);
  await settled;
  await vi.waitFor(() => {
    rest();
    expect(watching.takeUnmarked(9)).toEqual([first, second]);
  }, 5_000);
  expect([...observed]).toEqual([]);
});

test("a recycled node that shows no post any more loses its button, also in one that comes again", async () => {
  document.body.innerHTML = `<div>${html}</div>`;
  watch();
  await calm();
  expect(subjects()).toEqual([first]);
  const cell = document.body.firstElementChild as Element;
  for (const link of cell.querySelectorAll("a")) link.setAttribute("href", "/lain");
  document.body.append(cell);
  await calm();
  expect(hosts()).toEqual([]);
});

test("an idle button of a changed post belongs to none until the post is inspected again", async () => {
  document.body.innerHTML = html;
  const { observed, report } = placeByHand();
  const watching = watch();
  const [article] = document.querySelectorAll("article");
  report(article, true);
  expect(subjects()).toEqual([first]);
  hrefsTo("1993210000000000001", "1993210000000000002");
  await expect.poll(subjects).toEqual([undefined]);
  expect(watching.takeUnmarked(9)).toEqual([]);
  await expect.poll(() => [...observed]).toEqual([article]);
  report(article, true);
  expect(subjects()).toEqual([second]);
});

test("asks again for the mark of a post that returns to the same node", async () => {
  document.body.innerHTML = html;
  const watching = watch();
  await calm();
  expect(watching.takeUnmarked(9)).toEqual([first]);
  watching.markAll(new Map([[first, "reported"]]));
  // Another post is shown too briefly to be asked for.
  hrefsTo("1993210000000000001", "1993210000000000002");
  await expect.poll(subjects).toEqual([second]);
  hrefsTo("1993210000000000002", "1993210000000000001");
  await expect.poll(subjects).toEqual([first]);
  expect(hosts()[0]?.dataset.state).toBe("idle");
  expect(watching.takeUnmarked(9)).toEqual([first]);
});

/** Replaces the post's links with new elements, as a site does that renders a node again for another post. */
function renderLinksAgain(from: string, to: string): void {
  for (const link of document.querySelectorAll("a")) {
    const copy = link.cloneNode(true) as Element;
    copy.setAttribute("href", (link.getAttribute("href") ?? "").replace(from, to));
    link.replaceWith(copy);
  }
}

test("a button with a state loses it at once when new nodes make its post another one", async () => {
  document.body.innerHTML = html;
  const { report } = placeByHand();
  const watching = watch();
  report(document.querySelector("article") ?? undefined, true);
  watching.markAll(new Map([[first, "sent"]]));
  renderLinksAgain("1993210000000000001", "1993210000000000002");
  await expect.poll(subjects).toEqual([second]);
  expect(hosts()[0]?.dataset.state).toBe("idle");
});

test("states that arrive for a changed post are shown only if it is still the same", async () => {
  document.body.innerHTML = html + anotherPost;
  const { report } = placeByHand();
  const watching = watch();
  const [one, two] = document.querySelectorAll("article");
  report(one, true);
  report(two, true);
  const [clicked] = watching.posts();
  expect(clicked?.subject).toBe(first);
  hrefsTo("1993210000000000001", "1993210000000000003");
  two?.querySelector("a")?.setAttribute("href", two.querySelector("a")?.getAttribute("href") ?? "");
  await expect.poll(subjects).toEqual([undefined, undefined]);
  watching.markAll(
    new Map([
      [first, "reported"],
      [second, "reported"],
    ]),
  );
  expect(hosts().map((host) => host.dataset.state)).toEqual(["idle", "reported"]);
  if (clicked) watching.setState(clicked, "opening");
  const third = "x:post:1993210000000000003";
  expect(watching.posts().map(({ subject, state }) => [subject, state])).toEqual([
    [third, "idle"],
    [second, "reported"],
  ]);
});

test("a state that is set while the same post waits to be inspected again stays", async () => {
  document.body.innerHTML = html;
  const { observed, report } = placeByHand();
  const watching = watch();
  const [article] = document.querySelectorAll("article");
  report(article, true);
  const [clicked] = watching.posts();
  document.body.append(article as Element);
  await expect.poll(() => [...observed]).toEqual([article]);
  if (clicked) watching.setState(clicked, "opening");
  report(article, true);
  expect([subjects(), hosts()[0]?.dataset.state]).toEqual([[first], "opening"]);
});

test("a press before the post is identified tries every recipe that found it", () => {
  document.body.innerHTML = html;
  const { observed } = placeByHand();
  const onClick = vi.fn();
  const [post] = sites.x.posts;
  if (!post) throw new Error("no recipe");
  // The first one reserves the place and cannot name the post.
  const nameless = { ...post, identity: [{ at: "b", read: "attr:href" as const }] };
  const watching = watch({ onClick, site: { ...sites.x, posts: [nameless, post] } });
  expect(hosts()).toHaveLength(1);
  hosts()[0]?.dispatchEvent(trusted(new window.MouseEvent("click", { detail: 1 })));
  expect(onClick).toHaveBeenCalledWith(expect.objectContaining({ subject: first }));
  expect(subjects()).toEqual([first]);
  expect([...observed]).toEqual([]);
  expect(watching.presses).toHaveLength(1);
});

test("a post that waits and gets another recipe's button is observed anew, not twice", async () => {
  document.body.innerHTML = html;
  const { observed, unheard, report } = placeByHand();
  const [post] = sites.x.posts;
  if (!post) throw new Error("no recipe");
  const named = (at: string) => ({
    ...post,
    identity: [{ at, closest: "a", read: "attr:href" as const }],
  });
  const watching = watch({ site: { ...sites.x, posts: [named("time"), named("b")] } });
  const [article] = document.querySelectorAll("article");
  report(article, true);
  article?.append(document.createElement("p"));
  await expect.poll(() => [...observed]).toEqual([article]);
  watching.markAll(new Map([[first, "sent"]]));
  const link = article?.querySelector("time")?.closest("a");
  const other = link?.cloneNode() as Element;
  other.setAttribute("href", (link?.getAttribute("href") ?? "").replace("0001", "0002"));
  other.append(document.createElement("b"));
  link?.replaceWith(other);
  await expect.poll(subjects).toEqual([second]);
  await calm();
  expect(unheard).toEqual([]);
});

test("searches the whole page once, instead of thousands of elements that were added", async () => {
  document.body.innerHTML = "<main></main>";
  watch({ site: sites.youtube });
  await calm();
  const { matches } = window.Element.prototype;
  let calls = 0;
  window.Element.prototype.matches = function (selector: string) {
    calls++;
    return matches.call(this, selector);
  };
  const main = document.querySelector("main");
  const batches = Array.from({ length: 6 }, () => {
    const batch = document.createDocumentFragment();
    for (let count = 0; count < 1_500; count++) batch.append(document.createElement("p"));
    return batch;
  });
  // The page grows faster than it settles.
  const clock = vi.spyOn(performance, "now").mockReturnValue(performance.now());
  for (const batch of batches) {
    main?.append(batch);
    await new Promise((resolve) => window.requestAnimationFrame(resolve));
  }
  clock.mockRestore();
  await calm();
  expect(calls).toBeLessThan(5_000);
});

test("ignores its own changes to the page, also in nested work", () => {
  const changes = new Changes(sites.x, { document, isButton: () => true, scan() {} });
  changes.unrecorded(() => {
    document.body.append(document.createElement("p"));
    changes.unrecorded(() => document.body.append(document.createElement("p")));
  });
  expect(changes.take()).toEqual({ added: [], touched: [] });
  document.body.append(document.createElement("i"));
  expect(changes.take().added.map(({ localName }) => localName)).toEqual(["i"]);
  changes.stop();
});

test("searches nothing else of its recipe in an added element that is a post itself", async () => {
  const [post] = sites.x.posts;
  if (!post) throw new Error("no recipe");
  const recipe = { ...post, find: ["article", ".kiriman"], climb: { from: "time", stop: "body" } };
  watch({ site: { ...sites.x, posts: [recipe] } });
  await calm();
  const { querySelectorAll } = window.Element.prototype;
  const asked: string[] = [];
  window.Element.prototype.querySelectorAll = function (selector: string) {
    asked.push(selector);
    return querySelectorAll.call(this, selector);
  };
  const inner = document.createElement("div");
  inner.innerHTML = html;
  const article = inner.querySelector("article") as Element;
  article.querySelector("div")?.classList.add("kiriman");
  document.body.append(article);
  await calm();
  expect(subjects()).toEqual([first]);
  expect(asked.filter((selector) => selector === "time" || selector.includes(".kiriman"))).toEqual([]);
});
