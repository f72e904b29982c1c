/** Writes a case's files as WARC 1.1, under the address of the post, for web archive readers. */

import { WARC_1_1, WARCRecord, WARCSerializer } from "warcio";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import type { ExportedReport } from "../../utils/shared/contract/export.ts";
import type { File } from "../../utils/shared/contract/files.ts";
import { digestHex } from "../../utils/shared/seal/digest.ts";
import { version } from "../core/version.ts";
import { checkPictures, type ExportSource } from "../documents/export-source.ts";
import type { TempFile } from "../documents/temp-file.ts";
import { fileType } from "../evidence/file-type.ts";
import type { FileSelection } from "./select-files.ts";

/** Position of a record in the archive; offset and length in bytes of its gzip member. */
export interface WarcEntry {
  url: string;
  at: string;
  mime: string;
  sha256: string;
  offset: number;
  length: number;
}

/** A snapshot that a reader can open. */
export interface WarcPage {
  report: ExportedReport;
  url: string;
  at: string;
  bytes: number;
}

export interface WarcArchive {
  records: WarcEntry[];
  pages: WarcPage[];
}

export async function writeWarc(
  { content, readFile }: ExportSource,
  { includes }: Pick<FileSelection, "includes">,
  out: TempFile,
): Promise<WarcArchive> {
  const archive: WarcArchive = { records: [], pages: [] };
  const written = new Set<string>();
  const readOnce = async ({ sha256, type }: File) => {
    const bytes = written.has(sha256) || !includes(sha256) ? undefined : await readFile(sha256);
    // Stored as a picture, so it was never checked to be an inert page.
    if (!bytes || (type === "text/html" && fileType(bytes)?.startsWith("image/"))) return undefined;
    written.add(sha256);
    return bytes;
  };
  const add = async (record: Omit<WarcInput, "caseId">) => {
    const archived = await writeRecord({ ...record, caseId: content.case.id }, out);
    if (record.url !== undefined) archive.records.push(archived);
  };
  await add({ at: content.exportedAt, mime: "application/warc-fields", bytes: infoOf(content) });

  for (const exported of content.reports) {
    const { evidence, seal, id } = exported.report;
    const [url, at] = [addressOf(evidence, id), evidence.capturedAt];
    for (const { file, prefix } of archivedFiles(evidence)) {
      const bytes = await readOnce(file);
      if (!bytes) continue;
      await add({ url: prefix + url, at, mime: mimeOf(file), bytes });
      if (prefix === "") archive.pages.push({ report: exported, url, at, bytes: bytes.length });
    }
    if (seal === undefined) continue;
    const name = `urn:lapor-kominfo:seal:${id}`;
    await add({ url: name, at, mime: "application/jose", bytes: new TextEncoder().encode(seal) });
  }
  for (const { proof, file } of checkPictures(content)) {
    const bytes = await readOnce(file);
    const url = `urn:view:${URL.parse(proof.shownAddress)?.href ?? proof.itemId}`;
    if (bytes) await add({ url, at: proof.checkedAt, mime: mimeOf(file), bytes });
  }
  return archive;
}

function mimeOf({ type }: File): string {
  return type === "text/html" ? "text/html; charset=utf-8" : type;
}

/** Name and version of this program, for archives. */
export const software = `lapor-kominfo ${version}`;

function infoOf({
  organisation,
  exportedAt,
  case: { subject },
}: ExportSource["content"]): Uint8Array<ArrayBuffer> {
  const info = {
    software,
    format: "WARC File Format 1.1",
    conformsTo: "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    // A line break would start a new field.
    operator: organisation.replaceAll(/\s+/g, " "),
    isPartOf: subject,
    created: exportedAt,
  };
  return new TextEncoder().encode(
    Object.entries(info)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join(""),
  );
}

/** The post's permalink; a URN if there is none or no browser would open it. */
function addressOf({ fields }: Evidence, reportId: string): string {
  // Normalised by the URL standard, as readers look it up.
  const address = URL.parse(fields.permalink?.value ?? "");
  return address?.href ?? `urn:lapor-kominfo:report:${reportId}`;
}

/** Web archives conventionally store pictures of a page under `urn:view:` and `urn:thumbnail:`. */
function archivedFiles({ snapshot, picture, frame }: Evidence): { file: File; prefix: string }[] {
  return [
    ...(snapshot?.state === "taken" ? [{ file: snapshot.file, prefix: "" }] : []),
    ...(picture.state === "taken" ? [{ file: picture.file, prefix: "urn:view:" }] : []),
    ...(frame?.state === "taken" ? [{ file: frame.file, prefix: "urn:thumbnail:" }] : []),
  ];
}

interface WarcInput {
  caseId: string;
  /** Undefined for the archive's own description. */
  url?: string;
  at: string;
  mime: string;
  bytes: Uint8Array<ArrayBuffer>;
}

async function writeRecord(
  { caseId, url = "", at, mime, bytes }: WarcInput,
  out: TempFile,
): Promise<WarcEntry> {
  const sha256 = await digestHex(bytes);
  const id = uuidOf(await digestHex(`${caseId} ${url} ${at} ${sha256}`));
  const warcRecord = WARCRecord.create(
    {
      ...(url === "" ? { filename: "data.warc.gz" } : { url }),
      type: url === "" ? "warcinfo" : "resource",
      date: at,
      warcVersion: WARC_1_1,
      warcHeaders: { "Content-Type": mime, "WARC-Record-ID": `<urn:uuid:${id}>` },
    },
    [bytes],
  );
  const gzipped = await WARCSerializer.serialize(warcRecord, { gzip: true });
  const offset = out.size();
  await out.write(gzipped);
  return { url, at, mime, sha256, offset, length: gzipped.length };
}

/** UUID version 8 (RFC 9562) from a digest, so that a record has the same name in every export. */
function uuidOf(sha256: string): string {
  const [a, b, c, d] = [sha256.slice(0, 8), sha256.slice(8, 12), sha256.slice(13, 16), sha256.slice(17, 20)];
  return `${a}-${b}-8${c}-8${d}-${sha256.slice(20, 32)}`;
}
