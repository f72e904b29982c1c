/** The check names the changed part: a file, a field, the manifest, a signature, a log entry, an act. */

import { describe, expect, test } from "vitest";
import { newKey } from "../../../../scripts/dev/kits/evidence.ts";
import type { CaseExport } from "../../../../utils/shared/contract/export.ts";
import { canonicalJson } from "../../../../utils/shared/seal/digest.ts";
import { linkEntry } from "../../../../utils/shared/seal/log-chain.ts";
import { signExport } from "../../../../utils/shared/seal/signed-kinds.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { readLoggedRows } from "../../../../utils/shared/verify/logged-rows.ts";
import type { Verdict } from "../../../../utils/shared/verify/verdict.ts";
import {
  bytesOf,
  type ExportKit,
  inBase64,
  jsonExport,
  makeExport,
  packetOf,
} from "../../../support/export-kit.ts";
import { makeWacz } from "../../../support/wacz-kit.ts";

const kit = await makeExport();
const number = "LK-TX5XN-1R3H2";

/** Changes an export and signs it again with the intake's key, so that only its parts reveal the change. */
async function changed(change: (exported: CaseExport) => void, base: ExportKit = kit): Promise<Verdict> {
  // Not structuredClone: the kit's reports share parts, and would go on sharing them.
  const whole = canonicalJson({ ...base.unsigned, files: inBase64(base.files), jws: "" });
  const exported: CaseExport = JSON.parse(whole);
  change(exported);
  return checkBytes(bytesOf({ ...exported, jws: await signExport(exported, base.intake) }));
}

function failed({ findings }: Verdict): string[] {
  return findings.filter(({ holds }) => holds === false).map(({ code, path }) => `${code}: ${path}`);
}

function first(exported: CaseExport) {
  const [report] = exported.reports;
  if (!report) throw new Error("the kit has a report");
  return report;
}

