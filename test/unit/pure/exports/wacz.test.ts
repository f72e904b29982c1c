/** A WACZ of a case, field by field against WACZ 1.2.0, CDXJ 0.1.0 and WACZ-auth 0.1.0, and read again as its readers do. */

import { createHash, randomUUID } from "node:crypto";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { WARCParser } from "warcio";
import { openTempFile } from "../../../../intake/documents/temp-file.ts";
import { type FileSelection, selectFiles } from "../../../../intake/exports/select-files.ts";
import { writeWacz } from "../../../../intake/exports/wacz.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { caseExport } from "../../../../utils/shared/contract/export.ts";
import { canonicalJson } from "../../../../utils/shared/seal/digest.ts";
import { exportDigest, openExport } from "../../../../utils/shared/seal/signed-kinds.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { type SampleCase, type SampleParts, sampleCase } from "../../../support/case-contents.ts";

const permalink = evidence.fields.permalink?.value ?? "";
const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

async function write(
  { contents, waczKey }: Pick<SampleCase, "contents" | "waczKey">,
  selection?: FileSelection,
): Promise<Uint8Array<ArrayBuffer>> {
  const spool = await openTempFile();
  await writeWacz(contents, waczKey, spool, selection);
  return new Uint8Array(await new Response(spool.finish().stream()).arrayBuffer());
}

async function open(parts?: SampleParts) {
  const made = await sampleCase(parts);
  const zip = await write(made);
  const files = unzipSync(zip);
  const datapackage = JSON.parse(text(files["datapackage.json"]));
  const digest = JSON.parse(text(files["datapackage-digest.json"]));
  return { ...made, zip, entries: files, datapackage, digest };
}

interface ReadRecord {
  headers: { get(name: string): string | null | undefined };
  payload: Uint8Array;
}

async function readRecords(warc: Uint8Array): Promise<ReadRecord[]> {
  const records: ReadRecord[] = [];
  for await (const record of WARCParser.iterRecords([warc], { keepHeadersCase: true })) {
    records.push({
      headers: record.warcHeaders.headers,
      payload: await record.readFully(),
    });
  }
  return records;
}

describe("a case whose files do not fit", () => {
  test("is archived with the files that come first, and a list of the others", async () => {
    const made = await sampleCase();
    const [first] = made.contents.content.reports;
    const { picture, frame, snapshot } = first?.report.evidence ?? {};
    if (!first || picture?.state !== "taken" || frame?.state !== "taken" || snapshot?.state !== "taken")
      throw new Error("no report");
    const evidenceOfOther = {
      ...first.report.evidence,
      picture: { state: "none", reason: "category" } as const,
    };
    const other = { ...first, report: { ...first.report, id: randomUUID(), evidence: evidenceOfOther } };
    const content = { ...made.contents.content, reports: [first, other] };
    const contents = { ...made.contents, content, reportOrder: [other.report.id] };
    const most = { reports: frame.file.bytes + snapshot.file.bytes, checks: 0 };
    const zip = await write({ ...made, contents }, selectFiles(contents, most));
    const files = unzipSync(zip);
    const list = JSON.parse(text(files["custody/left-out.json"]));
    const { sha256: digest, bytes, type } = picture.file;
    expect(list.files).toEqual([{ sha256: digest, bytes, type, report: first.report.id }]);
    expect(list.how).toContain(`/v1/cases/${content.case.id}/exports/json`);
    expect(text(files["datapackage.json"])).toContain("custody/left-out.json lists the others");
    const records = await readRecords(files["archive/data.warc.gz"] ?? zip);
    const kept = records.map(({ payload }) => sha256(payload));
    expect(kept).toEqual(expect.arrayContaining([frame.file.sha256, snapshot.file.sha256]));
    expect(kept).not.toContain(digest);
    const { findings } = await checkBytes(zip);
    const ofPackage = findings.filter(({ code }) => ["package", "resource", "warc", "index"].includes(code));
    expect(ofPackage.map(({ holds }) => holds)).not.toContain(false);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "file", holds: "unknown", path: expect.stringContaining(digest) }),
    );
  });
});

