/** Checks the index of a WACZ (CDXJ): each line must point at the record that it names. */

import { z } from "zod";
import { readText } from "../seal/one-spelling.ts";
import type { Note } from "./finding.ts";
import type { WarcRecord } from "./read-warc.ts";

const number = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
const line = z.object({ url: z.string(), filename: z.string(), offset: number, length: number });

export function checkIndex(
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