describe("an export names", () => {
  test("each field, the page, and every part of the evidence beside them", async () => {
    const { evidence } = first({ ...kit.unsigned, jws: "" }).report;
    for (const name of Object.keys(evidence.fields)) {
      const verdict = await changed((exported) => {
        const { fields } = first(exported).report.evidence;
        Object.assign(fields, { [name]: { ...fields[name as keyof typeof fields], source: "elsewhere" } });
      });
      expect(failed(verdict)).toEqual([
        `evidence: ${number} fields.${name}`,
        `receipt-report: ${number} report`,
      ]);
      expect(verdict.reports.map(({ holds }) => holds)).toEqual([false, true]);
    }
    const others: [string, object][] = [
      ["capturedAt", { capturedAt: "2026-11-25T01:02:04.000Z" }],
      ["browser", { browser: "Firefox 153" }],
      ["missing", { missing: [] }],
      ["page", { page: undefined }],
      ["clock.offsetMs", { clock: { ...evidence.clock, offsetMs: 0 } }],
    ];
    for (const [path, change] of others) {
      const verdict = await changed((exported) => Object.assign(first(exported).report.evidence, change));
      expect(failed(verdict)).toContain(`evidence: ${number} ${path}`);
    }
  });

  test("a missing field, unless the export declares it deleted", async () => {
    const strip = (exported: CaseExport) => {
      const report = first(exported);
      report.report.evidence.fields = {};
      report.report.evidence.page = undefined;
    };
    expect(failed(await changed(strip))).toContain(`evidence: ${number} fields.text`);
    const deletedAt = "2026-11-25T04:30:00.000Z";
    const entries = kit.unsigned.logs[0]?.entries ?? [];
    const detail = { report: kit.unsigned.reports[0]?.report.id };
    const draft = {
      seq: entries.length + 1,
      at: deletedAt,
      by: "retention",
      act: "evidence-deleted",
      detail,
    };
    const entry = await linkEntry(draft, entries.at(-1)?.hash ?? "");
    const remove = (exported: CaseExport) => {
      strip(exported);
      first(exported).deletedAt = deletedAt;
      exported.files = {};
    };
    expect(failed(await changed(remove))).toEqual([`left-out: ${number}`]);
    const deleted = await changed((exported) => {
      remove(exported);
      exported.logs[0]?.entries.push(entry);
    });
    expect(failed(deleted)).toEqual([]);
    expect(deleted.reports[0]).toMatchObject({ holds: true, leftOut: "deleted" });
    expect(deleted.findings).toContainEqual(expect.objectContaining({ code: "left-out", holds: "unknown" }));
    const altered = await changed((exported) => {
      strip(exported);
      Object.assign(first(exported), { deletedAt: "2026-11-25T04:30:00.000Z" });
      first(exported).report.evidence.capturedAt = "2026-11-25T01:02:04.000Z";
    });
    expect(failed(altered)).toContain(`evidence: ${number} capturedAt`);
  });

  test("a file with other bytes, an unlisted one, and a missing one", async () => {
    const [address = ""] = kit.files.keys();
    const other = { type: "image/png", base64: "AAAA" };
    const swapped = await changed((exported) => Object.assign(exported.files ?? {}, { [address]: other }));
    expect(failed(swapped)).toEqual([`file: ${number} ${address}`]);
    const extra = "a".repeat(64);
    const added = await changed((exported) => Object.assign(exported.files ?? {}, { [extra]: other }));
    expect(failed(added)).toEqual([`file: ${extra}`]);
    const gone = await changed((exported) => Object.assign(exported, { files: {} }));
    expect(gone.outcome).toBe("holds");
    expect(gone.findings).toContainEqual(expect.objectContaining({ code: "file", holds: "unknown" }));
  });

  test("the part of a seal or receipt that was changed", async () => {
    const parts = ["header", "payload", "signature"] as const;
    for (const [index] of parts.entries()) {
      const verdict = await changed((exported) => {
        const report = first(exported);
        report.receipt = flipPart(report.receipt, index);
        report.report.seal = flipPart(report.report.seal ?? "", index);
      });
      expect(failed(verdict)).toContain(`seal: ${number}`);
      expect(failed(verdict)).toContain(`receipt: ${number}`);
    }
  });

  test("the entry of the log at which the chain breaks, and the batch that no longer fits", async () => {
    const verdict = await changed((exported) => {
      const entry = exported.logs[0]?.entries[2];
      if (entry) entry.by = "Orang lain";
    });
    expect(failed(verdict)[0]).toMatch(/^log: log .* entry 3$/);
    const cut = await changed((exported) => exported.logs[0]?.entries.splice(3));
    expect(failed(cut).some((line) => /^inclusion: .* entry 4$/.test(line))).toBe(true);
  });

  test("a batch left out of the middle, a day's root, and a batch out of order", async () => {
    const gap = await changed((exported) => exported.inclusions.shift());
    expect(failed(gap)).toEqual([expect.stringMatching(/^sealed: .* entry 1$/)]);
    const root = await changed((exported) => {
      for (const day of exported.days) day.root = "0".repeat(64);
    });
    expect(failed(root)).toEqual(["day: day 2026-11-25"]);
    const order = await changed((exported) => exported.days[0]?.batches.reverse());
    expect(failed(order)).toEqual(["day: day 2026-11-25"]);
  });

  test("the part of a decision or review that is not in the log", async () => {
    const decision = await changed((exported) => {
      for (const one of exported.decisions)
        Object.assign(one, { action: "HAPUS_KEBIJAKAN", answeredBy: "Joko" });
    });
    expect(failed(decision)).toEqual([
      expect.stringMatching(/ action$/),
      expect.stringMatching(/ answeredBy$/),
    ]);
    const reason = await changed((exported) => {
      for (const one of exported.decisions) one.reason = "Alasan lain.";
    });
    expect(failed(reason)).toEqual([expect.stringMatching(/^decision: .* reason$/)]);
    const review = await changed((exported) => {
      for (const one of exported.reviews) one.reason = "Alasan lain.";
    });
    expect(failed(review)).toEqual([expect.stringMatching(/^review: .* reason$/)]);
    const invented = await changed((exported) => {
      for (const one of exported.reviews) one.id = crypto.randomUUID();
    });
    expect(failed(invented)).toEqual([
      expect.stringMatching(/^complete: review /),
      expect.stringMatching(/^review: /),
    ]);
  });

  test("words beside the evidence that the intake did not sign", async () => {
    const exported = JSON.parse(new TextDecoder().decode(await jsonExport(kit)));
    exported.organisation = "Lembaga lain";
    const verdict = await checkBytes(bytesOf(exported));
    expect(failed(verdict)).toEqual(["export-signature: export"]);
  });

  test("white space, a byte order mark, and a key twice", async () => {
    const text = new TextDecoder().decode(await jsonExport(kit));
    for (const spelled of [
      `${text}\n`,
      ` ${text}`,
      text.replace("{", '{"case":1,'),
      JSON.stringify(JSON.parse(text), null, 2),
    ]) {
      const verdict = await checkBytes(new TextEncoder().encode(spelled) as Uint8Array<ArrayBuffer>);
      expect(failed(verdict)).toContain("format: JSON");
    }
    const marked = await checkBytes(new TextEncoder().encode(`\ufeff${text}`) as Uint8Array<ArrayBuffer>);
    expect(marked.outcome).toBe("unreadable");
  });
});