describe("the archive", () => {
  let made: Awaited<ReturnType<typeof open>>;
  let warc: Uint8Array;

  beforeAll(async () => {
    made = await open();
    warc = made.entries["archive/data.warc.gz"] ?? new Uint8Array();
  });

  test("contains the directories of the format, and no files of ours inside them", () => {
    expect(Object.keys(made.entries)).toEqual([
      ...["datapackage.json", "datapackage-digest.json", "archive/data.warc.gz", "indexes/index.cdx"],
      ...["pages/pages.jsonl", "custody/case.json"],
    ]);
  });

  test("is stored without a second compression or optional fields", () => {
    const view = new DataView(made.zip.buffer);
    for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
      const [flags, method, extra] = [6, 8, 28].map((offset) => view.getUint16(at + offset, true));
      expect([flags, method, extra]).toEqual([0, 0, 0]);
      at += 30 + view.getUint16(at + 26, true) + view.getUint32(at + 18, true);
    }
  });

  test("names every other file in datapackage.json, with its size and SHA-256", () => {
    const { resources, ...rest } = made.datapackage;
    const others = Object.keys(made.entries).filter((name) => !name.startsWith("datapackage"));
    expect(resources).toEqual(
      others.map((path) => ({
        name: path.split("/")[1],
        path,
        hash: `sha256:${sha256(made.entries[path] ?? "")}`,
        bytes: made.entries[path]?.length,
      })),
    );
    const instant = "2026-11-25T03:00:00.000Z";
    expect(rest).toEqual({
      profile: "data-package",
      wacz_version: "1.2.0",
      title: `Kominfo: ${evidence.subject}`,
      description: expect.stringContaining("custody/case.json"),
      ...{ created: instant, modified: instant, software: "lapor-kominfo 1.0.0" },
      home: { url: permalink, ts: evidence.capturedAt },
      ...{ mainPageUrl: permalink, mainPageDate: evidence.capturedAt },
    });
  });

  test("signs the digest of datapackage.json as readers of the format check it", async () => {
    const { path, hash, signedData, ...rest } = made.digest;
    expect([path, rest]).toEqual(["datapackage.json", {}]);
    expect(hash).toBe(`sha256:${sha256(made.entries["datapackage.json"] ?? "")}`);
    const { signature, publicKey, ...signed } = signedData;
    const { created, software } = made.datapackage;
    expect(signed).toEqual({ hash, created, software, version: "0.1.0" });
    const curve = { name: "ECDSA", namedCurve: "P-384" };
    const key = await crypto.subtle.importKey("spki", Buffer.from(publicKey, "base64"), curve, true, [
      "verify",
    ]);
    const check = (words: string) =>
      crypto.subtle.verify(
        { name: "ECDSA", hash: "SHA-256" },
        key,
        Buffer.from(signature, "base64"),
        Buffer.from(words),
      );
    expect([await check(hash), await check(`${hash} `)]).toEqual([true, false]);
    expect(made.contents.content.keys.wacz).toBe(publicKey);
  });

  test("has pages as JSON Lines: a heading, and the post at its own address", () => {
    const lines = text(made.entries["pages/pages.jsonl"]).split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { format: "json-pages-1.0", id: "pages", title: "All Pages" },
      {
        id: made.contents.content.reports[0]?.report.id,
        url: permalink,
        ts: evidence.capturedAt,
        title: "Beranda / X",
        text: evidence.fields.text?.value,
        size: expect.any(Number),
      },
    ]);
  });

  test("keeps each file under the post's address, its payload digest being the file's address", async () => {
    const [info, ...records] = await readRecords(warc);
    expect(info?.headers.get("WARC-Type")).toBe("warcinfo");
    expect(text(info?.payload)).toMatch(
      /^software: lapor-kominfo \d+\.\d+\.\d+\r\nformat: WARC File Format 1\.1\r\n/,
    );
    const seal = made.contents.content.reports[0]?.report.seal ?? "";
    expect(
      records.map(({ headers }) => [headers.get("WARC-Target-URI"), headers.get("Content-Type")]),
    ).toEqual([
      [permalink, "text/html; charset=utf-8"],
      [`urn:view:${permalink}`, "image/png"],
      [`urn:thumbnail:${permalink}`, "image/png"],
      [`urn:lapor-kominfo:seal:${made.contents.content.reports[0]?.report.id}`, "application/jose"],
    ]);
    const digests = records.map(({ headers }) => headers.get("WARC-Payload-Digest"));
    expect(digests).toEqual(records.map(({ payload }) => `sha256:${sha256(payload)}`));
    expect(digests).toEqual(
      [...[...made.files.keys()].slice(-1), ...[...made.files.keys()].slice(0, 2), sha256(seal)].map(
        (digest) => `sha256:${digest}`,
      ),
    );
    for (const { headers } of records) {
      expect(headers.get("WARC-Type")).toBe("resource");
      expect(headers.get("WARC-Date")).toBe(evidence.capturedAt);
      expect(headers.get("WARC-Block-Digest")).toBe(headers.get("WARC-Payload-Digest"));
      expect(headers.get("WARC-Record-ID")).toMatch(/^<urn:uuid:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}>$/);
    }
  });

  test("has an index in which every line points at its record", async () => {
    const lines = text(made.entries["indexes/index.cdx"]).trimEnd().split("\n");
    expect(lines).toEqual([...lines].sort());
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^com,x\)\/slot_ceria_99\/status\/1860000000000000001 20261125010203 \{/);
    for (const line of lines) {
      const [key, at, ...json] = line.split(" ");
      const { url, mime, status, digest, length, offset, filename } = JSON.parse(json.join(" "));
      expect([key, at, status, filename]).toEqual([
        expect.any(String),
        "20261125010203",
        "200",
        "data.warc.gz",
      ]);
      expect([typeof length, typeof offset]).toEqual(["string", "string"]);
      const [record, ...more] = await readRecords(warc.slice(+offset, +offset + +length));
      expect(more).toEqual([]);
      expect(record?.headers.get("WARC-Target-URI")).toBe(url);
      expect(record?.headers.get("Content-Type")?.split(";")[0]).toBe(mime);
      expect(`sha256:${sha256(record?.payload ?? "")}`).toBe(digest);
    }
  });

  test("contains the chain of custody as canonical JSON of the contract, signed by the intake", async () => {
    const said = JSON.parse(text(made.entries["custody/case.json"]));
    expect(text(made.entries["custody/case.json"])).toBe(canonicalJson(said));
    expect(caseExport.parse(said)).toEqual(said);
    const opened = await openExport(said.jws, made.intakeKey);
    expect(opened).toEqual({ ok: true, value: { digest: await exportDigest(said) } });
  });
});

