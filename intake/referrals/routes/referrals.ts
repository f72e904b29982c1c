/** Referrals: list, read, letters, and acts of people and partners. */

import type { z } from "zod";
import type {
  ReferralFileFormat,
  ReferralLetter,
  referralRow,
  referralView,
} from "../../../utils/shared/contract/referral.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { withoutWords } from "../../cases/rules/withheld-content.ts";
import { readInvolving } from "../../cases/store/case-reads.ts";
import type { Caller } from "../../core/caller.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import type { Ref } from "../../core/scope.ts";
import { decodeTimeCursor, invalidCursor, neverDue, toPage } from "../../db/paging.ts";
import { omitNulls } from "../../db/rows.ts";
import type { Db } from "../../db/store.ts";
import { readDeliveredBy } from "../../delivery/letter-events.ts";
import { knownSentAt } from "../../delivery/letter-queue.ts";
import type { Dossier } from "../../documents/dossier-blocks.ts";
import { writeHtml } from "../../documents/html.ts";
import { toPlainText } from "../../documents/plain-text.ts";
import { openTempFile } from "../../documents/temp-file.ts";
import type { Intake } from "../../intake.ts";
import { answerReferral as answer } from "../store/answer-referral.ts";
import { referralEventTable } from "../store/change-referral.ts";
import { readPartnerChannels, toPartnerChannelView } from "../store/partner-channels.ts";
import {
  isByDue,
  type ListedReferral,
  listReferrals as list,
  type ReferralParts,
  readReferral,
} from "../store/read-referrals.ts";
import {
  changeReferralChannel as change,
  closeReferral as close,
  markReferralSent as mark,
} from "../store/referral-acts.ts";
import { referralDossier, referralFileName } from "../write-referral.ts";

export const listReferrals: Handler<"listReferrals"> = async (
  { store: { db } },
  { caller, scope, query, at },
) => {
  const { limit, caseId, after: cursor, ...filter } = query;
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor);
  if (cursor !== undefined && !after) return invalidCursor();
  const listed = await list(db, { ...filter, scope, caseId: caseId?.toLowerCase(), after, limit, at });
  const { rows, next } = toPage(listed, limit, ({ referral: { id, dueAt, madeAt } }) => {
    const sortTime = isByDue(query.state) ? (dueAt ?? neverDue) : madeAt;
    return `${sortTime.toISOString()}|${id}`;
  });
  const barred = await barredFrom(db, caller, rows);
  return ok({ referrals: rows.map((row) => toRow(row, barred)), ...(next ? { next } : {}) });
};

export const getReferral: Handler<"getReferral"> = (intake, { caller, scope, params }) =>
  referralAnswer(intake, { id: params.id, scope }, caller);

export const answerReferral: Handler<"answerReferral"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const by = { teller: caller, at };
  const saved = await answer(intake.store.db, { id: params.id, scope }, input, by);
  return saved.ok ? ok({ id: params.id, noted: saved.value.noted }) : saved;
};

export const markReferralSent: Handler<"markReferralSent"> = async (intake, input) => {
  const ref = { id: input.params.id, scope: input.scope };
  const body = { ...input.body, id: input.body.id.toLowerCase() };
  const by = { actor: input.caller, at: input.at };
  const saved = await mark(intake.store.db, ref, body, by);
  return saved.ok ? referralAnswer(intake, ref, input.caller) : saved;
};

export const changeReferralChannel: Handler<"changeReferralChannel"> = async (intake, input) => {
  const ref = { id: input.params.id, scope: input.scope };
  const body = { ...input.body, id: input.body.id.toLowerCase() };
  const by = { actor: input.caller, at: input.at };
  const saved = await change(intake.store.db, ref, body, by);
  return saved.ok ? referralAnswer(intake, ref, input.caller) : saved;
};

export const closeReferral: Handler<"closeReferral"> = async (intake, input) => {
  const ref = { id: input.params.id, scope: input.scope };
  const body = { ...input.body, id: input.body.id.toLowerCase() };
  const by = { actor: input.caller, at: input.at };
  const saved = await close(intake.store.db, ref, body, by);
  return saved.ok ? referralAnswer(intake, ref, input.caller) : saved;
};

export const listPartnerChannels: Handler<"listPartnerChannels"> = async ({ store: { db } }, { query }) => {
  const channels = await readPartnerChannels(db, query.partner);
  return ok({ channels: channels.map(({ channel }) => toPartnerChannelView(channel)) });
};

const types: Record<ReferralFileFormat, string> = {
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
  txt: "text/plain; charset=utf-8",
  jws: "application/jose",
  json: "application/json",
};

export const getReferralLetter: Handler<"getReferralLetter"> = async (intake, { scope, params, query }) => {
  const { id, letter: kind, format } = params;
  const parts = await readReferral(intake.store.db, { id, scope });
  const last = parts?.letters.findLast(({ letter }) => letter.letter === kind)?.letter;
  if (!parts || !last) return notFound();
  const { letter } = parts.referral;
  // A person who still has to deliver it needs all of it.
  if (hidesWords(parts) && last.state !== "by-hand") return fail("evidence-withheld");
  const { round, at } = last;
  const content = { letter, kind, round, at: at.toISOString(), language: query.language };
  const name = `${referralFileName(letter, kind)}.${format}`;
  const bytes = await writeAs(intake, format, referralDossier(content), parts.referral);
  return bytes.ok ? ok({ bytes: bytes.value, type: types[format], name }) : bytes;
};

