/** Reports of which no device may keep more than identity and times, since they were decided so: asked for every hour and after sending. */

import { deviceRoutes } from "../contract/device-routes.ts";
import { onAlarm, onStartup, setAlarm } from "../core/browser.ts";
import { nowMs } from "../core/clock.ts";
import { callIntake } from "../core/intake.ts";
import { logBug } from "../core/log.ts";
import { connection, forgottenUntil } from "../core/storage.ts";
import { removePosts } from "../draft/drafts.ts";
import { step } from "./machine.ts";
import { changeRows } from "./store.ts";
import { tellUnsent } from "./unsent.ts";

const alarm = "forget-reports";
const everyMs = 3_600_000;

let running: Promise<void> | undefined;

/** Wires the alarm, and asks once now. */
export function startForgetting(): void {
  onAlarm(alarm, () => void forgetReports());
  onStartup(() => void forgetReports());
  void forgetReports();
}

/** Settles when all that the intake names is gone from this device; whoever asks meanwhile waits for the same. */
export function forgetReports(): Promise<void> {
  running ??= forgetOnce()
    .catch((error) => logBug("forget-reports", error))
    .finally(() => {
      running = undefined;
      return setAlarm(alarm, nowMs() + everyMs);
    });
  return running;
}

async function forgetOnce(): Promise<void> {
  const connected = await connection.getValue();
  if (!connected) return;
  const { personId } = connected.identity;
  const known = await forgottenUntil.getValue();
  const after = known[personId];
  const answer = await callIntake(deviceRoutes.listForgotten, {
    query: after === undefined ? {} : { after },
  });
  if (!answer.ok) return;
  const { reports, until } = answer.value;
  const rows = await changeRows(reports, (found) =>
    found.map((row) => step(row, { type: "forgotten" }, nowMs(), Math.random)),
  );
  if (rows.length > 0) await tellUnsent();
  await removePosts(rows.map(({ subject }) => subject));
  // Only now: what a crash leaves undone is asked for again.
  await forgottenUntil.setValue({ ...known, [personId]: until });
}
