/**
 * Deletes what a decision forbids devices to keep: of these reports only identity and times stay. Fetches the list hourly
 * and after sending.
 */

import { deviceRoutes } from "../../shared/contract/routes/devices.ts";
import { callRoute } from "../api/call-route.ts";
import { onAlarm, onStartup, setAlarm } from "../browser/browser.ts";
import { logBug } from "../browser/log.ts";
import { session } from "../browser/session-storage.ts";
import { connection, forgottenUntil } from "../browser/storage.ts";
import { removePosts } from "../drafts/drafts.ts";
import { forgetWords } from "../drafts/kept-words.ts";
import { step } from "./state-machine.ts";
import { changeRows } from "./store.ts";
import { warnUnsent } from "./warn-unsent.ts";

const alarm = "forget-reports";
const everyMs = 3_600_000;

let running: Promise<void> | undefined;

/** Registers the alarm and fetches once immediately. */
export function startDeletionChecks(): void {
  onAlarm(alarm, () => void deleteForgottenReports());
  onStartup(() => void deleteForgottenReports());
  void deleteForgottenReports();
}

/** Resolves when all data that the intake named is deleted from this device. Concurrent calls share one run. */
export function deleteForgottenReports(): Promise<void> {
  running ??= deleteForgottenOnce()
    .catch((error) => logBug("forget-reports", error))
    .finally(() => {
      running = undefined;
      return setAlarm(alarm, Date.now() + everyMs);
    });
  return running;
}

async function deleteForgottenOnce(): Promise<void> {
  const connected = await connection.getValue();
  if (!connected) return;
  const { personId } = connected.identity;
  const untilByPerson = await forgottenUntil.getValue();
  const after = untilByPerson[personId];
  const answer = await callRoute(deviceRoutes.listForgotten, {
    query: after === undefined ? {} : { after },
  });
  if (!answer.ok) return;
  const { reports, until } = answer.value;
  const rows = await changeRows(reports, (stored) => stored.map((row) => step(row, { type: "forgotten" })));
  if (rows.length > 0) await warnUnsent();
  // The list as it was seen last has the words of posts (`components/my-reports`).
  if (reports.length > 0) await session.remove("own-shown");
  const subjects = rows.map(({ subject }) => subject);
  await removePosts(subjects);
  await forgetWords(subjects);
  // Saved last, so that a run interrupted by a crash is repeated.
  await forgottenUntil.setValue({ ...untilByPerson, [personId]: until });
}
