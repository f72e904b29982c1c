/** Endpoints for monitoring: liveness, readiness and metrics. */

import { sql } from "drizzle-orm";
import type { Hono } from "hono";
import { Counter, Registry } from "prom-client";
import type { RecipeHealthView } from "../../utils/shared/contract/recipe-health.ts";
import { measures } from "../../utils/shared/policy/recipe-health.ts";
import type { ReferralClock } from "../../utils/shared/policy/referral-clock.ts";
import type { Clock } from "../../utils/shared/policy/request-clock.ts";
import { type AuditLogHealth, readAuditLogHealth } from "../audit-log/sealing-health.ts";
import type { Stamper } from "../audit-log/stamp-days.ts";
import { isAhead } from "../core/clock.ts";
import type { HealthFacts, StoreFacts } from "../core/health-facts.ts";
import { logLine } from "../core/log.ts";
import { refuseNewer } from "../db/migrations.ts";
import { findingCodes, judgeHealth } from "../health/judge-health.ts";
import { succeeds } from "../health/read-facts.ts";
import type { Intake } from "../intake.ts";
import { viewRecipeHealth } from "../recipes/rules/recipe-health.ts";
import { readHealthCounts } from "../recipes/store/recipe-health.ts";
import { type LateReferrals, readLateReferrals } from "../referrals/store/read-referrals.ts";
import { type LateRequests, readLate } from "../requests/store/read-requests.ts";
import { addGauge, type Sample } from "./metrics.ts";
import { isOperator, operatorsOnly } from "./operators.ts";

export function mountHealth(app: Hono, intake: Intake): void {
  app.get("/healthz", (c) => c.json({ ok: true }));
  const checkWritable = oncePer(writableMs, () => intake.files.checkWritable());
  let looking: Promise<Readiness> | undefined;
  app.get("/readyz", async (c) => {
    looking ??= readReadiness(intake, checkWritable).finally(() => {
      looking = undefined;
    });
    const { ok, ...parts } = await looking;
    return c.json(isOperator(c, intake) ? { ok, ...parts } : { ok }, ok ? 200 : 503);
  });
  app.get("/metrics", operatorsOnly(intake), async (c) => {
    const text = (await intake.metrics.print()) + (await (await readGauges(intake)).metrics());
    return c.text(text, 200, { "Content-Type": "text/plain; version=0.0.4" });
  });
}

/** Everyone may ask, and watchers are not limited by address, but each check writes a file. */
const writableMs = 1_000;

/** Shares one answer among the calls of the given time. */
function oncePer<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let last: { at: number; answer: Promise<T> } | undefined;
  return () => {
    const at = performance.now();
    if (!last || at - last.at >= ms) last = { at, answer: read() };
    return last.answer;
  };
}

interface Readiness {
  ok: boolean;
  database: boolean;
  evidence: boolean;
  schema: boolean;
}

async function readReadiness({ store }: Intake, checkWritable: () => Promise<unknown>): Promise<Readiness> {
  const database = await succeeds("database", () => store.db.execute(sql`select 1`));
  const evidence = await succeeds("evidence", checkWritable);
  const schema = database && (await succeeds("schema", () => refuseNewer(store.db)));
  return { ok: database && evidence && schema, database, evidence, schema };
}

/** Gauges read now. A part that cannot be read is left out, so that the others stay readable. */
async function readGauges(intake: Intake): Promise<Registry> {
  const { store, stamper, health } = intake;
  const now = intake.now();
  const registry = new Registry();
  const gauge: AddGauge = (name, help, samples) =>
    addGauge(registry, name, help, typeof samples === "number" ? [[{}, samples]] : samples);
  const parts: Record<string, () => Promise<void>> = {
    canaries: async () => addCanaries(gauge, viewRecipeHealth(await readHealthCounts(store.db, now))),
    custody: async () => addCustody(gauge, await readAuditLogHealth(store.db), stamper),
    requests: async () => addRequests(gauge, await readLate(store.db, now), now),
    referrals: async () => addReferrals(gauge, await readLateReferrals(store.db, now), now),
    health: async () => addStuck(gauge, await health(), now),
  };
  for (const [name, add] of Object.entries(parts))
    await add().catch((error: unknown) => logLine(`${name}-unreadable`, { error }));
  if (stamper)
    new Counter({
      name: "intake_timestamp_failures_total",
      help: "Failed requests for a timestamp.",
      registers: [registry],
    }).inc(stamper.failures);
  return registry;
}

