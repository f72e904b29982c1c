/** Health as Prometheus metrics: the facts of `npm run health`, and the number that need action. */

import type { Facts } from "../core/facts.ts";
import { findingCodes, judgeHealth } from "../health/rules.ts";
import { family, type Sample } from "./metrics.ts";

export function printStuck(facts: Facts, now: Date): string {
  const acts = new Set(judgeHealth(facts).flatMap(({ code, weight }) => (weight === "act" ? [code] : [])));
  const findings = findingCodes.map((code): Sample => [`{code="${code}"}`, acts.has(code) ? 1 : 0]);
  const free = facts.disks.map(
    ({ path, freeBytes }): Sample => [`{path=${JSON.stringify(path)}}`, freeBytes],
  );
  return [
    ...family("intake_needs_act", "gauge", "1 if an administrator has to act.", findings),
    ...family("intake_disk_free_bytes", "gauge", "Free space where the intake writes.", free),
    ...keptFamilies(facts, now),
    "",
  ].join("\n");
}

function keptFamilies({ kept }: Facts, now: Date): string[] {
  if (!kept) return [];
  const gauge = (name: string, help: string, value: number) => family(name, "gauge", help, [["", value]]);
  const seconds = (then: Date | null | undefined): Sample[] =>
    then ? [["", (now.getTime() - then.getTime()) / 1000]] : [];
  const jobs = (at: "succeededAt" | "failedAt") =>
    kept.jobs.flatMap((job): Sample[] => {
      const time = job[at];
      return time ? [[`{job="${job.name}"}`, time.getTime() / 1000]] : [];
    });
  const oldest = "Age of the oldest log entry without a batch.";
  return [
    ...family("intake_oldest_unsealed_seconds", "gauge", oldest, seconds(kept.unsealed.oldest)),
    ...gauge(
      "intake_files_wanted",
      "Files listed in recent reports that have not arrived.",
      kept.filesWanted.count,
    ),
    ...family(
      "intake_oldest_wanted_seconds",
      "gauge",
      "Age of the oldest report that waits for a file.",
      seconds(kept.filesWanted.oldest),
    ),
    ...gauge("intake_unclosed_days", "Finished days with batches that are not closed.", kept.unclosedDays),
    ...family("intake_late_cases", "gauge", "Undecided cases past their time limit.", [
      [`{lane="urgent"}`, kept.lateUrgent],
      [`{lane="other"}`, kept.late],
    ]),
    ...gauge("intake_letters_waiting", "Letters waiting to be sent.", kept.lettersWaiting.count),
    ...family(
      "intake_oldest_letter_seconds",
      "gauge",
      "Age of the oldest waiting letter.",
      seconds(kept.lettersWaiting.oldest),
    ),
    ...gauge("intake_used_proofs", "Stored proofs.", kept.proofs),
    ...family(
      "intake_job_success_time_seconds",
      "gauge",
      "When each job last succeeded.",
      jobs("succeededAt"),
    ),
    ...family("intake_job_failure_time_seconds", "gauge", "When each job last failed.", jobs("failedAt")),
    ...family(
      "intake_last_backup_age_seconds",
      "gauge",
      "Age of the newest backup.",
      seconds(kept.lastBackupAt),
    ),
  ];
}
