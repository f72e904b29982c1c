/** Counting on a page: once a visit, when it was in view long enough, and numbers alone. */

import { Window } from "happy-dom";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readEvidence } from "../../../../utils/page/capture/capture-evidence.ts";
import { captureCount } from "../../../../utils/page/capture/open-form.ts";
import { countPages } from "../../../../utils/page/sites/engine/count-page.ts";
import { countPage } from "../../../../utils/page/sites/engine/count-posts.ts";
import { findPosts } from "../../../../utils/page/sites/engine/find-posts.ts";
import type { PostRef } from "../../../../utils/page/sites/engine/post-ref.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import type { Site } from "../../../../utils/page/sites/site.ts";
import { telegramCases } from "../../../../utils/page/sites/telegram/telegram.cases.ts";
import { xCases } from "../../../../utils/page/sites/x/x.cases.ts";
import { youtubeCases } from "../../../../utils/page/sites/youtube/youtube.cases.ts";
import {
  captureCount as captureShape,
  type PageCount,
  pageCount,
} from "../../../../utils/shared/contract/recipe-health.ts";
import { fail } from "../../../../utils/shared/contract/result.ts";
import type { Kind } from "../../../../utils/shared/contract/site.ts";

const post = xCases[0]?.html ?? "";
const numbered = (number: number) =>
  post.replaceAll("1993210000000000001", `199321000000000${1000 + number}`);

function open(address: string, html: string) {
  const window = new Window({ url: address });
  const document = window.document as unknown as Document;
  document.body.innerHTML = html;
  return { window, document };
}

function count(site: Site, address: string, html: string): PageCount[] {
  const { document } = open(address, html);
  return countPage(site, { document, address }).map((counted) => pageCount.parse(counted));
}

/** The site, with one surface of ours. */
function expecting(site: Site, page: `/${string}`, kind: Kind): Site {
  return { ...site, surfaces: [{ page: [page], expects: kind }] };
}

describe("counted posts", () => {
  const home = { site: "x", kind: "post", recipeVersion: sites.x.version, surface: 0 };

  test("are posts, those with an identity, and those with a place for the button", () => {
    const nameless = post.replaceAll("/status/", "/lain/").replace(/href="[^"]*analytics"/g, "");
    const placeless = post.replaceAll('role="group"', "").replaceAll('data-testid="reply"', "");
    const site = expecting(sites.x, "/home", "post");
    expect(count(site, "https://x.com/home", post + nameless + placeless)).toEqual([
      { ...home, posts: 3, identities: { found: 2, expected: 3 }, buttons: 2 },
    ]);
  });

  test("are none on a changed page, and at most twenty", () => {
    const site = expecting(sites.x, "/home", "post");
    const changed = post.replaceAll('data-testid="tweet"', 'data-testid="post"');
    expect(count(site, "https://x.com/home", changed)).toMatchObject([{ posts: 0, buttons: 0 }]);
    const many = Array.from({ length: 30 }, (_, number) => numbered(number)).join("");
    expect(count(site, "https://x.com/home", many)).toMatchObject([{ posts: 20, buttons: 20 }]);
  });

  test("are counted on surfaces only, never on private pages, and only for enabled recipes", () => {
    const site = expecting(sites.x, "/*", "post");
    expect(count(expecting(sites.x, "/home", "post"), "https://x.com/contoh", post)).toEqual([]);
    expect(count(site, "https://x.com/messages/1", post)).toEqual([]);
    expect(count({ ...site, posts: [] }, "https://x.com/home", post)).toEqual([]);
  });

  test("exclude from the identity count a post that reveals its identity later", () => {
    const late = { ...sites.x, posts: sites.x.posts.map((recipe) => ({ ...recipe, late: true as const })) };
    const [counted] = count(expecting(late, "/home", "post"), "https://x.com/home", post);
    expect(counted).toMatchObject({ posts: 1, identities: { found: 0, expected: 0 } });
  });

  test("do not include cards in the sidebar of a watch page", () => {
    const site = expecting(sites.youtube, "/watch", "video");
    const cards = youtubeCases.find(({ name }) => name.startsWith("cards of three"))?.html ?? "";
    const [video] = youtubeCases;
    const address = video?.address ?? "";
    expect(count(site, address, cards)).toMatchObject([{ posts: 0 }]);
    expect(count(site, address, (video?.html ?? "") + cards)).toMatchObject([{ posts: 1, buttons: 1 }]);
  });

  test("exclude private chats, which are not counted as empty pages either", () => {
    const site = expecting(sites.telegram, "/k/*", "message");
    const named = (name: string) => telegramCases.find((siteCase) => siteCase.name.startsWith(name));
    const publicOne = named("Web K: a channel known by name");
    const privateOne = named("Web K: a private group");
    expect(count(site, publicOne?.address ?? "", publicOne?.html ?? "")).toMatchObject([{ posts: 1 }]);
    expect(count(site, privateOne?.address ?? "", privateOne?.html ?? "")).toEqual([]);
  });
});

