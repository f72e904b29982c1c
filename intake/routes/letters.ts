/** Letters written out: for people and for machines. */

import type { Letter } from "../../utils/contract/letter.ts";
import type { WrittenFormat } from "../../utils/contract/request.ts";
import { fail, ok } from "../../utils/contract/result.ts";
import type { Writing } from "../../utils/language/letter-blocks.ts";
import type { Handler } from "../http/mount.ts";
import { letterDocument } from "../requests/dossier-of.ts";
import { toCsv, toDsa, toFlag, toXarf } from "../requests/for-machines.ts";
import { toPlainText } from "../requests/plain-text.ts";
import { writeLetter } from "../requests/write-letter.ts";
import { readRequest } from "../store/requests/read.ts";
import { letterFileName, writingOf } from "../store/requests/read-parcel.ts";
import type { RequestRecord } from "../store/rows.ts";
import { notFound } from "./not-found.ts";

/** Those that a person reads carry the letter's kind; a machine is given the request itself. */
const types: Record<WrittenFormat, string> = {
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
  txt: "text/plain; charset=utf-8",
  jws: "application/jose",
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  xarf: "application/json",
  flag: "application/json",
  dsa: "application/json",
};

export const getLetter: Handler<"getLetter"> = async (intake, { scope, params, query }) => {
  const { id, letter: kind, format } = params;
  const parts = await readRequest(intake.store.db, { id, scope });
  if (!parts) return notFound();
  const { request, dispatches } = parts;
  const level = kind === "request" ? 0 : Number(kind.slice(2));
  if (level > 0 && !dispatches.some(({ dispatch }) => dispatch.letter === kind)) return fail("not-found");
  const letter = request.letter as unknown as Letter;
  const writing = await writingOf(request, { kind, language: query.language, key: intake.key });
  const name = `${letterFileName(letter, kind)}.${endings[format] ?? format}`;
  return ok({ bytes: await write(format, writing, request), type: types[format], name });
};

const endings: Partial<Record<WrittenFormat, string>> = {
  xarf: "xarf.json",
  flag: "flag.json",
  dsa: "dsa.json",
};

async function write(
  format: WrittenFormat,
  writing: Writing,
  { jws }: RequestRecord,
): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>> {
  const { letter } = writing;
  switch (format) {
    case "html":
    case "pdf":
      return document(format, writing);
    case "txt":
      return bytesOf(toPlainText(writeLetter(writing).blocks));
    case "jws":
      return bytesOf(jws);
    case "csv":
      return bytesOf(toCsv(letter));
    case "json":
      return json(letter);
    case "xarf":
      return json(toXarf(letter));
    case "flag":
      return json(toFlag(letter));
    case "dsa":
      return json(toDsa(letter));
  }
}

/** With its typefaces only once somebody asks: the intake starts without them. */
async function document(format: "html" | "pdf", writing: Writing): Promise<ReadableStream<Uint8Array>> {
  const [{ writeHtml }, { writePdf }, { openSpool }] = await Promise.all([
    import("../evidence/export/dossier/html.ts"),
    import("../evidence/export/dossier/pdf.ts"),
    import("../evidence/export/spool.ts"),
  ]);
  const spool = await openSpool();
  try {
    await (format === "html" ? writeHtml : writePdf)(letterDocument(writing), async () => undefined, spool);
    return spool.finish().stream();
  } catch (error) {
    await spool.discard();
    throw error;
  }
}

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return bytesOf(`${JSON.stringify(value, null, 2)}\n`);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
