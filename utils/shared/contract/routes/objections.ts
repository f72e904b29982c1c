/** Routes for objections, except the public page. */

import { z } from "zod";
import {
  hearingInput,
  objectionReceipt,
  objectionRow,
  objectionView,
  platformObjectionInput,
} from "../objection.ts";
import { idParams, pageQuery } from "../route.ts";

export const objectionRoutes = {
  listObjections: {
    method: "GET",
    path: "/v1/objections",
    summary: "List objections: open ones first, by deadline; then decided ones, newest first",
    callers: { supervisor: "unit", admin: "any" },
    query: z.object(pageQuery),
    answer: z.object({ objections: z.array(objectionRow), next: z.string().optional() }),
  },
  hearObjection: {
    method: "POST",
    path: "/v1/objections/:id/hearing",
    summary:
      "Propose to dismiss an objection, or uphold it and propose the reversal; a second supervisor confirms either, a dismissal by the same reason",
    callers: { supervisor: "unit" },
    params: idParams,
    body: hearingInput,
    answer: objectionView,
  },
  objectAsPlatform: {
    method: "POST",
    path: "/v1/requests/:id/objections",
    summary: "Object, as a platform, to one item of a request that was sent over its channel",
    callers: { "key:platform": "any" },
    params: idParams,
    body: platformObjectionInput,
    answer: objectionReceipt,
  },
} as const;
