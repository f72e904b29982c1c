/** Tests of what the contract's shapes refuse beyond their types. */

import { describe, expect, test } from "vitest";
import { evidence, fullEvidence, report } from "../../../../scripts/dev/kits/evidence.ts";
import { contextEntry } from "../../../../utils/shared/contract/evidence.ts";
import { filesOf } from "../../../../utils/shared/contract/files.ts";
import { guideAddress, guideNames } from "../../../../utils/shared/contract/guides.ts";
import { shortText } from "../../../../utils/shared/contract/ids.ts";
import { channelFile } from "../../../../utils/shared/contract/platform-channel.ts";
import { intakeOrigin, isProtectedAddress } from "../../../../utils/shared/contract/protected-address.ts";
import { shareUpTo } from "../../../../utils/shared/contract/recipe-health.ts";
import { report as reportShape } from "../../../../utils/shared/contract/report.ts";
import { toReportedPost } from "../../../../utils/shared/contract/reported-post.ts";
import { done, fail, ok } from "../../../../utils/shared/contract/result.ts";
import { reviewInput } from "../../../../utils/shared/contract/review.ts";
import { role } from "../../../../utils/shared/contract/site.ts";
import { stripForNoPixels } from "../../../../utils/shared/policy/no-pixels.ts";

const pathsOf = (value: unknown) =>
  reportShape.safeParse(value).error?.issues.map(({ path }) => path.join("."));

describe("a report", () => {
  test("names its post once", () => {
    const twice = { ...evidence, aliases: [evidence.subject] };
    expect(pathsOf({ ...report, evidence: twice })).toEqual(["evidence.aliases"]);
    expect(reportShape.safeParse({ ...report, evidence: twice }).error?.issues[0]?.message).toBe(
      "repeats the subject",
    );
  });

  test("overrides exactly the warnings that its evidence lists", () => {
    const doubtful = { ...evidence, quality: ["text-truncated", "clock-off"] };
    const sent = (overridden: string[] | undefined, of = doubtful) =>
      pathsOf({ ...report, evidence: of, ...(overridden ? { overridden } : {}) });
    expect(sent(["text-truncated", "clock-off"])).toBeUndefined();
    expect(sent(["text-truncated"])).toEqual(["overridden"]);
    expect(sent(undefined)).toEqual(["overridden"]);
    expect(sent(["no-permalink"], { ...evidence, quality: [] })).toEqual(["overridden"]);
    expect(sent(["no-permalink", ...doubtful.quality])).toEqual(["overridden"]);
  });

  test("needs no overriding in the no-pixels lane, and brings no frame, copy or reason", () => {
    const stripped = { ...stripForNoPixels(fullEvidence), quality: ["clock-off" as const] };
    const lane = { ...report, category: "PORNO_ANAK", evidence: stripped };
    expect(pathsOf(lane)).toBeUndefined();
    const { frame, snapshot } = fullEvidence;
    for (const [name, part] of Object.entries({ frame, snapshot }))
      expect(pathsOf({ ...lane, evidence: { ...stripped, [name]: part } })).toEqual([`evidence.${name}`]);
    const none = { state: "none", reason: "category" };
    expect(pathsOf({ ...lane, evidence: { ...stripped, frame: none } })).toBeUndefined();
    expect(pathsOf({ ...lane, notPublicReason: "x" })).toEqual(["notPublicReason"]);
  });
});

test("evidence's files are those that were taken", () => {
  expect(filesOf(fullEvidence).map(({ sha256 }) => sha256[0])).toEqual(["a", "b", "c"]);
  expect(filesOf(evidence)).toEqual([]);
});

