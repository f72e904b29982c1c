/** Routes of the desk's administration. Apart from the other tables, because no other page loads them. */

import { z } from "zod";
import {
  adminActAnswer,
  adminActInput,
  adminActList,
  adminActResult,
  adminActState,
  channelRow,
  dayQuery,
  dayRow,
  holdRow,
  hookRow,
  keyRow,
  lessonsState,
  packList,
  retentionRow,
  serverState,
  staffQuery,
  staffRow,
  staffView,
  unitView,
} from "../administration.ts";
import { idParams, pageQuery, type Route } from "../route.ts";

const callers = { admin: "any" } as const;

export const administrationRoutes = {
  askAdminAct: {
    method: "POST",
    path: "/v1/admin/acts",
    summary:
      "Perform an administrator's act, or save it for confirmation by a second administrator; idempotent by its id",
    callers,
    body: adminActInput,
    answer: adminActResult,
  },
  answerAdminAct: {
    method: "POST",
    path: "/v1/admin/acts/:id/answer",
    summary: "Confirm or refuse another administrator's act, or withdraw one of the caller's own",
    callers,
    params: idParams,
    body: adminActAnswer,
    answer: adminActResult,
  },
  getActFile: {
    method: "GET",
    path: "/v1/admin/acts/:id/file",
    summary: "The file of an export that was asked for and, if needed, confirmed; each download is logged",
    callers,
    params: idParams,
    answer: "file",
    fileTypes: ["application/json"],
  },
  listAdminActs: {
    method: "GET",
    path: "/v1/admin/acts",
    summary: "List administrators' acts at the desk, newest first",
    callers,
    query: z.object({ ...pageQuery, state: adminActState.optional() }),
    answer: adminActList,
  },
  listStaff: {
    method: "GET",
    path: "/v1/admin/people",
    summary: "List people with role, unit, state and devices, newest first",
    callers,
    query: z.object({ ...pageQuery, ...staffQuery }),
    answer: z.object({ people: z.array(staffRow), next: z.string().optional() }),
  },
  getStaff: {
    method: "GET",
    path: "/v1/admin/people/:id",
    summary: "Get one person with devices, unused codes and the acts about them",
    callers,
    params: idParams,
    answer: staffView,
  },
  listUnitScopes: {
    method: "GET",
    path: "/v1/admin/units",
    summary: "List units and the cases that each may see",
    callers,
    answer: z.object({ units: z.array(unitView) }),
  },
  listAllChannels: {
    method: "GET",
    path: "/v1/admin/channels",
    summary: "List active and recently removed channels to platforms and partners, without secrets",
    callers,
    answer: z.object({ channels: z.array(channelRow), removed: z.array(channelRow) }),
  },
  listHolds: {
    method: "GET",
    path: "/v1/admin/holds",
    summary: "List active legal holds and the retention periods in force",
    callers,
    answer: z.object({ holds: z.array(holdRow), retention: z.array(retentionRow) }),
  },
  listApiKeys: {
    method: "GET",
    path: "/v1/admin/keys",
    summary: "List API keys and webhooks of other systems, without secrets",
    callers,
    answer: z.object({ keys: z.array(keyRow), hooks: z.array(hookRow) }),
  },
  listRecipePacks: {
    method: "GET",
    path: "/v1/admin/recipes",
    summary: "List published recipe packs, newest first, and the recipes that are switched off",
    callers,
    answer: packList,
  },
  listDays: {
    method: "GET",
    path: "/v1/admin/days",
    summary: "List finished days of the log with root and timestamp, newest first",
    callers,
    query: z.object({ ...pageQuery, ...dayQuery }),
    answer: z.object({ days: z.array(dayRow), next: z.string().optional() }),
  },
  getLessonsState: {
    method: "GET",
    path: "/v1/admin/lessons",
    summary: "List the lessons in force and the people whose certificates cover them, newest first",
    callers,
    query: z.object(pageQuery),
    answer: lessonsState,
  },
  getServerState: {
    method: "GET",
    path: "/v1/admin/server",
    summary: "Get the server's warnings, the last backup, and the settings in force without secrets",
    callers,
    answer: serverState,
  },
} as const satisfies Record<string, Route>;

export type AdministrationRouteName = keyof typeof administrationRoutes;
