import { describe, expect, test } from "vitest";
import { siteId, subject } from "../../../../utils/shared/contract/site.ts";
import { addressOf, splitSubject } from "../../../../utils/shared/subject/address-of.ts";
import { facebookStrangers } from "../../../../utils/shared/subject/facebook.examples.ts";
import { grammars } from "../../../../utils/shared/subject/grammars.ts";
import { allForms, parseAddress } from "../../../../utils/shared/subject/parse-address.ts";
import { readAddress } from "../../../../utils/shared/subject/read-address.ts";
import { telegramPrivate, telegramStrangers } from "../../../../utils/shared/subject/telegram.examples.ts";
import { xStrangers } from "../../../../utils/shared/subject/x.examples.ts";
import { youtubeStrangers } from "../../../../utils/shared/subject/youtube.examples.ts";
import { examples } from "../../../support/cases/all.ts";

describe.each(siteId.options)("%s", (site) => {
  const forms = allForms[site];

  test("each form has examples, and each example a form", () => {
    expect(Object.keys(examples[site]).sort()).toEqual(Object.keys(forms).sort());
    for (const list of Object.values(examples[site])) expect(list.length).toBeGreaterThan(0);
  });

  const rows = Object.entries(examples[site]).flatMap(([form, list]) =>
    list.map(([address, expected]) => ({ form, address, expected })),
  );

  test.each(rows)("$address is $expected", ({ address, expected }) => {
    const parsed = parseAddress(address);
    if (!parsed.ok) throw new Error(parsed.problem.code);
    expect(parsed.value.subject).toBe(expected);
    expect(parsed.value.subject).toBe(`${site}:${parsed.value.kind}:${parsed.value.id}`);
    expect(subject.safeParse(parsed.value.subject).success).toBe(true);
    expect(parseAddress(parsed.value.permalink)).toMatchObject({ ok: true, value: { subject: expected } });
  });

  test("the page script recognises posts and nothing else", () => {
    for (const [name, list] of Object.entries(examples[site])) {
      for (const [address, expected] of list) {
        if (/^tg:|^https:\/\/web\.telegram/.test(address)) continue;
        const read = readAddress(address);
        if (name in grammars[site].forms)
          expect(read).toMatchObject({ ok: true, value: { subject: expected } });
        // On Facebook it treats a comment as its post: the links of a post's comments name the post.
        else if (read.ok) expect([site, read.value.kind === "comment"], address).toEqual(["facebook", false]);
        else expect(name in grammars[site].forms, address).toBe(false);
      }
    }
  });

  test("an id and its public address are the same thing", () => {
    for (const [, expected] of Object.values(examples[site]).flat()) {
      const address = addressOf(expected);
      // A comment needs its video; a number alone may be any object of Facebook.
      if (/^youtube:comment:|^facebook:post:\d/.test(expected)) continue;
      expect(address, expected).toBeDefined();
      expect(parseAddress(address ?? "")).toMatchObject({ ok: true, value: { subject: expected } });
    }
  });
});

test.each([...facebookStrangers, ...youtubeStrangers, ...xStrangers, ...telegramStrangers])(
  "%s is unknown",
  (address) => {
    expect(parseAddress(address)).toMatchObject({
      ok: false,
      problem: { code: "address-unknown", retry: "never" },
    });
  },
);

test.each(telegramPrivate)("%s is not public", (address) => {
  expect(parseAddress(address)).toMatchObject({ ok: false, problem: { code: "not-public" } });
});

test.each(
  [
    "",
    " ",
    "//",
    "https://",
    "https:///",
    "javascript:alert(1)//x.com/a/status/1",
    "data:text/html,https://x.com/a/status/1",
    "blob:https://x.com/a/status/1",
    "ftp://x.com/a/status/1",
    "view-source:https://x.com/a/status/1",
    "https://user:pass@x.com/a/status/1",
    "https://x.com@evil.id/a/status/1",
    "https://x.com.evil.id/a/status/1",
    "https://evilx.com/a/status/1",
    "https://x.com:8443/a/status/1",
    "https://x.com./a/status/1",
    "https://х.com/a/status/1",
    "https://www.youtube.com.evil.id/watch?v=CoNtOh12-_3",
    "https://evil.id/https://www.youtube.com/watch?v=CoNtOh12-_3",
    "https://evil.id/?u=https://t.me/kabarcontoh/42",
    "https://t.me.evil.id/kabarcontoh/42",
    "https://[::1]/kabarcontoh/42",
    "https://x.com/a/status/1\u0000/photo/1",
    "https://x.com/a/status/%00",
    "https://x.com/%F0%9F%92%A9/status/1",
    "https://x.com/a/status/١٢",
    `https://x.com/a/status/${"1".repeat(21)}`,
    `https://x.com/a/status/1?${"x".repeat(10_000)}`,
    `https://www.youtube.com/@${"a".repeat(2_000)}`,
    `https://www.youtube.com/@${"%".repeat(1_000)}`,
    `https://www.facebook.com/${"a/".repeat(1_000)}posts/1`,
    "tg://resolve?domain=../c/1&post=42",
    `https://www.facebook.com/1?comment_id=${"9".repeat(31)}`,
    "https://www.facebook.com/777000111?comment_id=0",
    "https://web.telegram.org/k/#?tgaddr=https%3A%2F%2Ft.me%2Fkabarcontoh%2F42",
  ].map((address) => ({ address, start: address.slice(0, 70) })),
)("hostile address $start is refused without throwing", ({ address }) => {
  expect(parseAddress(address).ok).toBe(false);
  expect(parseAddress(address, "not a base").ok).toBe(false);
});

