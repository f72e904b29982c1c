/** Webhook events and their messages. */

import { z } from "zod";
import { alertSubjectKind, staffEvents } from "./alert.ts";
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
  ...staffEvents,
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

/** Ids, states and times only: no data about a person or a post. */
const onCase = { caseId: id, site: siteId, category: categoryCode };
/** `subject.id` is an id, or a recipe as `site/kind/version/browser`. */
const onAlert = z.strictObject({
  alertId: id,
  subject: z.strictObject({ kind: alertSubjectKind, id: z.string() }),
  site: siteId.optional(),
  category: categoryCode.optional(),
  urgent: z.boolean(),
  dueAt: instant.optional(),
});
const onRequest = { requestId: id, site: siteId, category: categoryCode, state: requestState };
export const webhookBodies = {
  "case-decided": z.strictObject({ ...onCase, decisionId: id, state: caseState }),
  "request-sent": z.strictObject({ ...onRequest, dueAt: instant.optional() }),
  "request-answered": z.strictObject(onRequest),
  "objection-received": z.strictObject({ ...onCase, objectionId: id, state: objectionState, dueAt: instant }),
  /** A finished month with its final numbers. */
  "month-counted": z.strictObject({ month }),
  "case-urgent": onAlert,
  "clock-warning": onAlert,
  "clock-over": onAlert,
  "letter-undelivered": onAlert,
  "letter-unread": onAlert,
  "recipe-dropped": onAlert,
  "objection-due": onAlert,
  "answer-arrived": onAlert,
  "answer-elsewhere": onAlert,
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
