/** Routes for alerts: one's own, their acknowledgement, preferences, and the on-call roster. */

import { z } from "zod";
import {
  alertList,
  alertPreferences,
  alertView,
  onCallInput,
  onCallRoster,
  preferencesView,
} from "../alert.ts";
import { idParams } from "../route.ts";

export const alertRoutes = {
  listAlerts: {
    method: "GET",
    path: "/v1/alerts",
    summary: "The caller's open alerts, and the number of things that need the caller",
    callers: { officer: "own", vlogger: "own", supervisor: "unit", panelist: "panel", admin: "any" },
    answer: alertList,
  },
  getAlertPreferences: {
    method: "GET",
    path: "/v1/alerts/preferences",
    summary: "How the caller is alerted, and the caller's turns on call",
    callers: { officer: "own", vlogger: "own", supervisor: "own", panelist: "own", admin: "own" },
    answer: preferencesView,
  },
  setAlertPreferences: {
    method: "PUT",
    path: "/v1/alerts/preferences",
    summary: "Change how the caller is alerted",
    callers: { officer: "own", vlogger: "own", supervisor: "own", panelist: "own", admin: "own" },
    body: alertPreferences,
    answer: preferencesView,
  },
  tryAlert: {
    method: "POST",
    path: "/v1/alerts/test",
    summary: "Send a test alert to the caller, at most one a minute",
    callers: { officer: "own", vlogger: "own", supervisor: "own", panelist: "own", admin: "own" },
    answer: alertView,
  },
  acknowledgeAlert: {
    method: "POST",
    path: "/v1/alerts/:id/acknowledgement",
    summary: "Take an alert over; the first person wins, and later ones read who it was",
    callers: { officer: "own", vlogger: "own", supervisor: "unit", panelist: "panel", admin: "any" },
    params: idParams,
    answer: alertView,
  },
  listOnCall: {
    method: "GET",
    path: "/v1/on-call",
    summary: "The on-call roster, and the people who can be on it",
    callers: { admin: "any" },
    answer: onCallRoster,
  },
  addOnCall: {
    method: "POST",
    path: "/v1/on-call",
    summary: "Add a turn to the on-call roster; idempotent by its id",
    callers: { admin: "any" },
    body: onCallInput,
    answer: onCallRoster,
  },
  removeOnCall: {
    method: "POST",
    path: "/v1/on-call/:id/removal",
    summary: "Remove a turn from the on-call roster",
    callers: { admin: "any" },
    params: idParams,
    answer: z.object({ removed: z.literal(true) }),
  },
} as const;
