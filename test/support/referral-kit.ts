/** Referrals in tests: channels to partners, decisions that lead to them, and rows inserted directly. */

import { randomBytes, randomUUID } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import { logTrust } from "../../intake/audit-log/store/trust-log.ts";
import type { ReferralLetterRecord, ReferralRecord } from "../../intake/db/rows.ts";
import {
  partnerChannels,
  referralEvents,
  referralLetters,
  referrals,
  watches,
} from "../../intake/db/schema/index.ts";
import { spotOfCase } from "../../intake/db/spot.ts";
import type { Db } from "../../intake/db/store.ts";
import { newReferralColumns } from "../../intake/referrals/referral-states.ts";
import { loadPartnerChannels } from "../../intake/referrals/store/partner-channels.ts";
import {
  type IntakeKit,
  origin,
  type SampleReport,
  type TestDevice,
} from "../../scripts/dev/kits/intake-kit.ts";
import type { ActionCode, CategoryCode } from "../../utils/shared/contract/category.ts";
import { partnerChannel, partnerChannelFile } from "../../utils/shared/contract/partner-channel.ts";
import type { ReferralLetter } from "../../utils/shared/contract/referral.ts";
import { groundsOf } from "../../utils/shared/policy/decision-elements.ts";
import { basesInForce } from "../../utils/shared/policy/legal-bases.ts";
import type { Desk } from "./desk-kit.ts";
import { approved } from "./request-kit.ts";

const secret = "s".repeat(40);

/** OJK by mail, the hotline by webhook, DJKI by a form, and no channel for the other partners. */
export function partnersTo(webhook = "http://127.0.0.1:9/kotak"): unknown[] {
  return [
    { id: "ojk-surel", partner: "OJK", name: "OJK, Satgas PASTI", kind: "email", to: ["pasti@ojk.test"] },
    {
      id: "ojk-formulir",
      partner: "OJK",
      name: "Formulir OJK",
      kind: "form",
      address: "https://ojk.test/lapor",
    },
    { id: "hotline", partner: "HOTLINE_ANAK", name: "Hotline", kind: "webhook", address: webhook, secret },
    { id: "fakta", partner: "PEMERIKSA_FAKTA", name: "CekFakta", kind: "webhook", address: webhook, secret },
    { id: "djki", partner: "DJKI", name: "DJKI", kind: "form", address: "https://djki.test/" },
  ];
}

/** An approval with everything that its category requires. */
export function approvalOf(category: CategoryCode, action: ActionCode, at = new Date()): object {
  return {
    act: "approve",
    category,
    action,
    basis: basesInForce(category, at.toISOString()).map(({ id }) => id),
    ...groundsOf(category),
    reason: "Alasan dua penyelia untuk putusan ini.",
  };
}

export interface ReferralKit {
  decided(verdict: object, sample?: SampleReport): Promise<{ caseId: string; decisionId: string }>;
  decidedOn(caseId: string, verdict: object): Promise<{ caseId: string; decisionId: string }>;
  /** The referral of a decision. */
  of(decisionId: string): Promise<ReferralRecord>;
  watchOf(decisionId: string): Promise<typeof watches.$inferSelect | undefined>;
  /** Oldest first. */
  letters(id: string): Promise<ReferralLetterRecord[]>;
  events(id: string): Promise<(typeof referralEvents.$inferSelect)[]>;
}

export async function referralKit(
  { store: { db }, clock }: IntakeKit,
  desk: Desk,
  pair: [TestDevice, TestDevice],
  webhook?: string,
): Promise<ReferralKit> {
  await loadPartnerChannels(db, partnerChannelFile.parse(partnersTo(webhook)), new Date(clock.ms));
  return {
    decided: async (verdict, sample) => approved(desk, pair, { caseId: await desk.open(sample), verdict }),
    decidedOn: (caseId, verdict) => approved(desk, pair, { caseId, verdict }),
    async of(decisionId) {
      const [row] = await db.select().from(referrals).where(eq(referrals.decisionId, decisionId));
      if (!row) throw new Error(`no referral of ${decisionId}`);
      return row;
    },
    async watchOf(decisionId) {
      const [row] = await db.select().from(watches).where(eq(watches.decisionId, decisionId));
      return row;
    },
    letters: (id) =>
      db
        .select()
        .from(referralLetters)
        .where(eq(referralLetters.referralId, id))
        .orderBy(asc(referralLetters.at), asc(referralLetters.letter)),
    events: (id) =>
      db
        .select()
        .from(referralEvents)
        .where(eq(referralEvents.referralId, id))
        .orderBy(asc(referralEvents.no)),
  };
}

/** Inserts a referral to OJK, sent once and again by hand, and a watch as rows, regardless of the case's state. */
export async function insertFollowUps(
  db: Db,
  { caseId, decisionId, at }: { caseId: string; decisionId: string; at: Date },
): Promise<{ referralId: string; watchId: string }> {
  const channelId = await insertPartnerChannel(db);
  const [referralId, watchId] = [randomUUID(), randomUUID()];
  const no = 100_000 + (randomBytes(4).readUInt32BE() % 900_000_000);
  const letter: ReferralLetter = {
    format: "lapor-kominfo/referral/1",
    id: referralId,
    number: `R-${no}/LK-KOMINFO/XI/2026`,
    partner: "OJK",
    organisation: "Kominfo",
    category: "JUDI",
    urgent: false,
    caseId,
    decisionId,
    subject: "youtube:video:abc",
    aliases: [],
    basis: [],
    answerDays: 7,
    madeAt: at.toISOString(),
    origin,
  };
  await db.insert(referrals).values({
    id: referralId,
    year: 2026,
    no,
    caseId,
    spot: spotOfCase(caseId),
    decisionId,
    partner: "OJK",
    category: "JUDI",
    action: null,
    urgent: false,
    channelId,
    acknowledgeHours: 24,
    answerDays: 7,
    version: 1,
    letter,
    jws: "a.b.c",
    madeAt: at,
    ...newReferralColumns(true),
    sentAt: at,
  });
  await db.insert(referralLetters).values({
    id: randomUUID(),
    referralId,
    spot: spotOfCase(caseId),
    letter: "referral",
    round: 1,
    channelId,
    state: "by-hand",
    at,
    messageId: `<${referralId}@intake.test>`,
  });
  await db.insert(watches).values({
    id: watchId,
    caseId,
    spot: spotOfCase(caseId),
    decisionId,
    subject: "youtube:video:abc",
    category: "HOAKS",
    since: at,
    state: "open",
    lookAt: at,
  });
  return { referralId, watchId };
}

async function insertPartnerChannel(db: Db): Promise<string> {
  const id = "ojk-formulir";
  const used = and(eq(partnerChannels.id, id), isNull(partnerChannels.endedAt));
  const [known] = await db.select().from(partnerChannels).where(used);
  if (known) return known.rowId;
  const rowId = randomUUID();
  const channel = partnerChannel.parse(partnersTo()[1]);
  const since = new Date(0);
  await db.transaction(async (tx) => {
    await tx.insert(partnerChannels).values({ rowId, id, partner: "OJK", place: 1, channel, since });
    await logTrust(
      tx,
      { act: "partner-channels-loaded", at: since, by: "administrator" },
      { partner_channels: [rowId] },
    );
  });
  return rowId;
}
