/** Callers: people, devices, enrolment codes, API keys and used proofs. */

import { jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { KeyScope } from "../../../utils/shared/contract/route.ts";
import type { Affiliation, Role, SiteId } from "../../../utils/shared/contract/site.ts";
import { moment } from "./columns.ts";

/** A unit's scope; null means every site or category. */
export const units = pgTable("units", {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  sites: jsonb().$type<SiteId[]>(),
  categories: jsonb().$type<CategoryCode[]>(),
  /** ISO 639 codes; cases in an unknown language are always included. */
  languages: jsonb().$type<string[]>(),
  createdAt: moment().notNull(),
});

export const people = pgTable(
  "people",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    /** Set once, when a panelist is enrolled; null for other roles and older rows. */
    affiliation: text().$type<Affiliation>(),
    /** Null for a person who sees every case that the role allows. */
    unitId: uuid().references(() => units.id),
    /** The provider's identifiers, for single sign-on. */
    issuer: text(),
    subject: text(),
    createdAt: moment().notNull(),
    /**
     * The inviter had the invitation's code and may have used it, so the two are in conflict. Null if
     * enrolled by an administrator.
     */
    invitedBy: uuid(),
    /** Every device of the person is refused from then on. */
    suspendedAt: moment(),
  },
  (table) => [unique().on(table.issuer, table.subject)],
);

export const devices = pgTable("devices", {
  id: uuid().primaryKey(),
  personId: uuid()
    .notNull()
    .references(() => people.id),
  /** RFC 7638 thumbprint of the public key. */
  thumbprint: text().notNull().unique(),
  publicKey: jsonb().$type<PublicKey>().notNull(),
  browser: text().notNull(),
  extensionVersion: text().notNull(),
  enrolledAt: moment().notNull(),
  revokedAt: moment(),
  /** Last sign-on through the provider at this device; null if enrolled by a code. */
  signedOnAt: moment(),
  /** Last request, to the hour, so that an administrator recognises unused devices. */
  lastSeenAt: moment(),
});

/** ID tokens are single-use; sign-ons are audited. */
export const signOns = pgTable("sign_ons", {
  /** SHA-256 of the signed part of the token. */
  tokenSha256: text().primaryKey(),
  deviceId: uuid()
    .notNull()
    .references(() => devices.id),
  /** When the provider issued the token; in rows of earlier versions, when it was used. */
  at: moment().notNull(),
  /** The role in the token; if it had none, the one that ended. */
  role: text().$type<Role>().notNull(),
  /** The person's previous role; null for a new person, and for a token without a role. */
  formerRole: text().$type<Role>(),
});

export const enrolmentCodes = pgTable("enrolment_codes", {
  /** SHA-256 of the code, which is shown once and stored nowhere. */
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
  /** With the scope `platform`, an id in `channels`; with `partner`, one in `partner_channels`. */
  channel: text(),
  /** Name of the recipient. */
  name: text(),
  createdAt: moment().notNull(),
  /** Null for keys older than expiry. */
  expiresAt: moment(),
  revokedAt: moment(),
});

/** Divided into partitions, which are emptied in turn; `people/store/used-proofs.ts` names them. */
export const usedProofs = pgTable(
  "used_proofs",
  {
    jti: uuid().notNull(),
    /** When the proof's nonce expires, by the nonce itself and not by a clock. */
    expiresAt: moment().notNull(),
  },
  // The key of each partition. A proof has one nonce, so it is always in the same one.
  (table) => [primaryKey({ columns: [table.expiresAt, table.jti] })],
);

/** Settings and small secrets shared by replicas. */
export const settings = pgTable("settings", { name: text().primaryKey(), value: text().notNull() });
