/** Endpoints for monitoring: liveness, readiness and metrics. */

import { sql } from "drizzle-orm";
import type { Hono } from "hono";
import type { RecipeHealthView } from "../../utils/shared/contract/recipe-health.ts";
import type { Clock } from "../../utils/shared/policy/clock.ts";
import { measures } from "../../utils/shared/policy/recipe-health.ts";
import { type AuditLogHealth, readAuditLogHealth } from "../audit-log/health.ts";
import type { Stamper } from "../audit-log/stamp-days.ts";
import type { HealthFacts } from "../core/health-facts.ts";
import { logLine } from "../core/log.ts";
import { appliedMigrations, knownMigrations } from "../db/migrations.ts";
import type { Db } from "../db/store.ts";
import { findingCodes, judgeHealth } from "../health/judge-health.ts";
import { succeeds } from "../health/read-facts.ts";
import type { Intake } from "../intake.ts";
import { viewRecipeHealth } from "../recipes/rules/recipe-health.ts";
import { readHealthCounts } from "../recipes/store/recipe-health.ts";
import { type LateRequests, readLate } from "../requests/store/late-requests.ts";
import { family, type Sample } from "./metrics.ts";
import { isOperator, operatorsOnly } from "./operators.ts";

export function mountHealth(app: Hono, intake: Intake): void {
  app.get("/healthz", (c) => c.json({ ok: true }));
  let looking: Promise<Readiness> | undefined;
  app.get("/readyz", async (c) => {
    // Shares one check among concurrent requests, because each writes a file.
    looking ??= readReadiness(intake).finally(() => {
      looking = undefined;
    });
    const { ok, ...parts } = await looking;
    return c.json(isOperator(c, intake) ? { ok, ...parts } : { ok }, ok ? 200 : 503);
  });
  app.get("/metrics", operatorsOnly(intake), async (c) => {
    const text =
      intake.metrics.print() +
      (await canaryMetrics(intake)) +
      (await auditLogMetrics(intake)) +
      (await requestMetrics(intake)) +
      (await findingMetrics(intake));
    return c.text(text, 200, { "Content-Type": "text/plain; version=0.0.4" });
  });
}

interface Readiness {
  ok: boolean;
  database: boolean;
  evidence: boolean;
  schema: boolean;
}

async function readReadiness({ store, files }: Intake): Promise<Readiness> {
  const database = await succeeds("database", () => store.db.execute(sql`select 1`));
  const evidence = await succeeds("evidence", () => files.checkWritable());
  // A newer version's tables could be written wrongly by this one.
  const schema = database && (await succeeds("schema", () => refuseNewer(store.db)));
  return { ok: database && evidence && schema, database, evidence, schema };
}

/** Recipe health as Prometheus gauges over the last 24 hours. */
function printCanaries(views: readonly RecipeHealthView[]): string {
  const shares = (part: "found" | "expected"): Sample[] =>
    views.flatMap((view) =>
      measures
        .filter((name) => view.counts[name].expected > 0)
        .map((name): Sample => [`{${labels(view)},measure="${name}"}`, view.counts[name][part]]),
    );
  const known = views.filter(({ state }) => state !== "too-few");
  const dropped = known.map((view): Sample => [`{${labels(view)}}`, view.state === "dropped" ? 1 : 0]);
  const noticed = views.map((view): Sample => [`{${labels(view)}}`, view.drops]);
  return [
    ...family("intake_canary_dropped", "gauge", "1 if recipes find much less than before.", dropped),
    ...family("intake_canary_drops", "gauge", "Drops that devices noticed in the last 24 hours.", noticed),
    ...family("intake_canary_found", "gauge", "Found in the last 24 hours.", shares("found")),
    ...family("intake_canary_expected", "gauge", "Expected in the last 24 hours.", shares("expected")),
    "",
  ].join("\n");
}

function labels({ site, kind, recipeVersion, browser }: RecipeHealthView): string {
  return `site="${site}",kind="${kind}",recipe_version="${recipeVersion}",browser="${browser}"`;
}

/** Empty while the database is unavailable, so that the other metrics stay readable. */
async function canaryMetrics(intake: Intake): Promise<string> {
  try {
    return printCanaries(viewRecipeHealth(await readHealthCounts(intake.store.db, intake.now())));
  } catch (error) {
    logLine("canaries-unreadable", { error });
    return "";
  }
}

