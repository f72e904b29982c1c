/**
 * Checks an export's referrals against the intake's key, the log and the decisions, their events, and looks at watched
 * posts.
 */

import { z } from "zod";
import type { DecisionView } from "../contract/decision.ts";
import type { ExportedReferrals } from "../contract/export.ts";
import type { ReferralLetter } from "../contract/referral.ts";
import {
  partnerCode,
  referralAct,
  referralLetterKind,
  referralOutcome,
  watchOutcome,
} from "../contract/referral-state.ts";
import { contentState } from "../contract/request-state.ts";
import { destinationOf } from "../policy/decision-destinations.ts";
import { digestJson } from "../seal/digest.ts";
import { openReferral } from "../seal/signed-kinds.ts";
import { isDecided, type RequestContext, sourceOf, unopened } from "./check-letters.ts";
import {
  checkContent,
  checkLeftOut,
  type ExportedContent,
  type LoggedState,
  matchesLogged,
  notePart,
  type PartCheck,
} from "./logged-rows.ts";

const loggedReferral = z.object({ partner: partnerCode, outcome: referralOutcome.nullable() });

/** Number and partner as the log names them. */
interface LoggedReferral {
  number: string;
  partner: string;
}

/** Returns the referrals that the log names, by id. */
export async function checkReferrals(
  letters: ExportedReferrals["letters"],
  { rows, keys, decisions, note, inLane }: RequestContext,
): Promise<ReadonlyMap<string, LoggedReferral>> {
  const byId = new Map<string, LoggedReferral>();
  for (const exported of letters) {
    const states = rows.referrals.get(exported.id) ?? [];
    const made = states.find(
      ({ entry: { act, detail } }) => isMaking(act) && detail.referral === exported.id,
    );
    const opened = exported.jws === undefined ? undefined : await openReferral(exported.jws, keys.intake);
    const letter = opened?.ok ? opened.value : undefined;
    const number = String(made?.entry.detail.number ?? letter?.number ?? "?");
    const partner = partnerOf(states.at(-1)) ?? letter?.partner ?? "?";
    const values = { number, partner, at: made?.entry.at ?? letter?.madeAt ?? "" };
    if (states.length > 0) byId.set(exported.id, { number, partner });
    const checked = letter
      ? { wrong: await wrongInReferral({ ...exported, letter }, { states, made }, decisions) }
      : unopened(exported, opened, { states, inLane });
    // After a split, another case's log records its making.
    const why = made ? {} : { why: "elsewhere" };
    notePart(note, { code: "referral", path: `referral ${number}`, values }, { ...why, ...checked });
  }
  return byId;
}

const isMaking = (act: string) => act === "referral-made";

function partnerOf(logged: LoggedState | undefined): string | undefined {
  return loggedReferral.safeParse(logged?.state).data?.partner;
}

interface SignedReferral {
  id: string;
  jws?: string | undefined;
  letter: ReferralLetter;
}

interface ReferralStates {
  states: readonly LoggedState[];
  /** State logged when the referral was made. */
  made: LoggedState | undefined;
}

async function wrongInReferral(
  { id, jws, letter }: SignedReferral,
  { states, made }: ReferralStates,
  decisions: readonly DecisionView[],
): Promise<string[]> {
  if (states.length === 0 || letter.id !== id) return ["log"];
  const digest = await digestJson(letter);
  const wrong = new Set<string>();
  for (const logged of states) {
    const { state } = logged;
    const isSame = state.letter === `sha256:${digest}` && (await matchesLogged(state.jws, jws));
    if (!isSame || state.decisionId !== letter.decisionId) wrong.add("log");
    if (partnerOf(logged) !== letter.partner) wrong.add("partner");
  }
  if (made) {
    const { caseId, entry } = made;
    const { letter: logged, number, decision, partner } = entry.detail;
    const isLogged =
      logged === digest &&
      number === letter.number &&
      decision === letter.decisionId &&
      partner === letter.partner;
    if (!isLogged || caseId !== letter.caseId || entry.at !== letter.madeAt) wrong.add("log");
  }
  if (!isDestined(letter, decisions)) wrong.add("decision");
  return [...wrong];
}

