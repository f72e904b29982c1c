import { describe, expect, test } from "vitest";
import { checkPublicLink, readPublicLink } from "../../../../utils/extension/drafts/check-link.ts";
import { startTags } from "../../../../utils/page/capture/start-tags.ts";

const question = { channelId: "1700000000", messageId: "42" };
const view = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, "");
const message = (post = "KabarContoh/42", c: unknown = -1_700_000_000) =>
  `<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="${post}" data-view="${view({ c, p: 42, t: 1, h: "rahasia" })}" data-peer="c1_2">`;
const page = (body: string) =>
  `<!DOCTYPE html><html><head><title>Telegram Widget</title></head><body>${body}</body></html>`;
const codeOf = (link: string, html: string) => {
  const result = checkPublicLink(link, html, question);
  return result.ok ? result.value.name : result.problem.code;
};

describe("readPublicLink", () => {
  test.each([
    "https://t.me/KabarContoh/42",
    " t.me/s/kabarcontoh/42?single ",
    "tg://resolve?domain=kabarcontoh&post=42",
  ])("%s leads to the embedded post", (link) => {
    expect(readPublicLink(link, question)).toEqual({
      ok: true,
      value: { name: "kabarcontoh", embedAddress: "https://t.me/kabarcontoh/42?embed=1" },
    });
  });

  test.each([
    ["https://t.me/c/1700000000/42", "not-public"],
    ["t.me/+AbCdEf", "not-public"],
    ["https://t.me/joinchat/AbCdEf", "not-public"],
    ["tg://privatepost?channel=1700000000&post=42", "not-public"],
    ["https://t.me/kabarcontoh/43", "link-mismatch"],
    ["https://t.me/kabarcontoh", "link-mismatch"],
    ["https://x.com/a/status/42", "address-unknown"],
    ["https://t.me.evil.example/kabarcontoh/42", "address-unknown"],
    ["javascript:alert(1)//t.me/kabarcontoh/42", "address-unknown"],
    ["", "address-unknown"],
    ["publik", "address-unknown"],
  ])("%j is refused: %s", (link, code) => {
    expect(readPublicLink(link, question)).toMatchObject({ ok: false, problem: { code } });
  });
});

describe("checkPublicLink", () => {
  const link = "https://t.me/kabarcontoh/42";

  test("accepts the same message of the same channel in any letter case", () => {
    expect(codeOf(link, page(`${message()}Halo</div>`))).toBe("kabarcontoh");
  });

  test("an error page instead of a message is not public", () => {
    expect(codeOf(link, page('<div class="tgme_widget_message_error">Post not found</div>'))).toBe(
      "not-public",
    );
  });

  test.each([
    ["another channel with that name", page(message("kabarcontoh/42", -1_700_000_001))],
    ["another message", page(message("kabarcontoh/43"))],
    ["another name", page(message("kabarlain/42"))],
    ["a person's number", page(message("kabarcontoh/42", 1_700_000_000))],
    ["a number as text", page(message("kabarcontoh/42", "-1700000000"))],
    ["a number too large to be exact", page(message("kabarcontoh/42", -1e20))],
    ["no data-view", page('<div class="tgme_widget_message" data-post="kabarcontoh/42">')],
    [
      "broken data-view",
      page('<div class="tgme_widget_message" data-post="kabarcontoh/42" data-view="%%%">'),
    ],
    [
      "data-view of null",
      page(`<div class="tgme_widget_message" data-post="kabarcontoh/42" data-view="${btoa("null")}">`),
    ],
    ["two messages", page(message() + message())],
    ["nothing", ""],
    ["a message in a comment", page(`<!-- ${message()} -->`)],
    ["a message in a script", page(`<script>var x = '${message()}';</script>`)],
    ["a message in an attribute", page(`<p title='${message()}'>`)],
    ["a message in text", page(message().replace("<", "&lt;"))],
    [
      "a class that only begins alike",
      page(message().replace("tgme_widget_message ", "tgme_widget_message_text ")),
    ],
    ["an endless answer", page(message()) + " ".repeat(2_000_001)],
    ["a tag that never ends", `<div class="a" ${message().slice(1, -1)}`],
    ["data-post repeated", page(message().replace("data-post=", 'data-post="kabarlain/42" data-post='))],
  ])("%s fails closed", (_name, html) => {
    expect(codeOf(link, html)).toBe("link-mismatch");
  });

  test("a quote's own markup inside the message is not taken for the message's", () => {
    const html = page(
      `${message("kabarlain/42")}<a title='class="tgme_widget_message" data-post="kabarcontoh/42"'>x</a>`,
    );
    expect(codeOf(link, html)).toBe("link-mismatch");
  });

  test("reads long hostile text in linear time", () => {
    const started = performance.now();
    for (const text of ["<", "<a ", "<a b=", '<a b="', "<!--", "<script>", "<a / ", "<a =", "</"])
      codeOf(link, text.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

test("parses start tags as a browser does", () => {
  expect(startTags(`<p a=1 B='2 > 1' c="x" d e=/f/>t</p><br/><textarea><b></textarea ><i>`)).toEqual([
    { name: "p", attributes: { a: "1", b: "2 > 1", c: "x", d: "", e: "/f/" } },
    { name: "br", attributes: {} },
    { name: "textarea", attributes: {} },
    { name: "i", attributes: {} },
  ]);
});
