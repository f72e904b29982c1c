/** For those who watch over the intake: alive, ready, and how much it does. */

import { sql } from "drizzle-orm";
import type { Hono } from "hono";
import type { Intake } from "../intake.ts";
import { logLine } from "../log.ts";

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
  app.get("/metrics", (c) =>
    c.text(intake.metrics.print(), 200, { "Content-Type": "text/plain; version=0.0.4" }),
  );
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
