import { describe, expect, test } from "vitest";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { makeReport } from "../../../../utils/extension/outbox/save-report.ts";
import type { QualityCode } from "../../../../utils/shared/contract/files.ts";
import type { Answers } from "../../../../utils/shared/contract/outbox.ts";
import { stripForNoPixels } from "../../../../utils/shared/policy/no-pixels.ts";

const id = "1c8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e22";
const answers: Answers = { category: "JUDI", action: "BATAS_WILAYAH", urgent: false };
const seal = "not.opened.here";
const problem = (given: Answers, from = evidence) => {
  const made = makeReport(id, { evidence: from, seal }, given);
  return made.ok ? undefined : made.problem.code;
};

describe("a report", () => {
  test("carries the evidence as captured and the bases of that day", () => {
    const made = makeReport(id, { evidence, seal }, { ...answers, note: "akun promosi" });
    expect(made).toMatchObject({ ok: true, value: { id, evidence, seal, note: "akun promosi" } });
    const before = makeReport(
      id,
      { evidence: { ...evidence, capturedAt: "2025-12-31T10:00:00.000Z" }, seal },
      answers,
    );
    if (!made.ok || !before.ok) throw new Error("not made");
    expect(made.value.basis).not.toEqual(before.value.basis);
  });

  test("carries the kind of violation that the person chose", () => {
    const made = makeReport(id, { evidence, seal }, { ...answers, subReason: "slot" });
    if (!made.ok) throw new Error(made.problem.detail);
    expect(made.value.subReason).toBe("slot");
    const plain = makeReport(id, { evidence, seal }, answers);
    expect(plain).toMatchObject({ ok: true });
    expect(plain.ok && plain.value).not.toHaveProperty("subReason");
  });

  test("contains only stripped evidence, and no note or kind, in the no-pixels lane", () => {
    const lane = {
      ...({ category: "PORNO_ANAK", action: "TERUSKAN_APH", urgent: true } as const),
      ...({ note: "x", subReason: "slot" } as const),
    };
    expect(makeReport(id, { evidence, seal }, lane)).toMatchObject({
      ok: false,
      problem: { code: "pixels-not-allowed", detail: expect.stringContaining("evidence.fields.text") },
    });
    const made = makeReport(id, { evidence: stripForNoPixels(evidence), seal }, lane);
    if (!made.ok) throw new Error(made.problem.detail);
    expect(made.value).not.toHaveProperty("note");
    expect(made.value).not.toHaveProperty("subReason");
  });

  test("keeps the overridden warnings that its own evidence lists, and needs all of them", () => {
    const weak = { ...evidence, quality: ["clock-off", "text-truncated"] as QualityCode[] };
    const overridden = ["text-truncated", "clock-off", "no-permalink"] as QualityCode[];
    const made = makeReport(id, { evidence: weak, seal }, { ...answers, overridden });
    expect(made).toMatchObject({ value: { overridden: ["clock-off", "text-truncated"] } });
    expect(makeReport(id, { evidence: weak, seal }, { ...answers, overridden: ["clock-off"] })).toMatchObject(
      {
        problem: { code: "invalid-input", detail: expect.stringContaining("overridden") },
      },
    );
    const sound = makeReport(id, { evidence, seal }, { ...answers, overridden });
    if (!sound.ok) throw new Error(sound.problem.detail);
    expect(sound.value).not.toHaveProperty("overridden");
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

  test("needs a reason when the page did not show whether the post is public", () => {
    const fields = { ...evidence.fields, audience: { value: "unknown" as const, source: "present" } };
    expect(problem(answers, { ...evidence, fields })).toBe("reason-needed");
    expect(
      problem({ ...answers, notPublicReason: "tersebar luas" }, { ...evidence, fields }),
    ).toBeUndefined();
  });

  test("names the invalid field", () => {
    const made = makeReport(id, { evidence: { ...evidence, subject: "salah" }, seal }, answers);
    expect(made).toMatchObject({
      ok: false,
      problem: { code: "invalid-input", detail: expect.stringContaining("subject") },
    });
  });
});