describe("content of the archive", () => {
  test("is the same for the same case at the same time, except for the signature", async () => {
    const made = await sampleCase();
    const waczKey = { ...made.waczKey, sign: async () => "c2lnbmF0dXJl" };
    const [one, other] = [await write({ ...made, waczKey }), await write({ ...made, waczKey })];
    expect(sha256(one)).toBe(sha256(other));
  });

  test("is a complete archive without pages for a report without files", async () => {
    const made = await open({ bare: true });
    expect(text(made.entries["pages/pages.jsonl"]).split("\n")).toHaveLength(2);
    expect(made.datapackage).not.toHaveProperty("home");
    const records = await readRecords(made.entries["archive/data.warc.gz"] ?? new Uint8Array());
    expect(records.map(({ headers }) => headers.get("WARC-Type"))).toEqual(["warcinfo", "resource"]);
  });

  test("stores a post without permalink under a name that we define", async () => {
    const { permalink: _, ...fields } = evidence.fields;
    const made = await open({ evidence: { fields } });
    const id = made.contents.content.reports[0]?.report.id;
    expect(made.datapackage.home.url).toBe(`urn:lapor-kominfo:report:${id}`);
  });

  test("keeps hostile addresses and names unchanged, in one line each", async () => {
    const value = 'https://x.com/a%0d%0aWARC-Type:%20response/%F0%9F%8E%B0?q="><script>&\u2028=1';
    const made = await open({
      evidence: {
        fields: { permalink: { value, source: "a" }, title: { value: "a\r\nb\u2028c", source: "t" } },
      },
      said: { organisation: "Kominfo\r\nWARC-Type: response" },
    });
    const records = await readRecords(made.entries["archive/data.warc.gz"] ?? new Uint8Array());
    expect(records.map(({ headers }) => headers.get("WARC-Type"))).toEqual([
      ...["warcinfo", "resource", "resource", "resource", "resource"],
    ]);
    expect(text(made.entries["indexes/index.cdx"]).trimEnd().split("\n")).toHaveLength(4);
    const [, page] = text(made.entries["pages/pages.jsonl"]).trimEnd().split("\n");
    expect(JSON.parse(page ?? "").title).toBe("a\r\nb\u2028c");
  });
});

test("archives no file as a page that was stored as a picture", async () => {
  const made = await sampleCase();
  const evidence = made.contents.content.reports[0]?.report.evidence;
  if (evidence?.picture.state !== "taken") throw new Error("no picture");
  const { sha256, bytes } = evidence.picture.file;
  evidence.snapshot = { state: "taken", file: { sha256, bytes, type: "text/html" } };
  const files = unzipSync(await write(made));
  const index = text(files["indexes/index.cdx"]);
  expect(index).not.toContain("text/html");
  expect(index.match(/"image\/png"/g)).toHaveLength(2);
  expect(text(files["pages/pages.jsonl"])).not.toContain(permalink);
});