describe("shapes", () => {
  const accepts = (shape: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
    shape.safeParse(value).success;

  test("a share has no more found than expected", () => {
    const share = shareUpTo(5);
    const ways = [
      [0, 0],
      [5, 5],
      [4, 3],
      [6, 6],
      [-1, 0],
      [1.5, 2],
    ];
    const taken = ways.map(([found, expected]) => accepts(share, { found, expected }));
    expect(taken).toEqual([true, true, false, false, false, false]);
  });

  test("a text is not empty, not too long, and has no NUL", () => {
    const text = shortText(3);
    expect(["abc", "a\nb", "", "abcd", "a\0b", "\0"].map((value) => accepts(text, value))).toEqual([
      ...[true, true, false, false, false, false],
    ]);
  });

  test("a context is not empty", () => {
    expect(accepts(contextEntry, { relation: "quoted" })).toBe(false);
    expect(accepts(contextEntry, { relation: "quoted", name: "A" })).toBe(true);
  });

  test("a list of channels names each once", () => {
    const form = (id: string) => ({ id, site: "x", name: "X", kind: "form", address: "https://x.com/" });
    expect(accepts(channelFile, [form("a"), form("b")])).toBe(true);
    expect(accepts(channelFile, [form("a"), form("a")])).toBe(false);
  });

  test("a review answers at most twenty elements", () => {
    const review = (count: number) => ({
      ...{ id: report.id, verdict: "violates", reason: "Judi.", timecodes: [] },
      elements: Object.fromEntries(Array.from({ length: count }, (_, index) => [`e${index}`, "yes"])),
    });
    expect(reviewInput.safeParse(review(20)).error?.issues).toBeUndefined();
    expect(accepts(reviewInput, review(21))).toBe(false);
  });
});

test.each([
  ["https://intake.example/", true],
  ["http://127.0.0.1:9/", true],
  ["http://localhost/", true],
  ["http://[::1]:9/", false],
  ["http://intake.example/", false],
  ["http://localhost.example/", false],
  ["http://127.0.0.1.example/", false],
  ["ftp://localhost/", false],
])("%s is asked for secrets: %s", (address, expected) => {
  expect(isProtectedAddress(new URL(address))).toBe(expected);
});

test("a failure has a code, is final by default, and has a detail only if there is one", () => {
  expect(fail("not-found")).toEqual({ ok: false, problem: { code: "not-found", retry: "never" } });
  expect(fail("not-found", "x", "later").problem).toEqual({ code: "not-found", retry: "later", detail: "x" });
  expect([ok(1), done]).toEqual([
    { ok: true, value: 1 },
    { ok: true, value: {} },
  ]);
});

test("a listed post has the first words of its text, else of its title, and its own address if it has one", () => {
  const field = (value: string) => ({ value, source: "test" });
  const address = "https://x.com/i/status/45";
  expect(toReportedPost({ text: field("  Satu kata  "), title: field("Judul") }, address)).toEqual({
    author: undefined,
    excerpt: "Satu kata",
    permalink: address,
  });
  expect(
    toReportedPost({ title: field("a".repeat(161)), permalink: field("https://x.com/a/status/45") }, address),
  ).toMatchObject({
    excerpt: "a".repeat(160),
    permalink: "https://x.com/a/status/45",
  });
  expect(toReportedPost({ text: field(" ") }, undefined)).toEqual({});
});

test("an intake's origin is read from its address as it was pasted", () => {
  expect(intakeOrigin("\u00a0https://lapor.example:8443/daftar#x\u2003")).toBe("https://lapor.example:8443");
  expect(["http://lapor.example", "lapor.example", ""].map(intakeOrigin)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("each role has its own guide, and without a role there is their list", () => {
  const origin = "https://intake.example";
  expect(guideAddress(origin)).toBe(`${origin}/panduan`);
  expect(guideAddress(origin, "vlogger")).toBe(`${origin}/panduan/kreator`);
  const guides = role.options.map((name) => guideAddress(origin, name).split("/").at(-1));
  expect(new Set(guides).size).toBe(role.options.length);
  expect(guideNames).toEqual(expect.arrayContaining(guides));
});
