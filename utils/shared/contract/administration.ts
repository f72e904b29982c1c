/** Acts of administrators, and what their screens show. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { address, id, instant, shortText } from "./ids.ts";
import { lessonEdition, lessonId } from "./lesson.ts";
import { limits } from "./limits.ts";
import { partnerChannelWithoutSecret } from "./partner-channel.ts";
import { channelCode, channelWithoutSecret } from "./platform-channel.ts";
import { affiliation, kind, role, siteId } from "./site.ts";
import { webhookEvent } from "./webhook.ts";

const ref = id.toLowerCase();
const name = z.string().trim().pipe(shortText(limits.nameChars));
const hours = z.int().min(1).max(limits.maxCodeHours).optional();
const days = z.int().min(1).max(limits.maxKeyDays).optional();
export const keyScope = z.enum(["read", "platform", "partner"]);

/** An ISO 639 code. */
export const languageCode = z.string().regex(/^[a-z]{2,3}$/, "is a code of ISO 639, such as id or jv");

const retentionPeriod = z.int().min(1).max(limits.retentionDays).nullable().optional();
/** Periods that are left out stay. Null: kept until a decision. */
const retentionDays = z.strictObject({
  approved: retentionPeriod,
  rejected: retentionPeriod,
  open: retentionPeriod,
  withdrawn: retentionPeriod,
});

const recipientKind = z.enum(["platform", "partner"]);
/** A channel to a platform names its site, one to a partner the partner. */
export const channelAtDesk = z.union([channelWithoutSecret, partnerChannelWithoutSecret]);
export type ChannelAtDesk = z.infer<typeof channelAtDesk>;

/** An act that an administrator asks for. The names are part of the log. */
export const adminAct = z.discriminatedUnion("act", [
  z
    .strictObject({
      act: z.literal("invite"),
      name,
      role,
      affiliation: affiliation.optional(),
      unit: name.optional(),
      hours,
    })
    .refine((given) => (given.role === "panelist") === (given.affiliation !== undefined), {
      path: ["affiliation"],
      message: "is required for a panelist and only allowed there",
    }),
  z.strictObject({ act: z.literal("new-code"), person: ref, hours }),
  z.strictObject({ act: z.literal("change-role"), person: ref, role }),
  z.strictObject({ act: z.literal("assign-unit"), person: ref, unit: name.nullable() }),
  z.strictObject({ act: z.literal("suspend"), person: ref }),
  z.strictObject({ act: z.literal("resume"), person: ref }),
  z.strictObject({ act: z.literal("revoke-device"), device: ref }),
  z.strictObject({
    act: z.literal("save-unit"),
    name,
    /** Refused if a unit of this name exists. */
    isNew: z.literal(true).optional(),
    /** Null: all. */
    sites: z.array(siteId).min(1).nullable(),
    categories: z.array(categoryCode).min(1).nullable(),
    languages: z.array(languageCode).min(1).nullable(),
  }),
  z.strictObject({ act: z.literal("test-channel"), channel: channelCode, to: recipientKind }),
  z.strictObject({ act: z.literal("save-channel"), channel: channelAtDesk }),
  z.strictObject({ act: z.literal("remove-channel"), channel: channelCode, to: recipientKind }),
  z.strictObject({ act: z.literal("save-retention"), category: categoryCode, days: retentionDays }),
  z.strictObject({ act: z.literal("place-hold"), case: ref }),
  z.strictObject({ act: z.literal("lift-hold"), case: ref, hold: ref }),
  z
    .strictObject({
      act: z.literal("make-key"),
      scope: keyScope,
      channel: channelCode.optional(),
      name,
      days,
    })
    .refine(({ scope, channel }) => (scope !== "read") === (channel !== undefined), {
      path: ["channel"],
      message: "is required for a platform or partner and only allowed there",
    }),
  z.strictObject({ act: z.literal("revoke-key"), key: ref }),
  z.strictObject({ act: z.literal("add-hook"), address, events: z.array(webhookEvent).min(1) }),
  z.strictObject({ act: z.literal("end-hook"), hook: ref }),
  /** A name, id, address or subject, exactly as evidence contains it. */
  z.strictObject({ act: z.literal("export-person"), name: shortText(limits.addressChars) }),
  /** All devices of the person, or one of them. */
  z.strictObject({
    act: z.literal("export-breach"),
    of: ref,
    device: ref.optional(),
    since: z.iso.date().optional(),
  }),
  /** Without a kind: the whole site. */
  z.strictObject({
    act: z.literal("switch-recipe"),
    site: siteId,
    kind: kind.optional(),
    to: z.enum(["off", "on"]),
  }),
  /** To the recipes of an earlier version. */
  z.strictObject({ act: z.literal("roll-back-recipes"), version: z.int().min(1).max(999_999_999) }),
]);
export type AdminAct = z.infer<typeof adminAct>;
export type AdminActKind = AdminAct["act"];