/** Days without a timestamp are reported only if an authority is configured. */
function printAuditLog(health: AuditLogHealth, stamper: Stamper | undefined): string {
  const gauge = (name: string, help: string, samples: Sample[]) => family(name, "gauge", help, samples);
  const lastAt: Sample[] = health.lastBatchAt ? [["", health.lastBatchAt.getTime() / 1000]] : [];
  return [
    ...gauge("intake_unsealed_entries", "Log entries waiting for their batch.", [["", health.unsealed]]),
    ...gauge("intake_last_batch_time_seconds", "When the newest batch was sealed.", lastAt),
    ...(stamper
      ? [
          ...gauge("intake_unstamped_days", "Closed days without a timestamp.", [["", health.unstampedDays]]),
          ...family("intake_timestamp_failures_total", "counter", "Failed requests for a timestamp.", [
            ["", stamper.failures],
          ]),
        ]
      : []),
    "",
  ].join("\n");
}

async function auditLogMetrics({ store, stamper }: Intake): Promise<string> {
  try {
    return printAuditLog(await readAuditLogHealth(store.db), stamper);
  } catch (error) {
    logLine("custody-unreadable", { error });
    return "";
  }
}

/** Requests that wait for people, as Prometheus metrics. */
function printRequests({ clocks, byHand }: LateRequests, now: Date): string {
  const number = (is: (clock: Clock) => boolean) => clocks.filter(is).length;
  const waiting: Sample[] = [
    [`{what="warning"}`, number(({ state }) => state === "warning")],
    [`{what="over"}`, number(({ state }) => state === "over")],
    [`{what="reprimand"}`, number(({ proposes }) => proposes !== undefined)],
    [`{what="unacknowledged"}`, number(({ unacknowledged }) => unacknowledged)],
    [`{what="by-hand"}`, byHand.count],
  ];
  const mostOverMs = clocks.reduce((most, { leftMs = 0 }) => Math.max(most, -leftMs), 0);
  const byHandMs = byHand.oldest ? now.getTime() - byHand.oldest.getTime() : 0;
  return [
    ...family(
      "intake_requests_waiting",
      "gauge",
      "Requests near or past their limit, with a reprimand due, not acknowledged; letters to be delivered by hand.",
      waiting,
    ),
    ...family("intake_oldest_request_seconds", "gauge", "How long the oldest of them has waited.", [
      [`{what="over"}`, mostOverMs / 1000],
      [`{what="by-hand"}`, byHandMs / 1000],
    ]),
    "",
  ].join("\n");
}

async function requestMetrics({ store, now }: Intake): Promise<string> {
  try {
    const at = now();
    return printRequests(await readLate(store.db, at), at);
  } catch (error) {
    logLine("requests-unreadable", { error });
    return "";
  }
}

/** Health as Prometheus metrics: the facts of `npm run health`, and the number that need action. */
function printFindings(facts: HealthFacts, now: Date): string {
  const acts = new Set(judgeHealth(facts).flatMap(({ code, weight }) => (weight === "act" ? [code] : [])));
  const findings = findingCodes.map((code): Sample => [`{code="${code}"}`, acts.has(code) ? 1 : 0]);
  const free = facts.disks.map(
    ({ path, freeBytes }): Sample => [`{path=${JSON.stringify(path)}}`, freeBytes],
  );
  return [
    ...family("intake_needs_act", "gauge", "1 if an administrator has to act.", findings),
    ...family("intake_disk_free_bytes", "gauge", "Free space where the intake writes.", free),
    ...storeFamilies(facts, now),
    "",
  ].join("\n");
}

function storeFamilies({ store: kept }: HealthFacts, now: Date): string[] {
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

async function findingMetrics({ health, now }: Intake): Promise<string> {
  try {
    return printFindings(await health(), now());
  } catch (error) {
    logLine("health-unreadable", { error });
    return "";
  }
}

async function refuseNewer(db: Db): Promise<void> {
  const known = await knownMigrations();
  if ((await appliedMigrations(db)).some((tag) => !known.includes(tag)))
    throw new Error("the database was migrated by a newer version");
}
