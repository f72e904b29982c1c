/** Writes a case with its files as one JSON file in canonical form (RFC 8785). */

import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import { type Contents, listedFiles } from "../documents/contents.ts";
import type { Spool } from "../documents/spool.ts";

export async function writeJson({ said, readFile }: Contents, out: Spool): Promise<void> {
  const members = [...Object.keys(said), "files"].sort();
  let separator = "{";
  for (const name of members) {
    const value = said[name as keyof typeof said];
    if (name !== "files" && value === undefined) continue;
    await out.write(`${separator}${JSON.stringify(name)}:`);
    separator = ",";
    if (name === "files") await writeFiles({ said, readFile }, out);
    else await out.write(canonicalJson(value));
  }
  await out.write("}");
}

async function writeFiles({ said, readFile }: Contents, out: Spool): Promise<void> {
  const files = listedFiles(said).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  let separator = "";
  await out.write("{");
  for (const { sha256, type } of files) {
    const bytes = await readFile(sha256);
    if (!bytes) continue;
    const base64 = Buffer.from(bytes).toString("base64");
    await out.write(`${separator}"${sha256}":${canonicalJson({ base64, type })}`);
    separator = ",";
  }
  await out.write("}");
}
