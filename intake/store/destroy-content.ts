/** Takes away what a case shows once it is decided to be child sexual abuse material. */

import { and, eq, isNull } from "drizzle-orm";
import type { EvidenceFiles } from "../evidence/files.ts";
import { reports } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** Devices may keep no more of its reports than identity and times; needs the case's lock. */
export async function destroyContent(tx: Db, _files: EvidenceFiles, caseId: string, at: Date): Promise<void> {
  await tx
    .update(reports)
    .set({ forgottenAt: at })
    .where(and(eq(reports.caseId, caseId), isNull(reports.forgottenAt)));
}
