import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import { readEvidence } from "../../../../utils/page/capture/capture-evidence.ts";
import { findPosts } from "../../../../utils/page/sites/engine/find-posts.ts";
import type { PostRef } from "../../../../utils/page/sites/engine/post-ref.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import { xCases } from "../../../../utils/page/sites/x/x.cases.ts";
import { capturedEvidence } from "../../../../utils/shared/contract/draft.ts";
import { type SiteId, siteId } from "../../../../utils/shared/contract/site.ts";
import { cases } from "../../../support/cases/all.ts";

const when = { nowMs: Date.UTC(2026, 10, 25), extensionVersion: "0.1.0", browser: "Chromium 156" };
const timeline = xCases[0] as (typeof xCases)[number];

/** The page, and a click on one of its posts. */
function click(id: SiteId, address: string, html: string, index = 0) {
  const window = new Window({ url: address });
  const document = window.document as unknown as Document;
  document.body.innerHTML = html;
  document.title = "Beranda";
  const post = findPosts(document, sites[id], { document, address })[index];
  if (!post) throw new Error("no post");
  const clicked: PostRef = {
    site: sites[id],
    recipe: sites[id].posts.indexOf(post.recipe),
    post: new WeakRef(post.element),
    ...(post.identity ? { subject: post.identity.subject } : {}),
    ...(post.question ? { question: post.question } : {}),
    state: "idle",
  };
  const read = (name?: string) =>
    readEvidence(
      clicked,
      { fields: siteFields[id](), document, ...when },
      name === undefined ? undefined : { name, from: "pasted" },
    );
  return { window, document, post, clicked, read };
}

const codeOf = (result: ReturnType<ReturnType<typeof click>["read"]>) =>
  result.ok ? "ok" : result.problem.code;

test("captures fields as the contract defines them, with the page and the time", () => {
  const result = click("x", timeline.address, timeline.html).read();
  if (!result.ok) throw new Error(result.problem.code);
  expect(capturedEvidence.parse(result.value)).toEqual(result.value);
  expect(result.value).toMatchObject({
    site: "x",
    subject: "x:post:1993210000000000001",
    page: { address: "https://x.com/home", title: "Beranda" },
    capturedAt: "2026-11-25T00:00:00.000Z",
    recipeVersion: sites.x.version,
    missing: ["media", "links"],
  });
});

test("leaves the number of unread messages out of the page's title", () => {
  const { document, read } = click("x", timeline.address, timeline.html);
  document.title = "(3) Beranda";
  expect(read()).toMatchObject({ value: { page: { title: "Beranda" } } });
});

describe.each(siteId.options)("%s", (id) => {
  test.each(cases[id].filter(({ posts }) => posts[0]?.subject))(
    "the contract accepts: $name",
    ({ address, html, checkedName }) => {
      const result = click(id, address, html).read(checkedName);
      expect(result.ok && capturedEvidence.safeParse(result.value).error).toBeUndefined();
    },
  );
});

test("states that an address was shown only while the person pointed at the post", () => {
  const { clicked, read } = click("x", timeline.address, timeline.html);
  const permalink = () => {
    const result = read();
    return result.ok ? result.value.fields.permalink : undefined;
  };
  const plain = permalink();
  clicked.isShownByPointer = true;
  expect(permalink()).toEqual({
    value: plain?.value,
    source: `shown by pointing at the post: ${plain?.source}`,
  });
});

test("refuses a node that now shows another post", () => {
  const { document, read } = click("x", timeline.address, timeline.html);
  for (const link of document.querySelectorAll("a[href*='/status/']")) {
    link.setAttribute("href", "/lain/status/1993210000000000999");
  }
  expect(codeOf(read())).toBe("post-changed");
});

test("reports a post that is no longer on the page as gone", () => {
  const { post, read } = click("x", timeline.address, timeline.html);
  post.element.remove();
  expect(codeOf(read())).toBe("post-gone");
});

test("gives a post without a name an unknown subject instead of a guess", () => {
  const html = '<div aria-posinset="1"><div data-ad-rendering-role="story_message">Hanya teks.</div></div>';
  expect(codeOf(click("facebook", "https://www.facebook.com/", html).read())).toBe("subject-unknown");
});

test("treats a better name found under the pointer as the same post if its number matches", () => {
  const comment = encodeURIComponent(btoa("comment:1139000000000418_1"));
  const html = `<div aria-posinset="1"><div data-ad-rendering-role="profile_name"><h4><a href="/warung.sari">Warung Sari</a></h4></div>
    <a id="time" href="?__tn__=%2CO%2CP-R"></a>
    <div role="article" aria-label="Komentar"><a href="/pelanggan?comment_id=${comment}">Pelanggan</a></div></div>`;
  const { document, clicked, read } = click("facebook", "https://www.facebook.com/", html);
  expect(clicked.subject).toBe("facebook:post:1139000000000418");
  const fill = (href: string) => document.getElementById("time")?.setAttribute("href", href);
  fill("/warung.sari/posts/pfbid02ContohWarungSari1234567890?__tn__=%2CO%2CP-R");
  const result = read();
  expect(result.ok && [result.value.subject, result.value.aliases]).toEqual([
    "facebook:post:pfbid02ContohWarungSari1234567890",
    ["facebook:post:1139000000000418"],
  ]);
  document.querySelector("a[href*='comment_id']")?.remove();
  expect(codeOf(read())).toBe("post-changed");
});

test("reads a channel not shown to be public only under the name that its checked link proved", () => {
  const html = `<div id="MiddleColumn"><div class="MessageList"><div class="Message message-list-item" data-message-id="42">
    <div class="message-content"><div class="text-content">Info warga</div></div></div></div></div>`;
  const { read, window } = click("telegram", "https://web.telegram.org/a/#-1001700000001", html);
  expect(codeOf(read())).toBe("link-needed");
  const result = read("infowarga");
  expect(result.ok && capturedEvidence.parse(result.value)).toMatchObject({
    subject: "telegram:message:infowarga/42",
    channelId: "1700000001",
    fields: { permalink: { value: "https://t.me/infowarga/42" }, text: { value: "Info warga" } },
  });
  window.location.hash = "#-1001700000002";
  expect(codeOf(read("infowarga"))).toBe("post-changed");
});

test("reads a chat of Web K only under the name that its checked link proved, whatever the address says", () => {
  const bar =
    '<div class="topbar"><div class="user-title"><span class="peer-title" data-peer-id="-1700000001">Keluarga</span></div></div>';
  const bubble =
    '<div class="bubble is-in" data-mid="4294967338" data-peer-id="-1700000001"><div class="bubble-content"><div class="message">Rahasia</div></div></div>';
  // If no chat has the name, Web K keeps the previous chat open.
  const address = "https://web.telegram.org/k/#@tidakada";
  const html = `<div id="column-center"><div class="chat active">${bar}${bubble}</div></div>`;
  const message = click("telegram", address, html);
  expect(codeOf(message.read())).toBe("link-needed");
  const read = message.read("infowarga");
  expect(read.ok && read.value).toMatchObject({
    subject: "telegram:message:infowarga/42",
    channelId: "1700000001",
    fields: { permalink: { value: "https://t.me/infowarga/42" }, audience: { value: "public" } },
  });
  const chat = click("telegram", address, html, 1);
  expect(codeOf(chat.read())).toBe("link-needed");
  const header = chat.read("infowarga");
  expect(header.ok && header.value).toMatchObject({
    kind: "channel",
    subject: "telegram:channel:infowarga",
    fields: { permalink: { value: "https://t.me/infowarga" } },
  });
});
