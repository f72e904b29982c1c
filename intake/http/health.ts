/** Endpoints for monitoring: liveness, readiness and metrics. */

import { sql } from "drizzle-orm";
import type { Hono } from "hono";
import { readCustodyHealth } from "../audit-log/health.ts";
import { logLine } from "../core/log.ts";
import { appliedMigrations, knownMigrations } from "../db/migrations.ts";
import type { Db } from "../db/store.ts";
import { holds } from "../health/read-facts.ts";
import type { Intake } from "../intake.ts";
import { viewCanaries } from "../recipes/rules/canary.ts";
import { readCanaries } from "../recipes/store/canaries.ts";
import { readLate } from "../requests/store/late.ts";
import { printCanaries } from "./canary-metrics.ts";
import { printCustody } from "./custody-metrics.ts";
import { isOperator, operatorsOnly } from "./operators.ts";
import { printRequests } from "./request-metrics.ts";
import { printStuck } from "./stuck-metrics.ts";

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
      (await custodyMetrics(intake)) +
      (await requestMetrics(intake)) +
      (await stuckMetrics(intake));
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
  const database = await holds("database", () => store.db.execute(sql`select 1`));
  const evidence = await holds("evidence", () => files.checkWritable());
  // A newer version's tables could be written wrongly by this one.
  const schema = database && (await holds("schema", () => refuseNewer(store.db)));
  return { ok: database && evidence && schema, database, evidence, schema };
}

/** Empty while the database is unavailable, so that the other metrics stay readable. */
async function canaryMetrics(intake: Intake): Promise<string> {
  try {
    return printCanaries(viewCanaries(await readCanaries(intake.store.db, intake.now())));
  } catch (error) {
    logLine("canaries-unreadable", { error });
    return "";
  }
}

async function custodyMetrics({ store, stamper }: Intake): Promise<string> {
  try {
    return printCustody(await readCustodyHealth(store.db), stamper);
  } catch (error) {
    logLine("custody-unreadable", { error });
    return "";
  }
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

async function stuckMetrics({ health, now }: Intake): Promise<string> {
  try {
    return printStuck(await health(), now());
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