type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

async function writeAs(
  { documents }: Intake,
  format: ReferralFileFormat,
  dossier: Dossier,
  { jws, letter }: ReferralParts["referral"],
): Promise<Result<Body>> {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  switch (format) {
    case "html":
      return ok(await page(dossier));
    case "pdf":
      return documents.writePdf(dossier, async () => undefined);
    case "txt":
      return ok(bytesOf(toPlainText(dossier.blocks)));
    case "jws":
      return ok(bytesOf(jws));
    case "json":
      return ok(bytesOf(`${JSON.stringify(letter, null, 2)}\n`));
  }
}

async function page(dossier: Dossier): Promise<ReadableStream<Uint8Array>> {
  const spool = await openTempFile();
  try {
    await writeHtml(dossier, async () => undefined, spool);
    return spool.finish().stream();
  } catch (error) {
    await spool.discard();
    throw error;
  }
}

async function referralAnswer(
  intake: Intake,
  ref: Ref,
  caller: Caller,
): Promise<Result<z.input<typeof referralView>> | ReturnType<typeof notFound>> {
  const { db } = intake.store;
  const parts = await readReferral(db, ref);
  return parts ? ok(toView(parts, await barredFrom(db, caller, [parts]))) : notFound();
}

/** Referrals that the caller is not free to end: by their cases, and by their own ids. */
interface Barred {
  reported: ReadonlySet<string>;
  delivered: ReadonlySet<string>;
}

async function barredFrom(db: Db, caller: Caller, rows: readonly ListedReferral[]): Promise<Barred> {
  if (caller.kind !== "person") return { reported: new Set(), delivered: new Set() };
  const caseIds = rows.map(({ referral: { caseId } }) => caseId);
  const ids = rows.map(({ referral: { id } }) => id);
  return {
    reported: await readInvolving(db, caller.personId, caseIds),
    delivered: await readDeliveredBy(db, referralEventTable, caller.personId, ids),
  };
}

function toRow({ referral, channel, letters }: ListedReferral, barred: Barred): z.input<typeof referralRow> {
  const { id, partner, category, urgent, caseId, decisionId, state, version, reminders } = referral;
  const { acknowledgeHours, answerDays, madeAt, outcome, action } = referral;
  const { number, subject } = referral.letter;
  const waiting = letters.filter(({ letter }) => letter.state === "by-hand");
  return {
    id,
    number,
    partner,
    category,
    urgent,
    caseId,
    decisionId,
    subject,
    state,
    version,
    acknowledgeHours,
    answerDays,
    reminders,
    madeAt: madeAt.toISOString(),
    byHand: [...new Set(waiting.map(({ letter }) => letter.letter))],
    ...(barred.reported.has(caseId) ? { reported: true as const } : {}),
    ...(barred.delivered.has(id) ? { delivered: true as const } : {}),
    ...omitNulls({
      action,
      channel: channel && toPartnerChannelView(channel),
      sentAt: iso(referral.sentAt),
      dueAt: iso(referral.dueAt),
      deliveredAt: iso(referral.deliveredAt),
      acknowledgedAt: iso(referral.acknowledgedAt),
      answeredAt: iso(referral.answeredAt),
      outcome,
      closedAt: iso(referral.closedAt),
      withdrawnAt: iso(referral.withdrawnAt),
    }),
  };
}

/** The case came into the no-pixels lane after the letter was written. */
function hidesWords({ referral: { category }, withheld }: ReferralParts): boolean {
  return withheld && category !== "PORNO_ANAK";
}

/** The letter for the desk. What was sent and signed stays as it is. */
function shownLetter(parts: ReferralParts): ReferralLetter {
  const {
    author: _author,
    analysis: _words,
    subReason: _sub,
    elements: _elements,
    ...bare
  } = parts.referral.letter;
  return hidesWords(parts) ? bare : parts.referral.letter;
}

function toView(parts: ReferralParts, barred: Barred): z.input<typeof referralView> {
  const { referral, letters, events } = parts;
  const hides = hidesWords(parts);
  return {
    ...toRow(parts, barred),
    letter: shownLetter(parts),
    letters: letters.map(toLetter),
    events: events.map(({ id, at, act, by, ...event }) => {
      const detail = hides ? withoutWords(event.detail) : event.detail;
      return {
        id,
        at: at.toISOString(),
        act,
        by,
        ...(detail.noted === true ? { noted: true as const } : {}),
        ...(act === "answered"
          ? { outcome: detail.outcome as ReferralParts["referral"]["outcome"] & string }
          : {}),
        ...(typeof detail.note === "string" ? { note: detail.note } : {}),
      };
    }),
    ...(hides ? {} : omitNulls({ outcomeNote: referral.outcomeNote, closedReason: referral.closedReason })),
  };
}

function toLetter({ letter, channel }: ReferralParts["letters"][number]) {
  const { id, letter: kind, round, state, at, attempts } = letter;
  return {
    id,
    letter: kind,
    round,
    state,
    attempts,
    at: at.toISOString(),
    ...omitNulls({
      channel: channel && toPartnerChannelView(channel),
      sentAt: iso(knownSentAt(letter)),
      // Mail servers quote addresses, which stay in the administrator's file.
      answer: letter.answer?.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, "…") ?? null,
    }),
  };
}

function iso(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString();
}