export const adminActInput = z.strictObject({
  /** Idempotency key. */
  id: ref,
  act: adminAct,
  reason: shortText(limits.reasonChars).optional(),
});
export type AdminActInput = z.infer<typeof adminActInput>;

/** `waiting`: for a second administrator. A waiting act lapses after `limits.actHours`. */
export const adminActState = z.enum(["waiting", "done", "refused", "withdrawn", "lapsed"]);
export type AdminActState = z.infer<typeof adminActState>;

export const adminActAnswer = z.strictObject({
  answer: z.enum(["confirm", "refuse", "withdraw"]),
  reason: shortText(limits.reasonChars).optional(),
});
export type AdminActAnswer = z.infer<typeof adminActAnswer>;

const actor = z.object({ name: z.string(), mine: z.boolean() });

export const adminActView = z.object({
  id,
  act: adminAct,
  /** Name of the person, unit, case, key or webhook that the act concerns. */
  about: z.string(),
  state: adminActState,
  reason: z.string().optional(),
  asked: actor.extend({ at: instant }),
  /** When a waiting act lapses. */
  until: instant.optional(),
  answered: actor.extend({ at: instant, reason: z.string().optional() }).optional(),
  /** Number of administrators who may confirm a waiting act. */
  confirmers: z.int().optional(),
  /** The caller may confirm or refuse it. */
  mayAnswer: z.boolean(),
  /** For the caller who asked: the second part of the code or key that it makes, until a day after the confirmation or the code's end. */
  codePart: z.string().optional(),
});
export type AdminActView = z.infer<typeof adminActView>;

/** Shown once and stored nowhere. */
export const madeOnce = z.discriminatedUnion("made", [
  z.object({
    made: z.literal("code"),
    code: z.string(),
    /** Only the first of two parts, also in the address; the administrator who asked has the second. */
    isPart: z.boolean(),
    address: z.url(),
    /** Opens inside the extension. */
    link: z.string(),
    expiresAt: instant,
    /** Dark squares as the path of an SVG whose view box has this size. */
    qr: z.object({ size: z.int(), path: z.string() }),
  }),
  /** Only the first of two parts, if another administrator asked; that one has the second. */
  z.object({ made: z.literal("key"), key: z.string(), expiresAt: instant }),
  z.object({ made: z.literal("secret"), secret: z.string() }),
  z.object({ made: z.literal("delivery"), sent: z.boolean(), answer: z.string() }),
]);
export type MadeOnce = z.infer<typeof madeOnce>;

export const adminActResult = z.object({ act: adminActView, made: madeOnce.optional() });
export type AdminActResult = z.infer<typeof adminActResult>;

export const adminActList = z.object({
  acts: z.array(adminActView),
  next: z.string().optional(),
});

/** `invited`: has an unused code and no device; `out`: neither. */
export const personState = z.enum(["active", "invited", "out", "suspended"]);
export type PersonState = z.infer<typeof personState>;

export const staffRow = z.object({
  id,
  name: z.string(),
  role,
  affiliation: affiliation.optional(),
  unit: z.string().optional(),
  state: personState,
  devices: z.int(),
  /** The last request of the person's devices, to the hour. */
  lastSeenAt: instant.optional(),
  knownBy: z.enum(["code", "sign-on"]),
});
export type StaffRow = z.infer<typeof staffRow>;

export const staffQuery = {
  q: z.string().max(limits.searchChars).optional(),
  role: role.optional(),
  state: personState.optional(),
};
export type StaffFilter = z.infer<z.ZodObject<typeof staffQuery>>;

export const staffView = staffRow.extend({
  createdAt: instant,
  devicesList: z.array(
    z.object({
      id,
      browser: z.string(),
      extensionVersion: z.string(),
      enrolledAt: instant,
      lastSeenAt: instant.optional(),
      revokedAt: instant.optional(),
      /** False if it counts as lost, see `limits.deviceIdleDays`. Absent in answers of an older intake. */
      inUse: z.boolean().optional(),
      /** The device that asks. */
      own: z.boolean(),
    }),
  ),
  codes: z.array(z.object({ code: z.string(), expiresAt: instant })),
  acts: z.array(adminActView),
  self: z.boolean(),
});
export type StaffView = z.infer<typeof staffView>;

export const unitView = z.object({
  id,
  name: z.string(),
  sites: z.array(siteId).nullable(),
  categories: z.array(categoryCode).nullable(),
  languages: z.array(z.string()).nullable(),
  people: z.int(),
});
export type UnitView = z.infer<typeof unitView>;