test("resolves a relative address against the page; a scheme-relative one keeps its own host", () => {
  const page = "https://x.com/home";
  expect(parseAddress("/warungdigital/status/7", page)).toMatchObject({
    ok: true,
    value: { subject: "x:post:7" },
  });
  expect(parseAddress("//evil.id/warungdigital/status/7", page).ok).toBe(false);
  expect(parseAddress("/warungdigital/status/7").ok).toBe(false);
});

test("the canonical address keeps the owner and drops the tracking", () => {
  const permalinkOf = (address: string) => {
    const parsed = parseAddress(address);
    return parsed.ok ? parsed.value.permalink : parsed.problem.code;
  };
  expect(permalinkOf("https://mobile.twitter.com/WarungDigital/status/7/photo/1?s=20")).toBe(
    "https://x.com/WarungDigital/status/7",
  );
  expect(permalinkOf("https://x.com/i/web/status/7")).toBe("https://x.com/i/status/7");
  expect(permalinkOf("https://m.facebook.com/story.php?story_fbid=55&id=10&mibextid=a")).toBe(
    "https://www.facebook.com/10/posts/55",
  );
  expect(permalinkOf("https://www.facebook.com/groups/10/permalink/55/?__cft__[0]=a")).toBe(
    "https://www.facebook.com/groups/10/posts/55",
  );
  expect(permalinkOf("https://youtu.be/CoNtOh12-_3?si=a&t=5")).toBe(
    "https://www.youtube.com/watch?v=CoNtOh12-_3",
  );
  expect(permalinkOf("https://www.youtube.com/shorts/CoNtOh12-_3?lc=UgxContohKomentar0123456")).toBe(
    "https://www.youtube.com/watch?v=CoNtOh12-_3&lc=UgxContohKomentar0123456",
  );
  expect(permalinkOf("https://t.me/s/KabarContoh/42?single")).toBe("https://t.me/kabarcontoh/42");
});

test.each([
  ["https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Fikan%2Fstatus%2F45&h=AT0", "x:post:45"],
  [
    "https://www.facebook.com/flx/warn/?u=https%3A%2F%2Ft.me%2Fkabarcontoh%2F42",
    "telegram:message:kabarcontoh/42",
  ],
  [
    "https://www.youtube.com/redirect?event=comments&q=https%3A%2F%2Fyoutu.be%2FCoNtOh12-_3",
    "youtube:video:CoNtOh12-_3",
  ],
])("%s names what it leads to", (address, expected) => {
  expect(parseAddress(address)).toMatchObject({ ok: true, value: { subject: expected } });
  expect(readAddress(address).ok).toBe(false);
});

test("a redirector's target is no more public than the target itself", () => {
  expect(parseAddress("https://l.facebook.com/l.php?u=https%3A%2F%2Ft.me%2Fc%2F123456%2F42")).toMatchObject({
    ok: false,
    problem: { code: "not-public" },
  });
});

test("a message of a live chat leads to its chat", () => {
  expect(addressOf("youtube:chat:CoNtOh12-_3/ChwKGkNQPesan")).toBe(
    "https://www.youtube.com/live_chat?v=CoNtOh12-_3",
  );
});

test("a comment's address keeps its post's owner", () => {
  const permalinkOf = (address: string) => {
    const parsed = parseAddress(address);
    return parsed.ok ? parsed.value.permalink : parsed.problem.code;
  };
  expect(permalinkOf("https://m.facebook.com/warung_sari.1/posts/55?comment_id=7&mibextid=a")).toBe(
    "https://www.facebook.com/warung_sari.1/posts/55?comment_id=7",
  );
  expect(permalinkOf("https://www.facebook.com/photo/?fbid=55&comment_id=7")).toBe(
    "https://www.facebook.com/55?comment_id=7",
  );
});

test.each([
  ["https://youtu.be/CoNtOh12-_3?t=90", 90],
  ["https://youtu.be/CoNtOh12-_3?t=90s", 90],
  ["https://youtu.be/CoNtOh12-_3?t=1h2m3s", 3723],
  ["https://www.youtube.com/embed/CoNtOh12-_3?start=5", 5],
  ["https://youtu.be/CoNtOh12-_3?t=-5", undefined],
  ["https://youtu.be/CoNtOh12-_3?t=abc", undefined],
  ["https://youtu.be/CoNtOh12-_3", undefined],
])("%s starts at %s", (address, seconds) => {
  const parsed = parseAddress(address);
  expect(parsed.ok && parsed.value.seconds).toBe(seconds);
});

test("the page script takes no path of a web client or an app for a post", () => {
  for (const address of [
    "https://web.telegram.org/kabarcontoh/42",
    "tg://x/kabarcontoh/42",
    "https://t.me/c/123456/42",
  ]) {
    expect(readAddress(address).ok, address).toBe(false);
    expect(parseAddress(address).ok, address).toBe(false);
  }
});

test("splits a subject into its parts, and rejects other texts", () => {
  expect(splitSubject("telegram:message:kabarcontoh/42")).toEqual({
    site: "telegram",
    kind: "message",
    id: "kabarcontoh/42",
  });
  for (const wrong of ["", "x:post:", "tiktok:video:1", "x:post:1 2", "post:1"])
    expect(splitSubject(wrong)).toBeUndefined();
  expect(addressOf("youtube:comment:UgxContohKomentar0123456")).toBeUndefined();
  expect(addressOf("facebook:post:55")).toBe("https://www.facebook.com/55");
});
