import { describe, expect, test } from "vitest";
import type { Answers } from "../utils/contract/outbox.ts";
import { makeReport } from "../utils/draft/make-report.ts";
import { evidence } from "./evidence.ts";

const id = "1c8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e22";
const answers: Answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false };
const problem = (given: Answers, from = evidence) => {
  const made = makeReport(id, from, given);
  return made.ok ? undefined : made.problem.code;
};

describe("a report", () => {
  test("carries the evidence as captured and the bases of that day", () => {
    const made = makeReport(id, evidence, { ...answers, note: "akun promosi" });
    expect(made).toMatchObject({ ok: true, value: { id, evidence, note: "akun promosi" } });
    const before = makeReport(id, { ...evidence, capturedAt: "2025-12-31T10:00:00.000Z" }, answers);
    if (!made.ok || !before.ok) throw new Error("not made");
    expect(made.value.basis).not.toEqual(before.value.basis);
  });

  test("of the no-pixels lane loses text, picture, addresses and note", () => {
    const file = { sha256: "a".repeat(64), type: "image/webp", bytes: 1, width: 1, height: 1 } as const;
    const withPicture = { ...evidence, picture: { state: "taken" as const, file } };
    const made = makeReport(id, withPicture, {
      category: "PORNO_ANAK",
      action: "TERUSKAN_APH",
      urgent: true,
      note: "x",
    });
    if (!made.ok) throw new Error(made.problem.detail);
    const sent = JSON.stringify(made.value);
    for (const gone of ["bonus", "pbs.twimg.com", "t.co", "Slot Ceria", "Beranda", "a".repeat(64)]) {
      expect(sent).not.toContain(gone);
    }
    expect(made.value.note).toBeUndefined();
    expect(made.value.evidence.picture).toEqual({ state: "none", reason: "category" });
  });

  test("needs an action that its category allows", () => {
    expect(problem({ ...answers, action: "CEK_FAKTA" })).toBe("action-not-allowed");
  });

  test("needs a reason when the post is not public", () => {
    const fields = { ...evidence.fields, audience: { value: "not-public" as const, source: "icon" } };
    expect(problem(answers, { ...evidence, fields })).toBe("reason-needed");
    expect(
      problem({ ...answers, notPublicReason: "tersebar luas" }, { ...evidence, fields }),
    ).toBeUndefined();
  });

  test("names the field that does not fit", () => {
    const made = makeReport(id, { ...evidence, subject: "salah" }, answers);
    expect(made).toMatchObject({
      ok: false,
      problem: { code: "invalid-input", detail: expect.stringContaining("subject") },
    });
  });
});