/** A number is a gauge without labels. */
type AddGauge = (name: string, help: string, samples: number | readonly Sample[]) => void;

/** Recipe health over the last 24 hours. */
function addCanaries(gauge: AddGauge, views: readonly RecipeHealthView[]): void {
  const shares = (part: "found" | "expected") =>
    views.flatMap((view) =>
      measures
        .filter((name) => view.counts[name].expected > 0)
        .map((measure): Sample => [{ ...labels(view), measure }, view.counts[measure][part]]),
    );
  const judged = views.filter(({ state }) => state !== "too-few");
  const dropped = judged.map((view): Sample => [labels(view), view.state === "dropped" ? 1 : 0]);
  const noticed = views.map((view): Sample => [labels(view), view.drops]);
  gauge("intake_canary_dropped", "1 if recipes find much less than before.", dropped);
  gauge("intake_canary_drops", "Drops that devices noticed in the last 24 hours.", noticed);
  gauge("intake_canary_found", "Found in the last 24 hours.", shares("found"));
  gauge("intake_canary_expected", "Expected in the last 24 hours.", shares("expected"));
}

function labels({ site, kind, recipeVersion, browser }: RecipeHealthView): Record<string, string> {
  return { site, kind, recipe_version: String(recipeVersion), browser };
}

/** Days without a timestamp are reported only if an authority is configured. */
function addCustody(gauge: AddGauge, health: AuditLogHealth, stamper: Stamper | undefined): void {
  gauge("intake_unsealed_entries", "Log entries waiting for their batch.", health.unsealed);
  const lastAt = health.lastBatchAt ? health.lastBatchAt.getTime() / 1000 : [];
  gauge("intake_last_batch_time_seconds", "When the newest batch was sealed.", lastAt);
  if (stamper) gauge("intake_unstamped_days", "Closed days without a timestamp.", health.unstampedDays);
}

/** Requests that wait for people. */
function addRequests(gauge: AddGauge, { clocks, byHand }: LateRequests, now: Date): void {
  const number = (is: (clock: Clock) => boolean) => clocks.filter(is).length;
  const mostOverMs = clocks.reduce((most, { leftMs = 0 }) => Math.max(most, -leftMs), 0);
  const byHandMs = byHand.oldest ? now.getTime() - byHand.oldest.getTime() : 0;
  gauge(
    "intake_requests_waiting",
    "Requests near or past their limit, with a reprimand due, not acknowledged; letters to be delivered by hand.",
    [
      [{ what: "warning" }, number(({ state }) => state === "warning")],
      [{ what: "over" }, number(({ state }) => state === "over")],
      [{ what: "reprimand" }, number(({ proposes }) => proposes !== undefined)],
      [{ what: "unacknowledged" }, number(({ unacknowledged }) => unacknowledged)],
      [{ what: "by-hand" }, byHand.count],
    ],
  );
  gauge("intake_oldest_request_seconds", "How long the oldest of them has waited.", [
    [{ what: "over" }, mostOverMs / 1000],
    [{ what: "by-hand" }, byHandMs / 1000],
  ]);
}

