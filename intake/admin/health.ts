/** `npm run health`: problems of the intake, and what to do about them. */

import { z } from "zod";
import type { Language } from "../../utils/shared/contract/site.ts";
import { attentionText } from "../../utils/shared/i18n/delivery-attention.ts";
import { readPolicy } from "../cases/store/retention-changes.ts";
import type { Config } from "../config.ts";
import { foldersOf } from "../core/folders.ts";
import type { HealthFacts, OtherVersion } from "../core/health-facts.ts";
import { logLine } from "../core/log.ts";
import type { Db } from "../db/store.ts";
import { openEvidence } from "../evidence/evidence-files.ts";
import { readRetention } from "../evidence/retention-file.ts";
import { openOwnEvidence } from "../evidence/store/own-evidence.ts";
import { type Finding, findingCodes, judgeHealth } from "../health/judge-health.ts";
import { readHealthFacts } from "../health/read-facts.ts";

export const healthCommand = z.strictObject({ command: z.literal("health") });

export interface HealthAnswer {
  /** True if nothing needs action. */
  ok: boolean;
  findings: Finding[];
  facts: HealthFacts;
}

/** `db` is undefined if it could not be opened; `otherVersion` is why, if it could be reached. */
export async function runHealthCommand(
  db: Db | undefined,
  config: Config,
  otherVersion?: OtherVersion,
): Promise<HealthAnswer> {
  const files = await (db ? openOwnEvidence(db, config.evidenceUrl) : openEvidence(config.evidenceUrl)).catch(
    (error: unknown) => {
      logLine("not-ready", { error, detail: "evidence" });
      return undefined;
    },
  );
  const facts = await readHealthFacts(db, files, new Date(), {
    folders: foldersOf(config),
    stamped: config.authority !== undefined,
    anchored: config.calendars.length > 0,
    mails: config.sending.mail !== undefined,
    keyFiles: config,
    ...(db ? { policy: await readPolicy(db, await readRetention(config.retention), new Date()) } : {}),
  });
  facts.otherVersion = otherVersion;
  const findings = judgeHealth(facts);
  return { ok: findings.every(({ weight }) => weight === "know"), findings, facts };
}

/** Validates an answer from another process. */
export const healthAnswer = z.object({
  ok: z.boolean(),
  findings: z.array(
    z.object({
      code: z.enum(findingCodes),
      weight: z.enum(["act", "know"]),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});

export function printHealth({ findings }: z.infer<typeof healthAnswer>, language: Language): string {
  const acts = findings.filter(({ weight }) => weight === "act").length;
  const words = { act: attentionText(language, "act"), know: attentionText(language, "know") };
  const width = Math.max(words.act.length, words.know.length);
  return [
    acts === 0 ? attentionText(language, "well") : attentionText(language, "acts", { count: acts }),
    ...findings.map(
      ({ code, weight, values }) =>
        `${words[weight].padEnd(width)}  ${attentionText(language, code, values)}`,
    ),
  ].join("\n");
}
