/** Alerts to staff: events, what a person sees of them, preferences, and the on-call roster. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { id, instant } from "./ids.ts";
import { limits } from "./limits.ts";
import { role, siteId } from "./site.ts";

/** Events that concern the organisation. Webhooks have the same ones. */
export const staffEvents = [
  "case-urgent",
  "clock-warning",
  "clock-over",
  "letter-undelivered",
  "letter-unread",
  "recipe-dropped",
  "objection-due",
  "answer-arrived",
  "answer-elsewhere",
] as const;

/**
 * `question-asked` concerns the author of a report, `case-mentioned` and `case-assigned` one supervisor,
 * `admin-act-waiting` each administrator who may confirm, `alert-test` the person who asked for it; other systems
 * receive none of them.
 */
export const personalEvents = [
  "question-asked",
  "case-mentioned",
  "case-assigned",
  "admin-act-waiting",
  "alert-test",
] as const;

export const alertEvent = z.enum([...staffEvents, ...personalEvents]);
export type AlertEvent = z.infer<typeof alertEvent>;

export const alertSubjectKind = z.enum([
  "case",
  "request",
  "referral",
  "objection",
  "recipe",
  "question",
  "note",
  "assignment",
  "admin-act",
  "test",
]);
export type AlertSubjectKind = z.infer<typeof alertSubjectKind>;

export const acknowledgement = z.object({
  /** Name of the person who was first. */
  by: z.string(),
  at: instant,
  /** True if it was the caller. */
  mine: z.boolean(),
  /** `claim`: the person opened the case to decide it. */
  how: z.enum(["press", "claim"]),
});

export const alertView = z.object({
  id,
  event: alertEvent,
  kind: alertSubjectKind,
  /** A receipt number, a letter's number, or the name of a recipe. Empty for a test and an administrator's act. */
  reference: z.string(),
  caseId: id.optional(),
  requestId: id.optional(),
  site: siteId.optional(),
  category: categoryCode.optional(),
  /** In the four-hour lane. */
  urgent: z.boolean(),
  /** When the condition began. */
  at: instant,
  dueAt: instant.optional(),
  /** A device shows a notification from this time on: quiet hours end then. */
  notifyAt: instant,
  /** 0, or the number of times that the alert passed to another person. */
  stage: z.int().min(0),
  acknowledged: acknowledgement.optional(),
});
export type AlertView = z.infer<typeof alertView>;

/** A time of day in Jakarta, such as `22:00`. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** `now`: at once, as the role's events need it. `digest`: once a day. */
export const mailChoice = z.enum(["now", "digest", "off"]);
export type MailChoice = z.infer<typeof mailChoice>;

export const alertPreferences = z.strictObject({
  mail: mailChoice,
  /** Absent: no mail is sent. */
  email: z.email().max(limits.nameChars).optional(),
  /** Quiet from the first to the second time, across midnight if the first is later. */
  quiet: z
    .strictObject({ from: timeOfDay, until: timeOfDay })
    .refine(({ from, until }) => from !== until, "begins and ends at the same time")
    .optional(),
});
export type AlertPreferences = z.infer<typeof alertPreferences>;

/** A turn on the on-call roster. Place 1 is called first. */
const shift = { from: instant, until: instant, place: z.int().min(1).max(9) };

export const onCallInput = z
  .strictObject({ id, personId: id, ...shift })
  .refine(({ from, until }) => from < until, "ends before it begins");
export type OnCallInput = z.infer<typeof onCallInput>;

export const onCallShift = z.object({
  id,
  personId: id,
  name: z.string(),
  unit: z.string().optional(),
  ...shift,
});
export type OnCallShift = z.infer<typeof onCallShift>;

export const onCallRoster = z.object({
  /** Current and later turns, the earliest first. */
  shifts: z.array(onCallShift),
  /** People who can be on call. */
  people: z.array(z.object({ id, name: z.string(), role, unit: z.string().optional() })),
});
export type OnCallRoster = z.infer<typeof onCallRoster>;

export const preferencesView = z.object({
  preferences: alertPreferences,
  /** False if the intake has no mail server. */
  canMail: z.boolean(),
  /** The caller's own current and later turns. */
  onCall: z.array(z.object({ id, ...shift })),
});
export type PreferencesView = z.infer<typeof preferencesView>;

/** Open alerts of the caller, and those that another person took over in the last hours. */
export const alertList = z.object({
  alerts: z.array(alertView),
  /** Number of things that need the caller. */
  needs: z.int().min(0),
});
export type AlertList = z.infer<typeof alertList>;
