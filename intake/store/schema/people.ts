/** Who may call: people, their devices, codes that make devices known, keys of other systems, proofs already used. */

import { index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { CategoryCode } from "../../../utils/contract/category.ts";
import type { PublicKey } from "../../../utils/contract/enrolment.ts";
import type { KeyScope } from "../../../utils/contract/route.ts";
import type { Role, SiteId } from "../../../utils/contract/site.ts";
import { moment } from "./columns.ts";

/** Which cases a part of the organisation sees; null: of every site, of every category. */
export const units = pgTable("units", {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  sites: jsonb().$type<SiteId[]>(),
  categories: jsonb().$type<CategoryCode[]>(),
  /** ISO 639 codes; cases whose language is unknown are seen all the same. */
  languages: jsonb().$type<string[]>(),
  createdAt: moment().notNull(),
});

export const people = pgTable(
  "people",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    /** Absent: sees every case that the role sees. */
    unitId: uuid().references(() => units.id),
    /** Of single sign-on: who the provider says that it is. */
    issuer: text(),
    subject: text(),
    createdAt: moment().notNull(),
    /** Holds the invitation's code and may have used it: the two are in conflict. Null: enrolled by an administrator. */
    invitedBy: uuid(),
    /** From then on every device of the person is refused. */
    suspendedAt: moment(),
  },
  (table) => [unique().on(table.issuer, table.subject)],
);

export const devices = pgTable("devices", {
  id: uuid().primaryKey(),
  personId: uuid()
    .notNull()
    .references(() => people.id),
  /** RFC 7638, of the public key. */
  thumbprint: text().notNull().unique(),
  publicKey: jsonb().$type<PublicKey>().notNull(),
  browser: text().notNull(),
  extensionVersion: text().notNull(),
  enrolledAt: moment().notNull(),
  revokedAt: moment(),
  /** When the provider last vouched for the person at this device; absent: enrolled by a code. */
  signedOnAt: moment(),
});

/** One row for each ID token that made a device known: none counts twice, and who became what is on record. */
export const signOns = pgTable("sign_ons", {
  /** SHA-256 of what the token's signature covers. */
  tokenSha256: text().primaryKey(),
  deviceId: uuid()
    .notNull()
    .references(() => devices.id),
  at: moment().notNull(),
  role: text().$type<Role>().notNull(),
  /** What the person was before; absent: nobody. */
  formerRole: text().$type<Role>(),
});

export const enrolmentCodes = pgTable("enrolment_codes", {
  /** SHA-256 of the code: the code itself is shown once and kept nowhere. */
  codeSha256: text().primaryKey(),
  personId: uuid()
    .notNull()
    .references(() => people.id),
  expiresAt: moment().notNull(),
  usedAt: moment(),
  usedBy: uuid().references(() => devices.id),
});

export const apiKeys = pgTable("api_keys", {
  id: uuid().primaryKey(),
  keySha256: text().notNull().unique(),
  scope: text().$type<KeyScope>().notNull(),
  /** With the scope `platform`: the channel (`channels.id`) whose requests it answers. */
  channel: text(),
  /** For whom it was made. */
  name: text(),
  createdAt: moment().notNull(),
  /** Absent: made before keys expired. */
  expiresAt: moment(),
  revokedAt: moment(),
});

export const usedProofs = pgTable(
  "used_proofs",
  {
    jti: uuid().primaryKey(),
    /** When the proof's nonce is refused anyway, so that the row can go. */
    expiresAt: moment().notNull(),
  },
  (table) => [index().on(table.expiresAt)],
);

/** Small secrets that replicas share. */
export const settings = pgTable("settings", { name: text().primaryKey(), value: text().notNull() });
