/** Letters in formats for people and for machines. */

import type { LetterFileFormat } from "../../../utils/shared/contract/request.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { LetterContent } from "../../../utils/shared/i18n/letter-blocks.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import type { RequestRecord } from "../../db/rows.ts";
import { writeHtml } from "../../documents/html.ts";
import { toPlainText } from "../../documents/plain-text.ts";
import { openTempFile } from "../../documents/temp-file.ts";
import type { Intake } from "../../intake.ts";
import { toDsa } from "../dsa-statement.ts";
import { toCsv, toFlag, toXarf } from "../machine-formats.ts";
import { limitLinks } from "../store/evidence-link.ts";
import { readRequest } from "../store/read-requests.ts";
import { letterDossier, letterFileName, letterWriting, writeLetter } from "../store/write-letter.ts";
import { isLetterWithheld } from "../withheld-words.ts";

/** Formats for people show the requested letter kind; formats for machines always show the request. */
const types: Record<LetterFileFormat, string> = {
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

export const getLetter: Handler<"getLetter"> = async (intake, { caller, scope, params, query }) => {
  const { id, letter: kind, format } = params;
  const parts = await readRequest(intake.store.db, { id, scope });
  if (!parts) return notFound();
  const { request, dispatches } = parts;
  const level = kind === "request" ? 0 : Number(kind.slice(2));
  if (level > 0 && !dispatches.some(({ dispatch }) => dispatch.letter === kind)) return fail("not-found");
  if (isLetterWithheld(parts)) return fail("evidence-withheld");
  const { letter } = request;
  const whole = await letterWriting(request, { kind, language: query.language, key: intake.key });
  const writing = await limitLinks(intake.store.db, whole, caller.role);
  const name = `${letterFileName(letter, kind)}.${endings[format] ?? format}`;
  const bytes = await write(intake, format, writing, request);
  return bytes.ok ? ok({ bytes: bytes.value, type: types[format], name }) : bytes;
};

const endings: Partial<Record<LetterFileFormat, string>> = {
  xarf: "xarf.json",
  flag: "flag.json",
  dsa: "dsa.json",
};

type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

async function write(
  { documents }: Intake,
  format: LetterFileFormat,
  writing: LetterContent,
  { jws }: RequestRecord,
): Promise<Result<Body>> {
  const { letter } = writing;
  switch (format) {
    case "html":
      return ok(await page(writing));
    case "pdf":
      return documents.writePdf(letterDossier(writing), async () => undefined);
    case "txt":
      return ok(bytesOf(toPlainText(writeLetter(writing).blocks)));
    case "jws":
      return ok(bytesOf(jws));
    case "csv":
      return ok(bytesOf(toCsv(letter)));
    case "json":
      return ok(json(letter));
    case "xarf":
      return ok(json(toXarf(letter)));
    case "flag":
      return ok(json(toFlag(letter)));
    case "dsa":
      return ok(json(toDsa(letter)));
  }
}

async function page(writing: LetterContent): Promise<ReadableStream<Uint8Array>> {
  const spool = await openTempFile();
  try {
    await writeHtml(letterDossier(writing), async () => undefined, spool);
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
