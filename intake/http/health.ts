/** For those who watch over the intake: alive, ready, and how much it does. */

import { sql } from "drizzle-orm";
import type { Hono } from "hono";
import { readCustodyHealth } from "../custody/health.ts";
import type { Intake } from "../intake.ts";
import { logLine } from "../log.ts";
import { viewCanaries } from "../rules/canary.ts";
import { readCanaries } from "../store/canaries.ts";
import { printCanaries } from "./canary-metrics.ts";
import { printCustody } from "./custody-metrics.ts";

export function mountHealth(app: Hono, intake: Intake): void {
  app.get("/healthz", (c) => c.json({ ok: true }));
  app.get("/readyz", async (c) => {
    const checks = {
      database: await holds(() => intake.store.db.execute(sql`select 1`)),
      evidence: await holds(() => intake.files.checkWritable()),
    };
    const ok = checks.database && checks.evidence;
    return c.json({ ok, ...checks }, ok ? 200 : 503);
  });
  app.get("/metrics", async (c) => {
    const text = intake.metrics.print() + (await canaryMetrics(intake)) + (await custodyMetrics(intake));
    return c.text(text, 200, { "Content-Type": "text/plain; version=0.0.4" });
  });
}

/** Empty while the database is away: the rest must be readable then more than ever. */
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

async function holds(check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch (error) {
    logLine("not-ready", { error });
    return false;
  }
}