describe("time of the count", () => {
  let told: PageCount[];
  let missing = 0;
  let isFound = true;
  let isBehind = false;
  let stop: AbortController;
  const site = expecting(sites.x, "/home", "post");

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    told = [];
    missing = 0;
    [isFound, isBehind] = [true, false];
    stop = new AbortController();
  });
  afterEach(() => {
    stop.abort();
    vi.useRealTimers();
  });

  const start = (html: string, address = "https://x.com/home") => {
    const { window, document } = open(address, html);
    const watch = {
      site,
      isFound: () => isFound,
      get isBehind() {
        return isBehind;
      },
    };
    countPages(watch, document, stop.signal, {
      onMissing: () => missing++,
      onCount: (count) => told.push(count),
    });
    return { window, document };
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const hide = (document: Document, hidden: boolean) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(
      new (document.defaultView as unknown as { Event: typeof Event }).Event("visibilitychange"),
    );
  };

  test("once, five seconds after the page was entered", async () => {
    start(post);
    await pass(4_900);
    expect(told).toEqual([]);
    await pass(60_000);
    expect(told).toHaveLength(1);
  });

  test("checks an empty page once more before it is called empty", async () => {
    const { document } = start("");
    await pass(6_000);
    expect(told).toEqual([]);
    document.body.innerHTML = post;
    await pass(5_000);
    expect(told).toMatchObject([{ posts: 1 }]);
  });

  test("waits for a growing page to settle, but not forever", async () => {
    // Posts that wait have no button yet.
    [isFound, isBehind] = [false, true];
    start(post);
    await pass(20_000);
    expect(missing).toBe(0);
    expect(told).toEqual([]);
    [isFound, isBehind] = [true, false];
    await pass(5_000);
    expect(missing).toBe(0);
    expect(told).toMatchObject([{ posts: 1 }]);
    isBehind = true;
    start(post);
    await pass(60_000);
    expect(told).toHaveLength(2);
  });

  test("asks for the structural finder where posts are missed, not on a healthy or private page", async () => {
    start(post);
    await pass(20_000);
    expect(missing).toBe(0);
    start("");
    await pass(5_000);
    expect(missing).toBe(1);
    // A named post without a place for its button.
    start(post.replaceAll('role="group"', "").replaceAll('data-testid="reply"', ""));
    await pass(5_000);
    expect(missing).toBe(2);
    // A post's time outside all posts with a button.
    isFound = false;
    start(post);
    await pass(5_000);
    expect(missing).toBe(3);
    start(post, "https://x.com/messages/1");
    await pass(20_000);
    expect(missing).toBe(3);
  });

  test("counts a page that stays empty as empty", async () => {
    start("");
    await pass(10_000);
    expect(told).toMatchObject([{ posts: 0 }]);
  });

  test("ignores time in the background, and counts nothing twice after a return", async () => {
    const { document } = start(post);
    await pass(3_000);
    hide(document, true);
    await pass(60_000);
    expect(told).toEqual([]);
    hide(document, false);
    await pass(5_000);
    hide(document, true);
    hide(document, false);
    await pass(60_000);
    expect(told).toHaveLength(1);
  });

  test("counts navigation within the site as a new visit, even without an event", async () => {
    const { window } = start(post);
    await pass(5_000);
    window.happyDOM.setURL("https://x.com/explore");
    window.dispatchEvent(new window.Event("popstate"));
    await pass(2_000);
    window.happyDOM.setURL("https://x.com/home");
    await pass(7_000);
    expect(told).toHaveLength(1);
    await pass(2_000);
    expect(told).toHaveLength(2);
  });

  test("sends only numbers and names that we define", async () => {
    start(post);
    await pass(5_000);
    expect(pageCount.safeParse(told[0]).success).toBe(true);
    const strings = Object.values(told[0] ?? {}).filter((value) => typeof value === "string");
    expect(strings).toEqual(["x", "post"]);
  });
});

describe("a capture", () => {
  const click = (html: string) => {
    const { document } = open("https://x.com/home", html);
    const [found] = findPosts(document, sites.x, { document, address: document.URL });
    if (!found?.identity) throw new Error("no post");
    const clicked: PostRef = {
      ...{ site: sites.x, recipe: 0, post: new WeakRef(found.element), state: "idle" },
      subject: found.identity.subject,
    };
    const when = { nowMs: 0, extensionVersion: "0.1.0", browser: "Chromium 156" };
    return { clicked, answer: readEvidence(clicked, { fields: siteFields.x(), document, ...when }), found };
  };

  test("counts the fields of the recipe, those read, and the permalink", () => {
    const whole = click(post);
    const first = captureCount(whole.clicked, whole.answer);
    expect(captureShape.parse(first)).toMatchObject({ site: "x", kind: "post", permalink: true });
    const poor = click(post.replaceAll('data-testid="tweetText"', "").replaceAll("datetime=", "data-lain="));
    const second = captureCount(poor.clicked, poor.answer);
    expect(second?.fields.expected).toBe(first?.fields.expected);
    expect(second?.fields.found).toBeLessThan(first?.fields.found ?? 0);
  });

  test("counts an unidentified post as one without a permalink, and ignores a removed one", () => {
    const { clicked } = click(post);
    expect(captureCount(clicked, fail("subject-unknown"))).toMatchObject({ permalink: false });
    expect(captureCount(clicked, fail("post-gone"))).toBeUndefined();
    expect(captureCount(clicked, fail("post-changed"))).toBeUndefined();
  });
});
