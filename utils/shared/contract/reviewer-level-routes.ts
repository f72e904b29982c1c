/** Routes for reviewer quality: golden cases for supervisors, and a vlogger's own record and channels. */

import { z } from "zod";
import { goldenCase, goldenInput, goldenView } from "./golden.ts";
import { declarationInput, ownChannels } from "./own-channels.ts";
import { idParams, pageQuery } from "./paging.ts";
import { vloggerRecord } from "./vlogger-record.ts";

export const trustRoutes = {
  setGolden: {
    method: "POST",
    path: "/v1/cases/:id/golden",
    summary: "Try reviewers with a decided case without their knowing, or end that",
    callers: { supervisor: "unit" },
    params: idParams,
    body: goldenInput,
    /** Absent: no longer a golden case. */
    answer: z.object({ golden: goldenView.optional() }),
  },
  listGolden: {
    method: "GET",
    path: "/v1/golden-cases",
    summary: "Cases that try reviewers, with how often they were met and how they were judged, newest first",
    callers: { supervisor: "unit" },
    query: z.object(pageQuery),
    answer: z.object({ golden: z.array(goldenCase), next: z.string().optional() }),
  },
  getVloggerRecord: {
    method: "GET",
    path: "/v1/me/reviews",
    summary: "One's own rank, how often one's verdicts were right, and what became of the newest",
    callers: { vlogger: "own" },
    answer: vloggerRecord,
  },
  listOwnChannels: {
    method: "GET",
    path: "/v1/me/channels",
    summary: "The channels whose videos one is not given because they are one's own",
    callers: { vlogger: "own" },
    answer: ownChannels,
  },
  declareChannel: {
    method: "PUT",
    path: "/v1/me/channels",
    summary: "Declare a channel as one's own, or take back what was declared by mistake a moment ago",
    callers: { vlogger: "own" },
    body: declarationInput,
    answer: ownChannels,
  },
} as const;
