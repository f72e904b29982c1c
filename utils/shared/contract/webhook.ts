/** Webhook events and their messages. */

import { z } from "zod";
import { caseState } from "./case-state.ts";
import { categoryCode } from "./category.ts";
import { month } from "./figures.ts";
import { id, instant } from "./ids.ts";
import { objectionState, requestState } from "./request-state.ts";
import { siteId } from "./site.ts";

export const webhookEvent = z.enum([
  "case-decided",
  "request-sent",
  "request-answered",
  "objection-received",
  "month-counted",
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

/** Ids, states and times only: no data about a person or a post. */
const onCase = { caseId: id, site: siteId, category: categoryCode };
const onRequest = { requestId: id, site: siteId, category: categoryCode, state: requestState };
export const webhookBodies = {
  "case-decided": z.strictObject({ ...onCase, decisionId: id, state: caseState }),
  "request-sent": z.strictObject({ ...onRequest, dueAt: instant.optional() }),
  "request-answered": z.strictObject(onRequest),
  "objection-received": z.strictObject({ ...onCase, objectionId: id, state: objectionState, dueAt: instant }),
  /** A finished month with its final numbers. */
  "month-counted": z.strictObject({ month }),
} as const satisfies Record<WebhookEvent, z.ZodType>;
export type WebhookBody<E extends WebhookEvent> = z.input<(typeof webhookBodies)[E]>;

/** Body of the POST. `id` stays the same in every attempt. */
export const webhookMessage = z.object({
  id,
  event: webhookEvent,
  at: instant,
  body: z.record(z.string(), z.unknown()),
});
export type HookMessage = z.infer<typeof webhookMessage>;
