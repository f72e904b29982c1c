/** Every finding has a sentence in both languages, the command says the same as the page, and texts cannot steer a terminal. */

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkFile } from "../../../../intake/admin/verify-file.ts";
import { referralAct } from "../../../../utils/shared/contract/referral-state.ts";
import {
  checkLocation,
  contentState,
  itemOutcome,
  objectionState,
  objector,
  requestAct,
} from "../../../../utils/shared/contract/request-state.ts";
import { verifyTexts } from "../../../../utils/shared/i18n/verify.ts";
import { thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { describeFinding } from "../../../../utils/shared/verify/describe-verdict.ts";
import { findingCodes } from "../../../../utils/shared/verify/finding.ts";
import { formatVerdict } from "../../../../utils/shared/verify/format-verdict.ts";
import { jsonExport, makeExport, packetOf } from "../../../support/export-kit.ts";

const folder = mkdtempSync(join(tmpdir(), "lapor-verify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const languages = ["id", "en"] as const;
const values = {
  ...{
    part: "signature",
    key: "K",
    count: 2,
    entry: 3,
    no: 1,
    at: "2026-11-25T01:02:03.000Z",
    day: "2026-11-25",
  },
  ...{ calendar: "https://kalender.example", height: 7, hash: "00ff", root: "4a5e" },
  ...{ number: "00001/LK-KOMINFO/XI/2026", act: "sent", place: 1, answer: "acted", source: "key" },
  ...{
    seen: "removed",
    from: "abroad",
    how: "stated",
    objector: "uploader",
    result: "upheld",
    what: "letter",
  },
  ...{ partner: "OJK", letter: "reminder", effect: "noted", outcome: "handled", next: "again" },
  ...{ why: "deleted", parts: "page", name: "Sari", by: "Budi", authority: "Otoritas" },
};

/** The only codes that are never left open. */
const neverUnknown = new Set(
  ["format", "export-signature", "zip", "resource", "package", "warc", "index", "seal", "evidence"].concat([
    "receipt",
    "receipt-report",
    "receipt-log",
    "case",
    "log",
    "timestamp",
    "review",
  ]),
);

describe.each(languages)("in %s", (language) => {
  test.each(findingCodes)("%s", (code) => {
    for (const holds of [true, false, "unknown"] as const) {
      const isSaid =
        code === "answer" || code === "referral-answer"
          ? holds === true
          : code === "left-out" || code === "anchor-block"
            ? holds === "unknown"
            : holds !== "unknown" || !neverUnknown.has(code);
      if (!isSaid) continue;
      expect(describeFinding(language, { code, holds, path: "", values })).not.toMatch(/[{}]/);
    }
  });
});

test("every act, answer, state, place and result has its words", () => {
  const said = {
    act: [...requestAct.options, ...referralAct.options],
    answer: itemOutcome.options,
    seen: contentState.options,
    from: checkLocation.options,
    objector: objector.options,
    result: objectionState.options,
    what: ["report", "log", "decision", "review", "letter", "event", "check", "objection", "requests"].concat(
      [...["referral", "referral-event", "look", "referrals"]],
    ),
    next: ["again"],
    effect: ["noted"],
    why: ["withheld", "other-unit", "elsewhere", "heard-elsewhere", "unsealed", "no-letter"],
    part: [
      "log",
      "absent",
      "content",
      "item",
      "decision",
      "device",
      "note",
      "reason",
      "votes",
      "signature",
      "payload",
      "partner",
      "subject",
      "state",
      "category",
      "reports",
    ],
  };
  const keys = Object.entries(said).flatMap(([name, values]) => values.map((value) => `${name}.${value}`));
  expect(keys.filter((key) => !Object.hasOwn(verifyTexts.id, key))).toEqual([]);
});

test("both languages have the same holes, and no exclamation marks", () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();
  for (const [key, text] of Object.entries(verifyTexts.id)) {
    const other = verifyTexts.en[key as keyof typeof verifyTexts.en];
    expect([...new Set(holes(other))], key).toEqual([...new Set(holes(text))]);
    expect(text + other, key).not.toContain("!");
  }
});

describe("npm run verify -- FILE", () => {
  async function run(bytes: Uint8Array | string, given: object = {}) {
    const file = join(folder, "berkas.json");
    writeFileSync(file, bytes);
    return checkFile(file, { json: false, language: "id", ...given });
  }

  test("exits with 0 for proven, 1 for unproven, 2 for unreadable, 3 for a key that was not compared", async () => {
    const kit = await makeExport();
    const known = { "intake-key": await thumbprintOf(kit.intake.publicKey) };
    expect((await run(await jsonExport(kit), known)).exitCode).toBe(0);
    const right = await run(await jsonExport(kit));
    expect(right.exitCode).toBe(3);
    expect(right.text).toMatch(/^Ditandatangani dengan kunci yang tidak dikenal/);
    expect(right.text).toContain("Tidak berubah sejak diambil oleh Sari Wulandari");
    expect(right.text).toContain("Bahwa server situs mengirim isi ini.");
    const text = new TextDecoder().decode(await packetOf(kit));
    const wrong = await run(text.replace("Slot Ceria", "Slot Cerah"), { language: "en" });
    expect(wrong.exitCode).toBe(1);
    expect(wrong.text).toContain("LK-TX5XN-1R3H2 fields.authorName");
    expect(wrong.text).not.toContain("Unchanged since");
    expect((await run("bukan apa-apa")).exitCode).toBe(2);
    expect((await checkFile(join(folder, "tidak-ada"), { json: false })).exitCode).toBe(2);
  });

  test("says that a file is too large to check, instead of damaged, and what to do", async () => {
    const path = join(folder, "besar.json");
    writeFileSync(path, "{");
    truncateSync(path, 600_000_000);
    const { text, exitCode } = await checkFile(path, { json: false, language: "en" });
    expect(text).toContain("too large");
    expect(text).toContain("WACZ");
    expect(exitCode).toBe(2);
  });

  test("prints JSON, and checks against a key", async () => {
    const kit = await makeExport();
    const { text } = await run(await packetOf(kit), { json: true });
    const { outcome, intakeKey } = JSON.parse(text);
    expect(outcome).toBe("uncompared");
    expect((await run(await packetOf(kit), { "intake-key": intakeKey })).exitCode).toBe(0);
    expect((await run(await packetOf(kit), { "intake-key": "A".repeat(43) })).exitCode).toBe(1);
    await expect(run(await packetOf(kit), { "intake-key": "short" })).rejects.toThrow("--intake-key");
  });

  test("a subject or path with control characters is shown, not obeyed", async () => {
    const verdict = await checkBytes(await packetOf(await makeExport()));
    const path = "\u001b[2J\u0007\u202efile";
    const said = formatVerdict("en", {
      ...verdict,
      findings: [{ code: "file", holds: false, path, values: { why: "altered" } }],
    });
    expect(said).toContain("\ufffd[2J\ufffd\ufffdfile");
  });
});

test.each([true, false, "unknown"] as const)(
  "an objection's sender is named as their own word (%s)",
  (holds) => {
    const values = {
      at: "2026-11-25T03:00:00.000Z",
      objector: "uploader",
      result: "dismissed",
      part: "",
      why: "",
    };
    const finding = { code: "objection", holds, path: "", values } as const;
    expect(describeFinding("id", finding)).toMatch(/engirimnya, menurut pengakuannya: pengunggah/);
    expect(describeFinding("en", finding)).toMatch(/sender, by their own word: uploader/);
  },
);
