/** Categories, legal bases and refusals as data, and the rules over them. */

import { describe, expect, test } from "vitest";
import { type actionCode, categoryCode, refusalCode } from "../../../../utils/shared/contract/category.ts";
import { type Evidence, evidence as evidenceShape } from "../../../../utils/shared/contract/evidence.ts";
import { noPixelsFields, noPixelsViolations } from "../../../../utils/shared/contract/report.ts";
import { actions } from "../../../../utils/shared/policy/action-labels.ts";
import {
  categories,
  categoryOfKey,
  isActionAllowed,
  isPlatformPolicyOnly,
  narrowestAction,
  order,
  pickKeys,
  strictest,
  strictness,
} from "../../../../utils/shared/policy/categories.ts";
import { bases, basesInForce, jakartaDay } from "../../../../utils/shared/policy/legal-bases.ts";
import { keptFields, stripForNoPixels } from "../../../../utils/shared/policy/no-pixels.ts";
import { refusalOrder, refusals } from "../../../../utils/shared/policy/non-categories.ts";
import { selfReviewOutcome, selfReviewRules } from "../../../../utils/shared/policy/self-review.ts";

const codes = categoryCode.options;
const ids = (category: (typeof codes)[number], at: string) => basesInForce(category, at).map(({ id }) => id);
/** Noon in Jakarta. */
const noon = (day: string) => `${day}T05:00:00.000Z`;