export const channelRow = z.object({
  id: channelCode,
  name: z.string(),
  kind: z.enum(["email", "webhook", "form", "file"]),
  to: recipientKind,
  /** The site, or the partner's code. */
  recipient: z.string(),
  /** The address of delivery, without secrets. */
  target: z.string().optional(),
  categories: z.array(categoryCode).optional(),
  urgentOnly: z.boolean(),
  since: instant,
  /** No longer in use. */
  endedAt: instant.optional(),
  /** All that can be edited. */
  channel: channelAtDesk,
});
export type ChannelRow = z.infer<typeof channelRow>;

export const holdRow = z.object({
  id,
  caseId: id,
  number: z.string().optional(),
  at: instant,
  by: z.string(),
  reason: z.string(),
});
export type HoldRow = z.infer<typeof holdRow>;

const outcomeDays = z.int().nullable();
const retentionOutcome = z.enum(["approved", "rejected", "open", "withdrawn"]);
export const retentionRow = z.object({
  category: categoryCode,
  approved: outcomeDays,
  rejected: outcomeDays,
  open: outcomeDays,
  withdrawn: outcomeDays,
  /** Differs from the built-in periods. */
  changed: z.boolean(),
  /** Periods of the server's file, which only its operator changes. */
  fixed: z.array(retentionOutcome),
  /** Shorter periods that are not in force yet. */
  pending: z.array(z.object({ outcome: retentionOutcome, days: outcomeDays, at: instant })),
});
export type RetentionRow = z.infer<typeof retentionRow>;

export const keyRow = z.object({
  id,
  scope: keyScope,
  name: z.string().optional(),
  channel: z.string().optional(),
  createdAt: instant,
  expiresAt: instant.optional(),
  revokedAt: instant.optional(),
});
export type KeyRow = z.infer<typeof keyRow>;

export const hookRow = z.object({
  id,
  address: z.string(),
  events: z.array(webhookEvent),
  createdAt: instant,
  waiting: z.int(),
  /** Newest first. */
  deliveries: z.array(
    z.object({
      id,
      event: webhookEvent,
      at: instant,
      attempts: z.int(),
      deliveredAt: instant.optional(),
      /** Absent after the last attempt. */
      nextAt: instant.optional(),
      answer: z.string().optional(),
    }),
  ),
});
export type HookRow = z.infer<typeof hookRow>;

export const packRow = z.object({
  version: z.int(),
  act: z.enum(["publish", "rollback", "off", "on"]),
  by: z.string(),
  note: z.string().optional(),
  at: instant,
});
export type PackRow = z.infer<typeof packRow>;

export const packList = z.object({
  /** Newest first. */
  packs: z.array(packRow),
  thumbprint: z.string().optional(),
  /** Switched off by the newest pack. Absent in answers of an older intake. */
  off: z.array(z.object({ site: siteId, kind: kind.optional() })).optional(),
  /** The intake can start the publisher's program. */
  canPublish: z.boolean().optional(),
});
export type PackList = z.infer<typeof packList>;

/** A finished day of the log, as `lapor export timestamps` writes it. */
export const dayRow = z.object({
  day: z.iso.date(),
  /** Merkle root over the day's batches, in hex. */
  root: z.string(),
  /** Absent until the authority has answered. `response`: RFC 3161, DER as base64. */
  stamp: z.object({ at: instant, authority: z.string(), response: z.string() }).optional(),
});
export type DayRow = z.infer<typeof dayRow>;

/** Both days are included. */
export const dayQuery = { from: z.iso.date().optional(), to: z.iso.date().optional() };

export const lessonsState = z.object({
  /** The recipe pack that the lessons are from; absent for the built-in ones. */
  pack: z.object({ version: z.int(), at: instant }).optional(),
  lessons: z.array(
    z.object({
      id: lessonId,
      edition: lessonEdition,
      title: z.object({ id: z.string(), en: z.string() }),
      categories: z.array(categoryCode),
      /** People whose newest certificate covers this edition. */
      certified: z.int(),
    }),
  ),
  /** A page of the people with a certificate, the newest first. `lacking`: lessons with an edition that it does not cover. */
  passed: z.array(
    z.object({ id, name: z.string(), issuedAt: instant, lacking: z.array(lessonId), suspended: z.boolean() }),
  ),
  /** Cursor of the next people. */
  next: z.string().optional(),
});
export type LessonsState = z.infer<typeof lessonsState>;

/** Values that are or may contain secrets are left out. */
export const settingRow = z.object({
  name: z.string(),
  value: z.string().optional(),
  from: z.enum(["environment", "default", "unset"]),
  secret: z.boolean(),
});
export type SettingRow = z.infer<typeof settingRow>;

export const serverState = z.object({
  checkedAt: instant,
  findings: z.array(
    z.object({
      code: z.string(),
      weight: z.enum(["act", "know"]),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  lastBackup: z.object({ at: instant, bytes: z.int() }).optional(),
  settings: z.array(settingRow),
});
export type ServerState = z.infer<typeof serverState>;
