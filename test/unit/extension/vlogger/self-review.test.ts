/** @vitest-environment happy-dom */
/** Which addresses mean one's own video, what a transcript hints at, and the page that is kept of a check. */

import { describe, expect, test } from "vitest";
import { findVideo } from "../../../../utils/extension/vlogger/identify-video.ts";
import {
  makeSelfReviewReport,
  selfReviewPage,
} from "../../../../utils/extension/vlogger/self-review-report.ts";
import { findTerms, secondsOf, shownLines } from "../../../../utils/extension/vlogger/transcript.ts";
import { normalise } from "../../../../utils/shared/i18n/normalise-text.ts";
import { riskyTerms } from "../../../../utils/shared/policy/risky-terms.ts";
import { selfReviewRules } from "../../../../utils/shared/policy/self-review.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const id = "CoNtOh12-_3";

describe("one's own video", () => {
  test.each([
    `https://www.youtube.com/watch?v=${id}&t=90s`,
    `https://m.youtube.com/watch?v=${id}`,
    `https://youtu.be/${id}`,
    `https://www.youtube.com/shorts/${id}`,
    `https://www.youtube.com/live/${id}`,
    ...["edit", "editor", "translations", "monetization", "copyright", "comments/inbox"].map(
      (page) => `https://studio.youtube.com/video/${id}/${page}`,
    ),
    `https://studio.youtube.com/video/${id}/analytics/tab-overview/period-default`,
    ` https://studio.youtube.com/video/${id}/edit?o=U `,
  ])("is named by %s", (address) => {
    expect(findVideo(address)).toEqual({ ok: true, value: { subject: `youtube:video:${id}` } });
  });

  test.each([
    "https://studio.youtube.com/channel/UCcontohcontohcontoh-_12/videos/upload",
    "https://studio.youtube.com/video/pendek/edit",
    `https://studio.youtube.com.evil.example/video/${id}/edit`,
    `https://www.youtube.com/video/${id}/edit`,
    "https://www.youtube.com/@DapurSari",
    "https://x.com/WarungDigital/status/1860",
    "bukan alamat",
  ])("is not named by %s", (address) => {
    expect(findVideo(address)).toMatchObject({ ok: false, problem: { code: "address-unknown" } });
  });
});

test("a page's transcript is read up to a bound, however much the page shows", () => {
  const line = document.createElement("ytd-transcript-segment-renderer");
  line.innerHTML = `<div class="segment-timestamp">0:01</div><div class="segment-text">${"a".repeat(9_000)}</div>`;
  line.getClientRects = () => [{}] as unknown as DOMRectList;
  const all = Array.from({ length: 20_001 }, () => line);
  const find = document.querySelectorAll;
  document.querySelectorAll = ((name: string) =>
    name === "ytd-transcript-segment-renderer" ? all : []) as unknown as typeof find;
  const read = shownLines();
  document.querySelectorAll = find;
  expect(read).toHaveLength(20_000);
  expect(read[0]).toEqual({ clock: "0:01", text: "a".repeat(500) });
});

describe("risky terms", () => {
  test("belong to a rule of the checklist, are not empty without disguises, and occur once", () => {
    const rules = selfReviewRules.map(({ id: rule }) => rule);
    const all = riskyTerms.flatMap(({ terms }) => terms.map(normalise));
    for (const { rule } of riskyTerms) expect(rules).toContain(rule);
    expect(all.every((term) => /^[a-z0-9 ]{3,}$/.test(term))).toBe(true);
    expect(new Set(all).size).toBe(all.length);
  });

  test("are each found alone or among other words", () => {
    for (const { rule, terms } of riskyTerms) {
      for (const term of terms) {
        const lines = [{ seconds: 12, text: `jadi, ${term.toUpperCase()}. Begitu` }];
        expect(findTerms(lines), term).toContainEqual({ rule, term, seconds: 12 });
      }
    }
  });

  test("are found across lines, disguised, and with suffixes; the longer of two counts once", () => {
    const lines = [
      { seconds: 130, text: "malam ini kita coba slot" },
      { seconds: 134, text: "gacornya yang paling r4mai" },
      { seconds: 200, text: "namanya s.l.o.t g4c0r, katanya" },
      { seconds: 301, text: "gacor lagi" },
    ];
    expect(findTerms(lines)).toEqual([
      { rule: "judi", term: "slot gacor", seconds: 130 },
      { rule: "judi", term: "slot gacor", seconds: 200 },
      { rule: "judi", term: "gacor", seconds: 301 },
    ]);
  });

  test("are not found within other words", () => {
    expect(findTerms([{ seconds: 1, text: "sabuk ganjalan inexact penggalang kasinoku" }])).toEqual([]);
  });

  test("gives hits in order and only of listed terms, for any text", () => {
    const known = riskyTerms.flatMap(({ terms }) => terms);
    const words = fc.array(fc.oneof(fc.constantFrom(...known), fc.string({ maxLength: 12 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (said) => {
        const hits = findTerms(said.map((line, seconds) => ({ seconds, text: line.join(" ") })));
        expect(hits.every(({ term }) => known.includes(term))).toBe(true);
        expect(hits.map(({ seconds }) => seconds)).toEqual(
          hits.map(({ seconds }) => seconds).sort((a, b) => a - b),
        );
      }),
    );
  });

  test("reads frames in Studio's clocks and hours in the watch page's", () => {
    expect(secondsOf(" 2:14 ", false)).toBe(134);
    expect(secondsOf("1:02:14", false)).toBe(3734);
    expect(secondsOf("2:14:09", true)).toBe(134);
    expect(secondsOf("1:02:14:09", true)).toBe(3734);
    expect(secondsOf("2:14", true)).toBe(134);
    expect(secondsOf("0:05.32", true)).toBe(5);
    expect(secondsOf("Bab 1", false)).toBeNull();
  });
});

describe("the page that is kept", () => {
  const check = {
    subject: `youtube:video:${id}`,
    title: '<img src=x onerror="alert(1)"> Vlog',
    answers: selfReviewRules.map(({ id: rule }) => ({
      rule,
      answer: rule === "judi" ? ("problem" as const) : ("fine" as const),
      timecodes: rule === "judi" ? [{ seconds: 134, note: "</p><script>1</script> logo situs" }] : [],
    })),
    policyVersion: 7,
    result: "change" as const,
    at: "2026-11-25T03:00:00.000Z",
  };

  test("lists every rule, answer and time stamp, the outcome, the day and the rules' version", () => {
    const said = selfReviewPage(check, "id").body.textContent ?? "";
    for (const { question } of selfReviewRules) expect(said).toContain(question.id);
    for (const part of ["2:14", "logo situs", "Ubah bagian", "25 Nov 2026", "aturan versi 7", id])
      expect(said).toContain(part);
  });

  test("turns no input and no page text into markup", () => {
    const page = selfReviewPage(check, "id");
    expect(page.querySelector("script, img")).toBeNull();
    expect(page.querySelector(".title")?.textContent).toBe(check.title);
  });

  test("is a self-contained file with a distinct name", () => {
    const made = makeSelfReviewReport(check, "en");
    expect(made.name).toBe(`periksa-video-${id}-2026-11-25.html`);
    const html = selfReviewPage(check, "en").documentElement.outerHTML;
    expect(html).toMatch(/^<html lang="en"><head><meta charset="utf-8">/);
    expect(html).not.toMatch(/<(?:script|link|img|iframe)/);
  });
});
