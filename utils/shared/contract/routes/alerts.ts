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
    summary: "List the caller's open alerts, and count what waits for the caller",
    callers: { officer: "own", vlogger: "own", supervisor: "unit", panelist: "panel", admin: "any" },
    answer: alertList,
  },
  getAlertPreferences: {
    method: "GET",
    path: "/v1/alerts/preferences",
    summary: "Get the caller's alert preferences and on-call shifts",
    callers: { officer: "own", vlogger: "own", supervisor: "own", panelist: "own", admin: "own" },
    answer: preferencesView,
  },
  setAlertPreferences: {
    method: "PUT",
    path: "/v1/alerts/preferences",
    summary: "Change the caller's alert preferences",
    callers: { officer: "own", vlogger: "own", supervisor: "own", panelist: "own", admin: "own" },
    body: alertPreferences,
    answer: preferencesView,
  },
  tryAlert: {
    method: "POST",
    path: "/v1/alerts/test",
    summary: "Send a test alert to the caller, at most one per minute",
    callers: { officer: "own", vlogger: "own", supervisor: "own", panelist: "own", admin: "own" },
    answer: alertView,
  },
  acknowledgeAlert: {
    method: "POST",
    path: "/v1/alerts/:id/acknowledgement",
    summary: "Take over an alert; only the first person can, and later callers get that person's name",
    callers: { officer: "own", vlogger: "own", supervisor: "unit", panelist: "panel", admin: "any" },
    params: idParams,
    answer: alertView,
  },
  listOnCall: {
    method: "GET",
    path: "/v1/on-call",
    summary: "Get the on-call roster and the people who can be on it",
    callers: { admin: "any" },
    answer: onCallRoster,
  },
  addOnCall: {
    method: "POST",
    path: "/v1/on-call",
    summary: "Add a shift to the on-call roster; idempotent by its id",
    callers: { admin: "any" },
    body: onCallInput,
    answer: onCallRoster,
  },
  removeOnCall: {
    method: "POST",
    path: "/v1/on-call/:id/removal",
    summary: "Remove a shift from the on-call roster",
    callers: { admin: "any" },
    params: idParams,
    answer: z.object({ removed: z.literal(true) }),
  },
} as const;
