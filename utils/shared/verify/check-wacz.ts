/** Checks a WACZ around an export: every entry must be listed with its digest, and the list signed. */

import { z } from "zod";
import { readText } from "../seal/canonical-encoding.ts";
import { digestHex } from "../seal/digest.ts";
import type { FoundFile } from "./check-files.ts";
import { isPackageSigned } from "./check-package.ts";
import { checkRecords } from "./check-records.ts";
import type { Note } from "./finding.ts";
import type { WarcRecord } from "./read-warc.ts";
import { readZip } from "./read-zip.ts";
import { readAsWritten } from "./strict-json.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const packagePath = "datapackage.json";
const digestPath = "datapackage-digest.json";
const casePath = "custody/case.json";

const listed = z.object({
  created: z.string(),
  software: z.string(),
  resources: z.array(
    z.object({ path: z.string(), hash: z.string().regex(/^sha256:[0-9a-f]{64}$/), bytes: z.int().min(0) }),
  ),
});

export interface Wacz {
  /** The export in the package. */
  written: Bytes | undefined;
  files: Map<string, FoundFile>;
  /** Base64 of the key that signed the list; undefined if the list is unsigned. */
  signedBy: string | undefined;
}

const number = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
const line = z.object({ url: z.string(), filename: z.string(), offset: number, length: number });

/** Checks the index of a WACZ (CDXJ): each line must point at the record that it names. */
function checkIndex(
  path: string,
  data: Uint8Array<ArrayBuffer>,
  archives: ReadonlyMap<string, readonly WarcRecord[]>,
  note: Note,
): void {
  const lines = (readText(data) ?? "?").split("\n").filter((one) => one !== "" && !one.startsWith("!"));
  const wrong = lines.flatMap((text, index) => (pointsAtRecord(text, archives) ? [] : [index + 1]));
  for (const place of wrong) note("index", false, `${path} line ${place}`);
  if (wrong.length === 0) note("index", true, path, { count: lines.length });
}

function pointsAtRecord(text: string, archives: ReadonlyMap<string, readonly WarcRecord[]>): boolean {
  const read = line.safeParse(parse(/^\S+ \d{14,17} (\{.*\})$/.exec(text)?.[1] ?? ""));
  if (!read.success) return false;
  const { url, filename, offset, length } = read.data;
  const records = archives.get(`archive/${filename.replace(/^archive\//, "")}`) ?? [];
  return records.some(
    (record) =>
      record.offset === offset && record.length === length && record.headers.get("warc-target-uri") === url,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined if the file is not a readable ZIP. */
export async function checkWacz(bytes: Bytes, note: Note): Promise<Wacz | undefined> {
  const zip = readZip(bytes);
  if (!zip.ok) {
    note("zip", false, zip.problem.detail ?? "");
    return undefined;
  }
  const { entries, wrong } = zip.value;
  for (const name of wrong) note("zip", false, name);
  if (wrong.length === 0) note("zip", true, "", { count: entries.size });
  const signedBy = await checkPackage(entries, note);
  const files = new Map<string, FoundFile>();
  const archives = new Map<string, readonly WarcRecord[]>();
  for (const [path, data] of entries) {
    const address = /^custody\/files\/([0-9a-f]{64})\.\w+$/.exec(path)?.[1];
    if (address) files.set(address, { bytes: data, digest: await digestHex(data) });
    if (/^archive\/.*\.warc\.gz$/.test(path)) archives.set(path, await checkRecords(path, data, files, note));
  }
  for (const [path, data] of entries) {
    if (/^indexes\/.*\.cdxj?$/.test(path)) checkIndex(path, data, archives, note);
  }
  const exported = entries.get(casePath);
  return { written: exported, files, signedBy };
}

async function checkPackage(entries: ReadonlyMap<string, Bytes>, note: Note): Promise<string | undefined> {
  const whole = entries.get(packagePath);
  const read = listed.safeParse(whole && readAsWritten(whole));
  if (!whole || !read.success) {
    note("package", false, packagePath, { part: "format" });
    return undefined;
  }
  const { resources, ...said } = read.data;
  await checkResources(entries, resources, note);
  const digest = entries.get(digestPath);
  const signed = await isPackageSigned(digest && readAsWritten(digest), whole, said);
  note("package", signed.ok, digestPath, { part: signed.ok ? "" : (signed.problem.detail ?? "") });
  return signed.ok ? signed.value : undefined;
}

async function checkResources(
  entries: ReadonlyMap<string, Bytes>,
  resources: z.infer<typeof listed>["resources"],
  note: Note,
): Promise<void> {
  const unlisted = new Set([...entries.keys()].filter((path) => path !== packagePath && path !== digestPath));
  for (const { path, hash, bytes } of resources) {
    const data = entries.get(path);
    const holds = data?.length === bytes && `sha256:${await digestHex(data)}` === hash;
    note("resource", holds && unlisted.delete(path), path);
    unlisted.delete(path);
  }
  for (const path of unlisted) note("resource", false, path);
}
