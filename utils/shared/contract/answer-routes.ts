/** Routes for a request after it is made: hand delivery, another channel, the platform's answer. */

import { z } from "zod";
import { channelView } from "./channel.ts";
import { idParams } from "./paging.ts";
import { channelChangeInput, platformAnswerInput, requestStatus, sentInput } from "./request-answer.ts";
import { siteId } from "./site.ts";

export const answerRoutes = {
  answerRequest: {
    method: "POST",
    path: "/v1/requests/:id/answers",
    summary: "What the platform said of a request: by a supervisor, or by the platform's own key",
    callers: { supervisor: "unit", "key:platform": "any" },
    params: idParams,
    body: platformAnswerInput,
    answer: requestStatus,
  },
  markSent: {
    method: "POST",
    path: "/v1/requests/:id/sent",
    summary: "A letter was brought to the platform by hand",
    callers: { supervisor: "unit" },
    params: idParams,
    body: sentInput,
    answer: requestStatus,
  },
  changeChannel: {
    method: "POST",
    path: "/v1/requests/:id/channel",
    summary: "Send a request that did not arrive, or has not gone, over another channel",
    callers: { supervisor: "unit" },
    params: idParams,
    body: channelChangeInput,
    answer: requestStatus,
  },
  listChannels: {
    method: "GET",
    path: "/v1/channels",
    summary: "Channels to the platforms, the preferred ones of each first",
    callers: { supervisor: "any", admin: "any" },
    query: z.object({ site: siteId.optional() }),
    answer: z.object({ channels: z.array(channelView) }),
  },
} as const;
