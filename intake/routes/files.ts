/** A case's files: veiled for whoever opens it, as they were sealed for whoever asks and is named for it. */

import { fail, ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import { findFile, logReveal } from "../store/case-files.ts";
import { findCase } from "../store/case-reads.ts";
import { notFound } from "./not-found.ts";

export const getFile: Handler<"getFile"> = async (intake, { scope, params: { id, sha256 } }) => {
  const row = await findCase(intake.store.db, { id, scope });
  if (!row) return notFound();
  if (row.withheld) return fail("evidence-withheld");
  const found = await findFile(intake.store.db, row.id, sha256);
  if (!found.ok) return found;
  const file = await intake.files.get(sha256);
  if (!file) throw new Error("a file that arrived is gone");
  if (!file.type.startsWith("image/")) return fail("not-found", "only a picture has a veiled view");
  const { veil } = await intake.decoded.of(sha256, file.bytes);
  return ok({ bytes: veil, type: "image/png" });
};

/** The log first: bytes that leave without an entry could never be accounted for. */
export const revealFile: Handler<"revealFile"> = async (
  intake,
  { caller, scope, params: { id, sha256 }, at },
) => {
  const logged = await logReveal(intake.store.db, { id, scope }, sha256, caller, at);
  if (!logged.ok) return logged;
  const file = await intake.files.get(sha256);
  if (!file) throw new Error("a file that arrived is gone");
  return ok(file);
};
