/**
 * Writes a case as WACZ 1.2: a web archive with index and pages, and the audit log, under one signed digest.
 */

import { getSurt } from "warcio";
import { canonicalJson, digestHex } from "../../utils/shared/seal/digest.ts";
import type { CaseContent, ExportSource } from "../documents/export-source.ts";
import { openTempFile, type TempFile, type TempFileContent } from "../documents/temp-file.ts";
import { describeLeftOut, selectFiles } from "./select-files.ts";
import type { WaczKey } from "./wacz-key.ts";
import { software, type WarcArchive, type WarcEntry, writeWarc } from "./warc.ts";
import { writeZip, type ZipEntry } from "./zip.ts";

const archiveName = "data.warc.gz";
const leftOutName = "custody/left-out.json";
/** Version of the specification "WACZ Signing and Verification". */
const signingVersion = "0.1.0";

export async function writeWacz(
  contents: ExportSource,
  key: WaczKey,
  out: TempFile,
  selection = selectFiles(contents),
): Promise<void> {
  const { id: caseId } = contents.content.case;
  const { leftOut } = selection;
  const warc = await openTempFile();
  try {
    const archive = await writeWarc(contents, selection, warc);
    const entries: ZipEntry[] = [
      { name: `archive/${archiveName}`, contents: warc.finish() },
      { name: "indexes/index.cdx", contents: encodeUtf8(indexOf(archive.records)) },
      { name: "pages/pages.jsonl", contents: encodeUtf8(pagesOf(archive)) },
      { name: "custody/case.json", contents: encodeUtf8(canonicalJson(contents.content)) },
      ...(leftOut.length > 0
        ? [{ name: leftOutName, contents: encodeUtf8(describeLeftOut(leftOut, caseId)) }]
        : []),
    ];
    const datapackage = canonicalJson(await describePackage(contents.content, archive, entries));
    const digest = canonicalJson(await signDigest(datapackage, contents.content.exportedAt, key));
    const own = { "datapackage.json": datapackage, "datapackage-digest.json": digest };
    const first = Object.entries(own).map(([name, text]) => ({ name, contents: encodeUtf8(text) }));
    await writeZip([...first, ...entries], out);
  } finally {
    await warc.discard();
  }
}

function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** CDXJ, sorted bytewise. Readers expect numbers as text and the bare file name. */
function indexOf(records: readonly WarcEntry[]): string {
  const lines = records.map(({ url, at, mime, sha256, offset, length }) => {
    const entry = {
      url,
      mime: mime.split(";", 1)[0],
      status: "200",
      digest: `sha256:${sha256}`,
      length: String(length),
      offset: String(offset),
      filename: archiveName,
    };
    return Buffer.from(`${getSurt(url)} ${at.replaceAll(/\D/g, "").slice(0, 14)} ${JSON.stringify(entry)}\n`);
  });
  return Buffer.concat(lines.sort(Buffer.compare)).toString();
}

/** JSON Lines: a header, then one page per snapshot. */
function pagesOf({ pages }: WarcArchive): string {
  const heading = { format: "json-pages-1.0", id: "pages", title: "All Pages" };
  const rows = pages.map(({ report: { report }, url, at, bytes }) => {
    const { page, fields, subject } = report.evidence;
    const text = fields.text?.value;
    const title = fields.title?.value ?? page?.title ?? subject;
    return { id: report.id, url, ts: at, title, ...(text === undefined ? {} : { text }), size: bytes };
  });
  return [heading, ...rows].map((row) => `${JSON.stringify(row)}\n`).join("");
}

async function describePackage(content: CaseContent, { pages }: WarcArchive, entries: readonly ZipEntry[]) {
  const home = pages[0];
  const leftOut = entries.some(({ name }) => name === leftOutName)
    ? ` It does not hold all files; ${leftOutName} lists the others.`
    : "";
  return {
    // The draft of 1.2.0 specifies "wacz", but ReplayWeb.page accepts only "data-package".
    profile: "data-package",
    wacz_version: "1.2.0",
    title: `${content.organisation}: ${content.case.subject}`,
    description: `Case ${content.case.id}, exported by ${content.organisation}. The chain of custody is in custody/case.json.${leftOut}`,
    created: content.exportedAt,
    modified: content.exportedAt,
    software,
    ...(home ? { home: { url: home.url, ts: home.at }, mainPageUrl: home.url, mainPageDate: home.at } : {}),
    resources: await Promise.all(
      entries.map(async ({ name, contents }) => ({
        name: name.slice(name.lastIndexOf("/") + 1),
        path: name,
        hash: `sha256:${await sha256Of(contents)}`,
        bytes: contents instanceof Uint8Array ? contents.length : contents.bytes,
      })),
    ),
  };
}

async function sha256Of(contents: ZipEntry["contents"]): Promise<string> {
  return contents instanceof Uint8Array
    ? digestHex(new Uint8Array(contents))
    : (contents satisfies TempFileContent).sha256;
}

/** The anonymous form of the signing specification; the signature covers the hash as text. */
async function signDigest(datapackage: string, created: string, key: WaczKey) {
  const hash = `sha256:${await digestHex(datapackage)}`;
  const signature = await key.sign(hash);
  return {
    path: "datapackage.json",
    hash,
    signedData: { hash, created, software, version: signingVersion, signature, publicKey: key.publicKey },
  };
}