test("compares the intake's key with the one that the ministry publishes", async () => {
  const bytes = await packetOf(kit);
  const plain = await checkBytes(bytes);
  expect(plain.findings).toContainEqual(expect.objectContaining({ code: "intake-key", holds: "unknown" }));
  const right = await checkBytes(bytes, { intakeKey: plain.intakeKey ?? "" });
  expect(right.findings).toContainEqual(expect.objectContaining({ code: "intake-key", holds: true }));
  const wrong = await checkBytes(bytes, { intakeKey: "A".repeat(43) });
  expect(failed(wrong)).toEqual(["intake-key: "]);
});

test("a packet made by another intake is valid in itself, and only its key reveals it", async () => {
  const forged = await makeExport();
  const expected = (await checkBytes(await packetOf(kit))).intakeKey ?? "";
  const verdict = await checkBytes(await packetOf(forged), { intakeKey: expected });
  expect(failed(verdict)).toEqual(["intake-key: "]);
});

test("names a report under another's receipt", async () => {
  const verdict = await changed((exported) => {
    const [one, other] = exported.reports;
    if (one && other) [one.receipt, other.receipt] = [other.receipt, one.receipt];
  });
  expect(failed(verdict)).toContain(`receipt-report: ${number} id`);
});

test("names a seal by another device than the receipt's", async () => {
  const stranger = await makeExport();
  const verdict = await changed((exported) => {
    first(exported).report.seal = first({ ...stranger.unsigned, jws: "" }).report.seal;
  });
  expect(failed(verdict)).toContain(`seal-key: ${number}`);
});

describe("a WACZ names", () => {
  const entries = ["archive/data.warc.gz", "indexes/index.cdx", "custody/case.json", "pages/pages.jsonl"];

  test.each(entries)("a byte changed in %s", async (path) => {
    const bytes = await makeWacz(kit);
    const header = Buffer.concat([Buffer.from(new Uint16Array([path.length, 0]).buffer), Buffer.from(path)]);
    const at = Buffer.from(bytes).indexOf(header) + header.length + 40;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(failed(await checkBytes(bytes))).toEqual(
      expect.arrayContaining([`zip: ${path}`, `resource: ${path}`]),
    );
  });

  test("a list signed by another key", async () => {
    const own = { ...kit, unsigned: { ...kit.unsigned } };
    const verdict = await checkBytes(await makeWacz(own, { vouch: "AAAA" }));
    expect(failed(verdict)).toEqual(["package-key: datapackage-digest.json"]);
  });
});

test("refuses any file that is no export of ours", async () => {
  const strange = [
    "",
    "{",
    "[]",
    "null",
    "PK",
    "PK\u0003\u0004",
    '{"format":"lapor-kominfo/case/1"}',
    "\0".repeat(100),
  ];
  for (const text of strange) {
    const verdict = await checkBytes(new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>);
    expect(verdict.outcome).toBe("unreadable");
    expect(failed(verdict).length).toBeGreaterThan(0);
  }
  const other = { ...(await newKey()).publicKey, x: "A".repeat(43) };
  const packet = JSON.parse(new TextDecoder().decode(await packetOf(kit)));
  const verdict = await checkBytes(bytesOf({ ...packet, intakeKey: other }));
  expect(failed(verdict)).toEqual(["format: keys.intake"]);
});

function flipPart(jws: string, part: number): string {
  const parts = jws.split(".");
  const text = parts[part] ?? "";
  const middle = Math.floor(text.length / 2);
  parts[part] = text.slice(0, middle) + (text[middle] === "A" ? "B" : "A") + text.slice(middle + 1);
  expect(canonicalJson(parts)).not.toBe(canonicalJson(jws.split(".")));
  return parts.join(".");
}

test("a log whose clock was set back keeps the order of its entries", () => {
  const states = (caseId: string, ...list: [at: string, state: string][]) =>
    [
      caseId,
      list.map(([at, state], index) => ({
        seq: index + 1,
        at: `2026-11-25T03:00:${at}.000Z`,
        by: "Budi",
        act: "objection-heard",
        detail: { rows: { "objections/1": { state } } },
        hash: "",
      })),
    ] as const;
  const logs = new Map([
    states("one", ["05", "open"], ["02", "upheld"]),
    states("two", ["01", "before"], ["09", "after"]),
  ]);
  const read = readLoggedRows(logs as unknown as Parameters<typeof readLoggedRows>[0]);
  expect(read.objections.get("1")?.map(({ state }) => state.state)).toEqual([
    "before",
    "open",
    "upheld",
    "after",
  ]);
});
