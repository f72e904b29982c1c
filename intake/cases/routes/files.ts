/** A case's files: veiled by default; the original on request, with a log entry. */

import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { readEvidence } from "../../evidence/read-evidence.ts";
import { findFile, logReveal } from "../store/case-files.ts";
import { findCase } from "../store/case-reads.ts";

export const getFile: Handler<"getFile"> = async (intake, { scope, params: { id, sha256 } }) => {
  const row = await findCase(intake.store.db, { id, scope });
  if (!row) return notFound();
  if (row.withheld) return fail("evidence-withheld");
  const stored = await findFile(intake.store.db, row.id, sha256);
  if (!stored.ok) return stored;
  const file = await readEvidence(intake.files, sha256);
  if (!file) return fail("file-unreadable");
  if (!file.type.startsWith("image/")) return fail("not-found", "only a picture has a veiled view");
  const { veil } = await intake.decodedPictures.get(sha256, file.bytes);
  return ok({ bytes: veil, type: "image/png" });
};

/** Logs before returning the file, so that no bytes leave without an entry. */
export const revealFile: Handler<"revealFile"> = async (
  intake,
  { caller, scope, params: { id, sha256 }, query: { reason }, at },
) => {
  const { db } = intake.store;
  const row = await findCase(db, { id, scope });
  const isKnown = row && (await findFile(db, row.id, sha256)).ok;
  const file = isKnown ? await readEvidence(intake.files, sha256) : undefined;
  const revealer = { ...caller, at, reason, isReadable: file !== undefined };
  const logged = await logReveal(db, { id, scope }, sha256, revealer);
  if (!logged.ok) return logged;
  return file ? ok(file) : fail("file-unreadable");
};
