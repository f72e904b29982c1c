import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import { mulberry32 } from "../../../../scripts/measure/chaos/random.ts";
import { Inventor } from "../../../../utils/page/recorder/invent-people.ts";
import { readPage } from "../../../../utils/page/recorder/read-page.ts";
import { caseText } from "../../../../utils/page/recorder/record-at.ts";
import { recordCase } from "../../../../utils/page/recorder/record-case.ts";
import { findPosts } from "../../../../utils/page/sites/engine/find-posts.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { cases } from "../../../support/cases/all.ts";
import { holds } from "../../../support/cases/expect-case.ts";
import { openCase } from "../../../support/cases/open-case.ts";

const ids = Object.keys(sites) as SiteId[];

/** Enough to meet every kind, not every hostile page. */
const mostOfSite = 30;
const mostChars = 8_000;

function* recordings(id: SiteId) {
  const random = mulberry32(1);
  let left = mostOfSite;
  for (const siteCase of cases[id]) {
    if (siteCase.html.length > mostChars || left <= 0) continue;
    const document = openCase(siteCase);
    const page = { document, address: siteCase.address };
    for (const post of findPosts(document, sites[id], page)) {
      if (post.identity && left-- > 0)
        yield {
          one: siteCase,
          found: post,
          ...recordCase(post, { site: sites[id], fields: siteFields[id](), page }, random),
        };
    }
  }
}

describe.each(ids)("%s", (id) => {
  const all = [...recordings(id)];

  test("recorded cases pass, nearly all without a manual change", () => {
    expect(all.length).toBeGreaterThan(0);
    const holding = all.filter(({ case: recorded }) =>
      holds(recorded, readPage(id, openCase(recorded), recorded)),
    );
    expect(holding.length / all.length).toBeGreaterThan(0.9);
  });

  test("nearly all give the same fields as the page, the others list the differences", () => {
    // A document that is not shown has no player in this test's DOM.
    const ofPlayer = (difference: string) => difference.startsWith("timecodeSeconds");
    // Posts to which another one replies are adjacent.
    const ofOthers = (difference: string) => /^the case holds [2-9] posts$/.test(difference);
    const same = all.filter(({ differences }) =>
      differences.every((difference) => ofPlayer(difference) || ofOthers(difference)),
    );
    expect(same.length / all.length).toBeGreaterThan(0.9);
  });

  test("removes every name, text and number of the page", () => {
    for (const { one, found, case: recorded } of all) {
      const subject = found.identity?.subject.split(/[:/]/).at(-1) ?? "";
      const { posts } = readPage(id, openCase(one), one);
      const fields = posts.find((post) => post.subject === found.identity?.subject)?.fields ?? {};
      const said = [subject, fields.authorName, fields.authorHandle, fields.text, fields.title];
      const whole = JSON.stringify(recorded);
      for (const words of said) if (words && words.length > 6) expect(whole, one.name).not.toContain(words);
    }
  });
});

test("keeps the site's words about a post's audience, and removes a person's", () => {
  const sample = cases.facebook.find(({ name }) => name.startsWith("whom a post is shown to, in words"));
  if (!sample) throw new Error("no such case");
  const document = openCase(sample);
  const page = { document, address: sample.address };
  const titles = findPosts(document, sites.facebook, page).map((post) => {
    const opened = { site: sites.facebook, fields: siteFields.facebook(), page };
    const recorded = recordCase(post, opened, mulberry32(1));
    return [...openCase(recorded.case).querySelectorAll("title")].map((title) => title.textContent).join();
  });
  const said = titles.join("\n");
  expect(said).toMatch(/\bTeman\b/);
  expect(said).toMatch(/\bFriends \p{L}+ \p{L}+ Public\b/u);
  expect(said).not.toContain("Sari");
});

test("replaces equal values by the same invented one, in its own case and format", () => {
  const inventor = new Inventor(
    ["status"],
    [],
    () => false,
    () => 0.5,
  );
  const first = inventor.text("Warung Sari @warung_sari 1993210");
  expect(first).toMatch(/^[A-Z][a-z]{5} [A-Z][a-z]{3} @[a-z]{6}_[a-z]{4} [1-9]\d{6}$/);
  expect(inventor.text("warung WARUNG")).toBe(
    `${first.slice(0, 6).toLowerCase()} ${first.slice(0, 6).toUpperCase()}`,
  );
  expect(inventor.text("status 👍\u200b")).toBe("status 👍\u200b");
});

const hostile = ["<p>`$", "{tick}` \\ back</p>"].join("");

test("writes a case as source that can be pasted", () => {
  const window = new Window();
  window.document.body.innerHTML = hostile;
  const text = caseText({
    case: { name: "n", address: "https://x.com/home", html: window.document.body.innerHTML, posts: [] },
    differences: ["text was read on the page and is not in the case"],
  });
  expect(text).toContain("// Check: text was read");
  expect(new Function(`return (${text})`)()).toEqual({
    name: "n",
    address: "https://x.com/home",
    html: hostile,
    posts: [],
  });
});
