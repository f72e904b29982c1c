import { describe, expect, test } from "vitest";
import { evidence, report } from "../../../../scripts/dev/kits/evidence.ts";
import {
  noPixelsFields,
  noPixelsViolations,
  report as schema,
} from "../../../../utils/shared/contract/report.ts";
import { keptFields, stripForNoPixels } from "../../../../utils/shared/policy/no-pixels.ts";

const file = { sha256: "a".repeat(64), type: "image/webp", bytes: 10, width: 1, height: 1 } as const;
const paths = (value: unknown) => schema.safeParse(value).error?.issues.map(({ path }) => path.join("."));

describe("a report in the no-pixels lane", () => {
  const clean = { ...report, category: "PORNO_ANAK", evidence: stripForNoPixels(evidence) };

  test("is accepted when it was stripped", () => {
    expect(schema.safeParse(clean).success).toBe(true);
    expect(Object.keys(clean.evidence.fields)).toEqual(["permalink", "publishedAt"]);
  });

  test.each([
    ["note", { note: "catatan" }],
    ["subReason", { subReason: "slot" }],
    ["notPublicReason", { notPublicReason: "tersebar luas" }],
    ["evidence.fields.text", { evidence: { ...clean.evidence, fields: { text: evidence.fields.text } } }],
    ["evidence.fields.media", { evidence: { ...clean.evidence, fields: { media: evidence.fields.media } } }],
    ["evidence.fields.links", { evidence: { ...clean.evidence, fields: { links: evidence.fields.links } } }],
    ["evidence.picture", { evidence: { ...clean.evidence, picture: { state: "taken", file } } }],
    ["evidence.page", { evidence: { ...clean.evidence, page: evidence.page } }],
  ])("is refused with %s", (path, change) => {
    expect(paths({ ...clean, ...change })).toEqual([path]);
  });

  test("keeps the fields that the policy keeps", () => {
    expect([...keptFields]).toEqual([...noPixelsFields]);
    expect(noPixelsViolations(clean)).toEqual([]);
  });
});

test("a post that is not public needs a reason", () => {
  const fields = { ...evidence.fields, audience: { value: "not-public", source: "icon" } };
  const friends = { ...report, evidence: { ...evidence, fields } };
  expect(paths(friends)).toEqual(["notPublicReason"]);
  expect(paths({ ...friends, notPublicReason: "dibagikan ulang di ruang publik" })).toBeUndefined();
});

test.each(["javascript:alert(1)", "data:text/html,x", "/relative", "https://x.com/ a"])(
  "address %s is refused",
  (value) => {
    const fields = { permalink: { value, source: "attr:href a" } };
    expect(paths({ ...report, evidence: { ...evidence, fields } })).toEqual([
      "evidence.fields.permalink.value",
    ]);
  },
);