/** Referrals that wait for people or partners. */
function addReferrals(gauge: AddGauge, { clocks, undelivered, byHand }: LateReferrals, now: Date): void {
  const number = (is: (clock: ReferralClock) => boolean) => clocks.filter(({ clock }) => is(clock)).length;
  const mostOverMs = clocks.reduce((most, { dueAt }) => Math.max(most, dueAt ? +now - +dueAt : 0), 0);
  const byHandMs = byHand.oldest ? now.getTime() - byHand.oldest.getTime() : 0;
  gauge(
    "intake_referrals_waiting",
    "Referrals not answered in time, nor after two reminders, not acknowledged, not delivered; letters to be delivered by hand.",
    [
      [{ what: "late" }, number(({ state }) => state === "late")],
      [{ what: "overdue" }, number(({ state }) => state === "overdue")],
      [{ what: "unacknowledged" }, number(({ unacknowledged }) => unacknowledged)],
      [{ what: "undelivered" }, undelivered],
      [{ what: "by-hand" }, byHand.count],
    ],
  );
  gauge("intake_oldest_referral_seconds", "How long the oldest of them has waited.", [
    [{ what: "late" }, mostOverMs / 1000],
    [{ what: "by-hand" }, byHandMs / 1000],
  ]);
}

/** The facts of `lapor health`, and the findings that need an act. */
function addStuck(gauge: AddGauge, facts: HealthFacts, now: Date): void {
  const acts = new Set(judgeHealth(facts).flatMap(({ code, weight }) => (weight === "act" ? [code] : [])));
  const findings = findingCodes.map((code): Sample => [{ code }, acts.has(code) ? 1 : 0]);
  const free = facts.disks.map(({ path, freeBytes }): Sample => [{ path }, freeBytes]);
  gauge("intake_needs_act", "1 if an administrator has to act.", findings);
  gauge("intake_disk_free_bytes", "Free space where the intake writes.", free);
  if (facts.store) addStore(gauge, facts.store, now);
}

function addStore(gauge: AddGauge, kept: StoreFacts, now: Date): void {
  const age = (then: Date | null | undefined) => (then ? (now.getTime() - then.getTime()) / 1000 : []);
  const jobs = (at: "succeededAt" | "failedAt") =>
    kept.jobs.flatMap(({ name, [at]: time }): Sample[] =>
      time ? [[{ job: name }, time.getTime() / 1000]] : [],
    );
  const { unsealed, filesWanted, undescribed, lettersWaiting } = kept;
  gauge(
    "intake_oldest_unsealed_seconds",
    "Age of the oldest log entry without a batch.",
    age(unsealed.oldest),
  );
  gauge("intake_files_wanted", "Files listed in recent reports that have not arrived.", filesWanted.count);
  gauge(
    "intake_oldest_wanted_seconds",
    "Age of the oldest report that waits for a file.",
    age(filesWanted.oldest),
  );
  gauge("intake_undescribed_reports", "Reports that could not be described.", undescribed.count);
  gauge("intake_unclosed_days", "Finished days with batches that are not closed.", kept.unclosedDays);
  gauge("intake_late_cases", "Undecided cases past their time limit.", [
    [{ lane: "urgent" }, kept.lateUrgent],
    [{ lane: "other" }, kept.late],
  ]);
  gauge("intake_letters_waiting", "Letters waiting to be sent.", lettersWaiting.count);
  gauge("intake_oldest_letter_seconds", "Age of the oldest waiting letter.", age(lettersWaiting.oldest));
  gauge("intake_used_proofs", "Stored proofs.", kept.proofs);
  gauge("intake_job_success_time_seconds", "When each job last succeeded.", jobs("succeededAt"));
  gauge("intake_job_failure_time_seconds", "When each job last failed.", jobs("failedAt"));
  // A date in the future has no age, so that the alert for an absent backup fires.
  const dated = kept.lastBackupAt && isAhead(kept.lastBackupAt, now) ? undefined : kept.lastBackupAt;
  gauge("intake_last_backup_age_seconds", "Age of the newest backup.", age(dated));
}
