/** An item's evidence for the platform, through an expiring link in the letter. */

import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { openEvidenceLink } from "../../../utils/shared/seal/signed-kinds.ts";
import { findCase } from "../../cases/store/case-reads.ts";
import { checkEvidenceLinkRate } from "../../core/check-rate.ts";
import type { Handler, Input } from "../../core/handler.ts";
import type { Intake } from "../../intake.ts";
import {
  type EvidenceLinkTarget,
  evidencePageAddress,
  findEvidenceLink,
} from "../../requests/store/evidence-link.ts";
import type { LinkedDocument } from "../linked-documents.ts";
import { readExport } from "../read-export.ts";
import { withoutNames } from "../remove-names.ts";
import { describeExportFile, logPlatformAccess, writeExport } from "../write-export.ts";

/** Problem: `not-found` also for an expired link or an item no longer asked for. */
export const getHanded: Handler<"getHanded"> = async (intake, asked) => {
  const { params, query, at, origin } = asked;
  const opened = await openEvidenceLink(params.token, intake.key.publicKey);
  if (!opened.ok || Date.parse(opened.value.until) < at.getTime()) return fail("not-found");
  const { request, item } = opened.value;
  const tooOften = checkEvidenceLinkRate(intake, item);
  if (tooOften) return { ok: false, problem: tooOften };
  const { db } = intake.store;
  const link = await findEvidenceLink(db, opened.value);
  const row = link && (await findCase(db, link.ref));
  if (!link || !row) return fail("not-found");
  const by = `platform ${link.site}`;
  const key = [item, row.id, row.version, params.format, query.language, origin].join(" ");
  const document = await intake.linkedDocuments.get(key, () => write(intake, asked, link, by));
  if (!document.ok) return document;
  const { caseId, bytes, sha256 } = document.value;
  const detail = { format: params.format, sha256, bytes: bytes.length, request, item };
  await logPlatformAccess(db, caseId, { by, at: intake.now(), detail });
  return ok({ ...(await describeExportFile(caseId, { format: params.format, at })), bytes });
};

async function write(
  intake: Intake,
  { params, query, at, origin }: Input<"getHanded">,
  found: EvidenceLinkTarget,
  by: string,
): Promise<Result<LinkedDocument>> {
  const read = await readExport(intake, { ...found, asker: undefined, by, at });
  if (!read.ok) return fail("not-found");
  const contents = { ...read.value, content: withoutNames(read.value.content) };
  const { format } = params;
  const handedAt = evidencePageAddress(origin, params.token);
  const written = await writeExport(intake, contents, {
    format,
    language: query.language,
    origin,
    handedAt,
  });
  if (!written.ok) return written;
  const { sha256, stream } = written.value;
  const bytes = new Uint8Array(await new Response(stream()).arrayBuffer());
  return ok({ caseId: contents.content.case.id, bytes, sha256 });
}
