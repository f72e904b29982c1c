/** Polls the person's alerts: the number on the icon, and a notification for each alert, once. */

import type { AlertList, AlertView } from "../../shared/contract/alert.ts";
import { alertRoutes } from "../../shared/contract/routes/alerts.ts";
import { type Place, pathOf } from "../../shared/contract/screen-addresses.ts";
import type { Role } from "../../shared/contract/site.ts";
import { fill } from "../../shared/i18n/fill-placeholders.ts";
import { alertTexts } from "../../shared/i18n/texts/alert-notices.ts";
import { isNoticeOn } from "../../shared/policy/alerts.ts";
import { callRoute } from "../api/call-route.ts";
import { intakeNowMs } from "../api/intake-clock.ts";
import { readLanguage } from "../api/managed-policy.ts";
import { setBadgePart } from "../browser/badge.ts";
import { onAlarm, onStartup, openOwnPage, setAlarm } from "../browser/browser.ts";
import { logBug } from "../browser/log.ts";
import {
  clearNotification,
  notificationsAllowed,
  onNotificationClick,
  showNotification,
} from "../browser/notifications.ts";
import { session } from "../browser/session-storage.ts";
import { alertNotices, connection, shownAlerts } from "../browser/storage.ts";

const alarm = "alerts";
const minuteMs = 60_000;
/** Supervisors and administrators have the four-hour lane; others have questions and votes only. */
const everyMs: Record<Role, number> = {
  supervisor: minuteMs,
  admin: minuteMs,
  panelist: 15 * minuteMs,
  officer: 15 * minuteMs,
  vlogger: 15 * minuteMs,
};

let running: Promise<void> | undefined;

export function startAlerts(): void {
  onAlarm(alarm, () => void pollAlerts());
  onStartup(() => void pollAlerts());
  // The enrolment may have changed.
  session.watch("settings-changed", () => void pollAlerts());
  onNotificationClick((id) => void openClicked(id));
  void pollAlerts();
}

/** Concurrent calls share one request. */
export function pollAlerts(): Promise<void> {
  running ??= pollOnce()
    .catch((error) => logBug("poll-alerts", error))
    .finally(() => {
      running = undefined;
    });
  return running;
}

async function pollOnce(): Promise<void> {
  const role = (await connection.getValue())?.identity.role;
  if (!role) return setBadgePart("needs", 0);
  await setAlarm(alarm, Date.now() + everyMs[role]);
  const answer = await callRoute(alertRoutes.listAlerts);
  // Without an answer the last number stays: it is a reminder, not a state.
  if (!answer.ok) return;
  await setBadgePart("needs", answer.value.needs);
  await showNew(answer.value, role);
}

async function showNew({ alerts }: AlertList, role: Role): Promise<void> {
  const shown = new Set(await shownAlerts.getValue());
  const open = alerts.filter(({ acknowledged }) => acknowledged === undefined);
  const stillOpen = new Set(open.map(({ id }) => id));
  for (const id of shown) if (!stillOpen.has(id)) await clearNotification(id);
  const isOn = isNoticeOn(await alertNotices.getValue(), role) && (await notificationsAllowed());
  const nowMs = await intakeNowMs();
  const due = open.filter(({ id, notifyAt }) => !shown.has(id) && Date.parse(notifyAt) <= nowMs);
  // Shown before it is stored: after a crash the same id replaces the notification.
  if (isOn) for (const alert of due) await showAlert(alert);
  const now = isOn ? due.map(({ id }) => id) : [];
  await shownAlerts.setValue([...[...shown].filter((id) => stillOpen.has(id)), ...now]);
}

async function showAlert({ id, event, kind, urgent, reference }: AlertView): Promise<void> {
  const texts = alertTexts[await readLanguage()];
  const values = { event: texts[`alert.${event}`], lane: texts[urgent ? "alerts.lane" : "alerts.ordinary"] };
  // A test and an administrator's act are in no lane of cases.
  const hasLane = kind !== "test" && kind !== "admin-act";
  const title = hasLane ? fill(texts["alerts.notice"], values) : values.event;
  await showNotification(id, title, reference || texts["alertSettings.title"]);
}

/** Opens what the alert is about, or the list if the intake does not answer. */
async function openClicked(id: string): Promise<void> {
  await clearNotification(id);
  const role = (await connection.getValue())?.identity.role;
  const isStaff = role === "supervisor" || role === "admin";
  const answer = isStaff ? await callRoute(alertRoutes.listAlerts) : undefined;
  const alert = answer?.ok ? answer.value.alerts.find((listed) => listed.id === id) : undefined;
  await openOwnPage(
    `/desk.html#${pathOf(alert ? placeOf(alert) : { head: isStaff ? "alerts" : "reports" })}`,
  );
}

function placeOf({ kind, caseId, requestId }: AlertView): Place {
  if (requestId !== undefined && kind !== "case") return { head: "requests", id: requestId };
  if (caseId !== undefined) return { head: "cases", id: caseId };
  return kind === "admin-act" ? { head: "admin", id: "acts" } : { head: "alerts" };
}