describe("categories", () => {
  test("are complete: every code once in data, strictness, grid and keys", () => {
    expect(Object.keys(categories).sort()).toEqual([...codes].sort());
    expect([...strictness].sort()).toEqual([...codes].sort());
    expect([...order].sort()).toEqual([...codes].sort());
    expect(new Set(Object.values(pickKeys)).size).toBe(codes.length);
    expect(order.slice(0, 10).map((code) => pickKeys[code])).toEqual([..."1234567890"]);
    for (const code of codes) expect(categories[code].code).toBe(code);
  });

  test.each(codes)("%s names known actions and bases, and a rule for each site", (code) => {
    const category = categories[code];
    expect(category.actions.length).toBeGreaterThan(0);
    for (const action of category.actions) expect(actions[action].code).toBe(action);
    for (const id of category.bases) expect(bases[id]?.id).toBe(id);
    expect(Object.keys(category.platform).sort()).toEqual(["facebook", "telegram", "x", "youtube"]);
    for (const words of [category.label, category.short, category.hint]) {
      expect(words.id).not.toBe("");
      expect(words.en).not.toBe("");
    }
  });

  test("the first category of grid and strictness is child sexual abuse material, without pixels", () => {
    expect(order[0]).toBe("PORNO_ANAK");
    expect(strictness[0]).toBe("PORNO_ANAK");
    expect(categories.PORNO_ANAK.capture).toBe("C0");
    expect(codes.filter((code) => categories[code].capture === "C0")).toEqual(["PORNO_ANAK"]);
  });

  test("four hours apply only to terrorism and child sexual abuse material", () => {
    expect(codes.filter((code) => categories[code].hours === 4).sort()).toEqual(["PORNO_ANAK", "TERORISME"]);
    for (const code of codes) expect(categories[code].urgent).toBe(categories[code].hours === 4);
  });

  test("the strictest of several wins", () => {
    expect(strictest(["SPAM", "JUDI", "TERORISME"])).toBe("TERORISME");
    expect(strictest(["TERORISME", "PORNO_ANAK"])).toBe("PORNO_ANAK");
    expect(strictest([])).toBeUndefined();
  });

  test("keys select in either case, others select nothing", () => {
    expect(categoryOfKey("1")).toBe("PORNO_ANAK");
    expect(categoryOfKey("H")).toBe("HKI");
    expect(categoryOfKey("z")).toBeUndefined();
  });

  test("the preselected action is the narrowest", () => {
    expect(narrowestAction("TERORISME")).toBe("BATAS_WILAYAH");
    expect(narrowestAction("HOAKS")).toBe("CEK_FAKTA");
    expect(isActionAllowed("SPAM", "TUTUP_KANAL")).toBe(false);
    expect(isActionAllowed("JUDI", "TUTUP_KANAL")).toBe(true);
    for (const code of codes) {
      const places = categories[code].actions.map((action) => breadth.indexOf(action));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });
});

/** From noting to handing a person over to law enforcement. */
const breadth = [
  "CEK_FAKTA",
  "PANTAU",
  "LAPOR_PLATFORM",
  "TURUNKAN_JANGKAUAN",
  "RUJUK_DJKI",
  "BATAS_WILAYAH",
  "HAPUS_KEBIJAKAN",
  "TUTUP_KANAL",
  "TERUSKAN_HOTLINE",
  "TERUSKAN_APH",
] as const satisfies (typeof actionCode.options)[number][];

describe("legal bases", () => {
  test.each(["2025-12-31", "2026-01-01", "2026-01-02"])(
    "every category of the law has a legal basis on %s",
    (day) => {
      for (const code of codes) {
        if (isPlatformPolicyOnly(code)) expect(ids(code, noon(day))).toEqual([]);
        else expect(ids(code, noon(day)), code).not.toEqual([]);
      }
    },
  );

  test("only spam and low-quality links rest on platform rules alone", () => {
    expect(codes.filter(isPlatformPolicyOnly).sort()).toEqual(["SPAM", "TAUTAN_RENDAH"]);
  });

  test("the day changes at midnight in Jakarta, not in UTC", () => {
    expect(jakartaDay("2026-01-01T16:59:59.999Z")).toBe("2026-01-01");
    expect(jakartaDay("2026-01-01T17:00:00.000Z")).toBe("2026-01-02");
    expect(ids("KEBENCIAN_SARA", "2026-01-01T16:59:59.999Z")).toEqual(["uu-ite-28-2", "uu-40-2008-4"]);
    expect(ids("KEBENCIAN_SARA", "2026-01-01T17:00:00.000Z")).toEqual([
      "kuhp-243",
      "kuhp-300-301",
      "kuhp-242",
    ]);
  });

  test("articles that the new code repealed end on 1 January 2026; the others stay in force", () => {
    for (const [code, ended] of [
      ["PORNO", "uu-ite-27-1"],
      ["KEBENCIAN_SARA", "uu-ite-28-2"],
      ["HOAKS", "uu-ite-28-3"],
    ] as const) {
      expect(ids(code, noon("2026-01-01"))).toContain(ended);
      expect(ids(code, noon("2026-01-02"))).not.toContain(ended);
    }
    expect(ids("JUDI", noon("2026-01-02"))).toEqual(["uu-ite-27-2", "kuhp-426-427"]);
    expect(ids("PENIPUAN", noon("2026-01-02"))).toEqual(["uu-ite-28-1", "uu-ite-27b", "kuhp-492"]);
    expect(ids("HASUT_KEKERASAN", noon("2026-01-02"))).toContain("uu-ite-29");
  });

  test("every basis belongs to a category, and its days are in order", () => {
    const used = new Set(codes.flatMap((code) => categories[code].bases));
    for (const basis of Object.values(bases)) {
      expect(used.has(basis.id), basis.id).toBe(true);
      for (const day of [basis.validFrom, basis.validTo]) if (day) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
      if (basis.validFrom && basis.validTo) expect(basis.validFrom <= basis.validTo).toBe(true);
    }
  });

  test("distinguish texts read in a source from others", () => {
    expect(bases["uu-ite-27-2"]?.verified).toBe(true);
    expect(bases["kuhp-492"]?.verified).toBe(false);
  });
});

describe("refusals", () => {
  test("each is explained with what to do instead, and none is a category", () => {
    expect([...refusalOrder].sort()).toEqual([...refusalCode.options].sort());
    for (const code of refusalOrder) {
      const { label, why, instead } = refusals[code];
      for (const words of [label, why, instead])
        for (const text of Object.values(words)) expect(text).not.toBe("");
      expect(codes as readonly string[]).not.toContain(code);
    }
  });
});

const full: Evidence = {
  id: "3f1c2d80-1111-4111-8111-111111111111",
  site: "x",
  kind: "post",
  subject: "x:post:1",
  aliases: [],
  page: { address: "https://x.com/home", title: "Quotes the post", language: "id" },
  fields: {
    permalink: { value: "https://x.com/a/status/1", source: "s" },
    title: { value: "t", source: "s" },
    text: { value: "t", source: "s" },
    truncated: { value: true, source: "s" },
    authorName: { value: "n", source: "s" },
    authorHandle: { value: "@n", source: "s" },
    authorLink: { value: "https://x.com/a", source: "s" },
    authorId: { value: "9", source: "s" },
    publishedRaw: { value: "2 jam", source: "s" },
    publishedAt: { value: "2026-11-24T13:05:00.000Z", source: "s" },
    media: { value: ["https://pbs.twimg.com/1.jpg"], source: "s" },
    links: { value: [{ address: "https://a.example/" }], source: "s" },
    counts: { value: { likes: { shown: "1" } }, source: "s" },
    language: { value: "id", source: "s" },
    audience: { value: "public", source: "s" },
    promoted: { value: true, source: "s" },
    context: { value: [{ relation: "quoted", text: "t" }], source: "s" },
    unavailable: { value: "removed", source: "s" },
    timecodeSeconds: { value: 4, source: "s" },
  },
  missing: ["title", "authorId"],
  picture: {
    state: "taken",
    file: { sha256: "a".repeat(64), type: "image/webp", bytes: 9, width: 9, height: 9 },
  },
  quality: [],
  redactions: [],
  salt: "00112233445566778899aabbccddeeff",
  capturedAt: "2026-11-25T01:10:00.000Z",
  recipeVersion: 1,
  extensionVersion: "0.1.0",
  browser: "Chromium 156",
};

describe("the no-pixels lane", () => {
  test("keeps the fields the contract keeps", () => {
    expect([...keptFields].sort()).toEqual([...noPixelsFields].sort());
  });

  test("removes everything that the contract forbids from any evidence", () => {
    expect(Object.keys(full.fields).sort()).toEqual(Object.keys(evidenceShape.shape.fields.shape).sort());
    const left = stripForNoPixels(full);
    expect(noPixelsViolations({ evidence: left })).toEqual([]);
    expect(Object.keys(left.fields).sort()).toEqual([...noPixelsFields].sort());
    expect(left.picture).toEqual({ state: "none", reason: "category" });
    expect(left.missing).toEqual(["authorId"]);
    expect(left.redactions).toEqual([]);
    expect(evidenceShape.safeParse(left).success).toBe(true);
    expect(noPixelsViolations({ evidence: full })).not.toEqual([]);
  });
});

describe("the check of one's own video", () => {
  const all = (answer: "fine" | "problem" | "unsure") =>
    selfReviewRules.map(({ id }) => ({ rule: id, answer }));
  const but = (rule: string, answer: "problem" | "unsure") =>
    all("fine").map((given) => (given.rule === rule ? { rule, answer } : given));

  test("covers every category", () => {
    const covered = selfReviewRules.flatMap(({ categories: some }) => some);
    expect([...new Set(covered)].sort()).toEqual([...codes].sort());
    expect(new Set(selfReviewRules.map(({ id }) => id)).size).toBe(selfReviewRules.length);
  });

  test("has an outcome only once every rule is answered", () => {
    expect(selfReviewOutcome(all("fine").slice(1))).toBeUndefined();
    expect(selfReviewOutcome(all("fine"))).toBe("safe");
  });

  test("a doubt or a fixable problem asks for a change, any other problem for a stop", () => {
    expect(selfReviewOutcome(but("teror", "unsure"))).toBe("change");
    expect(selfReviewOutcome(but("judi", "problem"))).toBe("change");
    expect(selfReviewOutcome(but("anak", "problem"))).toBe("do-not-publish");
  });
});