/**
 * Compares a referral with its decision's destination and with the post that it froze. True if the export has no such
 * decision: `checkComplete` notes that.
 */
function isDestined(letter: ReferralLetter, decisions: readonly DecisionView[]): boolean {
  const decision = decisions.find(({ id }) => id === letter.decisionId);
  if (!decision) return true;
  const destination = destinationOf(decision);
  const isTheirs = destination.to === "partner" && destination.partner === letter.partner;
  return isTheirs && isDecided({ ...letter, address: letter.address ?? "" }, decisions);
}

const loggedEvent = z.object({ act: referralAct, referralId: z.string(), detail: z.string() });
const eventDetail = z.object({
  letter: referralLetterKind.default("referral"),
  outcome: referralOutcome.optional(),
  noted: z.boolean().default(false),
});

export async function checkReferralEvents(
  events: ExportedReferrals["events"],
  referrals: ReadonlyMap<string, LoggedReferral>,
  { rows, note, inLane }: RequestContext,
): Promise<void> {
  for (const event of events) {
    const logged = rows.referral_events.get(event.id)?.at(-1);
    const row = loggedEvent.safeParse(logged?.state).data;
    const { number, partner } = referrals.get(row?.referralId ?? "") ?? { number: "?", partner: "?" };
    const detail = eventDetail.safeParse(event.detail).data;
    const values = { number, partner, at: logged?.entry.at ?? "", ...describeEvent(row?.act, detail) };
    const path = `referral ${number} event ${event.id}`;
    const checked: PartCheck =
      row && logged ? await checkEvent(event, { entry: logged.entry, row, inLane }) : { wrong: ["log"] };
    const isProven = checked.wrong.length === 0 && checked.why === undefined;
    if (isProven && row?.act === "answered" && detail?.outcome)
      note("referral-answer", true, path, { ...values, outcome: detail.outcome, source: sourceOf(event) });
    else notePart(note, { code: "referral-event", path, values }, checked);
  }
}

function describeEvent(act = "?", detail: z.infer<typeof eventDetail> | undefined) {
  const { letter, noted } = detail ?? { letter: "referral", noted: false };
  // A delivery of a reminder or of a withdrawal never changes the state.
  return { act, letter, effect: noted && letter === "referral" ? "noted" : "" };
}

/** An answer that counts must be the outcome that the referral has in the same entry. */
async function checkEvent(
  { detail, leftOut }: ExportedReferrals["events"][number],
  { entry, row, inLane }: Pick<LoggedState, "entry"> & { row: z.infer<typeof loggedEvent>; inLane: boolean },
): Promise<PartCheck> {
  const checked = await checkContent(row.detail, { content: detail, leftOut, inLane });
  const { outcome, noted } = eventDetail.safeParse(detail).data ?? {};
  if (row.act !== "answered" || detail === undefined || noted) return checked;
  const { rows } = z.object({ rows: z.record(z.string(), z.unknown()) }).parse(entry.detail);
  const referral = loggedReferral.safeParse(rows[`referrals/${row.referralId}`]).data;
  return referral && referral.outcome !== (outcome ?? null) ? { wrong: ["content"] } : checked;
}

const loggedLook = z.object({
  at: z.string(),
  seen: contentState,
  outcome: watchOutcome.nullable(),
  note: z.string().nullable(),
});

export async function checkLooks(
  looks: ExportedReferrals["looks"],
  { rows, note, inLane }: RequestContext,
): Promise<void> {
  for (const { id, note: content, leftOut } of looks) {
    const state = loggedLook.safeParse(rows.watch_looks.get(id)?.at(-1)?.state).data;
    const { at = "", seen = "unknown" } = state ?? {};
    notePart(
      note,
      { code: "look", path: `look ${id}`, values: { at, seen, next: state?.outcome ?? "again" } },
      state ? await checkLook(state.note, { content, leftOut, inLane }) : { wrong: ["log"] },
    );
  }
}

async function checkLook(
  stated: string | null,
  { content, leftOut, inLane }: ExportedContent,
): Promise<PartCheck> {
  if (leftOut) return checkLeftOut(leftOut, inLane);
  return { wrong: (await matchesLogged(stated, content)) ? [] : ["note"] };
}
