/**
 * Checks what followed a case's decisions: letters, events, outcome checks, objections, referrals and looks at watched
 * posts, and that none is missing.
 */

import { z } from "zod";
import type { CaseExport, ExportedRequests } from "../contract/export.ts";
import type { LetterItem } from "../contract/letter.ts";
import type { OutcomeProof } from "../contract/outcome-check.ts";
import { digestJson } from "../seal/digest.ts";
import { openOutcomeProof } from "../seal/signed-kinds.ts";
import { isInLane, isSplit } from "./check-acts.ts";
import type { Logs } from "./check-audit-log.ts";
import type { NamedPicture } from "./check-files.ts";
import { checkEvents, checkLetters, type OpenedLetters, type RequestContext } from "./check-letters.ts";
import { checkLooks, checkReferralEvents, checkReferrals } from "./check-referrals.ts";
import type { Note } from "./finding.ts";
import {
  checkLeftOut,
  type LoggedRows,
  type LoggedTable,
  matchesLogged,
  notePart,
  type PartCheck,
  readLoggedRows,
} from "./logged-rows.ts";

/** A part that the logs name. */
interface Named {
  what: string;
  id: string;
  at: string;
}

/** Acts whose entries name a part by its id, with the member of their detail. */
const namingActs: Readonly<Record<string, readonly [what: string, member: string]>> = {
  "report-received": ["report", "report"],
  "decision-proposed": ["decision", "decision"],
  "review-received": ["review", "review"],
  "case-absorbed": ["log", "from"],
};

/**
 * Checks that an export leaves out nothing that its logs name, and has no part twice and no log of another
 * case.
 */
function checkComplete(exported: CaseExport, logs: Logs, rows: LoggedRows, note: Note): void {
  const here = partsOf(exported);
  const own = { what: "log", id: exported.case.id, at: exported.exportedAt };
  const byActs = [own, ...namedByActs(logs)];
  const inExport = tableNames.filter((table) => tables[table].list(exported) !== undefined);
  const named = [...byActs, ...namedByRows(rows, inExport)];
  const gone = named.filter(({ what, id }) => !here.has(`${what} ${id}`));
  // A split moves parts to another case, and leaves the entries that name them.
  const hasSplit = [...logs.values()].flat().some(({ act }) => act === "case-split");
  for (const { what, id, at } of gone)
    note("complete", hasSplit ? "unknown" : false, `${what} ${id}`, { what, at, count: gone.length });
  for (const { what, id } of [...doubled(exported), ...foreignLogs(logs, byActs)])
    note("complete", false, `${what} ${id}`, { what, at: exported.exportedAt, count: 1 });
  const older = ownMembers.filter(
    (member) => exported[member] === undefined && namedByRows(rows, tablesOf(member)).length > 0,
  );
  for (const what of older) note("complete", "unknown", "", { what, at: exported.exportedAt, count: 0 });
  if (older.length === 0 && gone.length === 0)
    note("complete", true, "", { what: "", at: "", count: named.length });
}

/** Members that older exports lack. */
const ownMembers = ["requests", "referrals"] as const;

interface ExportedTable {
  what: string;
  member: (typeof ownMembers)[number];
  /** Undefined if the export is older than the member. */
  list(exported: CaseExport): readonly { id: string }[] | undefined;
}

const tables: Record<LoggedTable, ExportedTable> = {
  requests: { what: "letter", member: "requests", list: ({ requests }) => requests?.letters },
  request_events: { what: "event", member: "requests", list: ({ requests }) => requests?.events },
  checks: { what: "check", member: "requests", list: ({ requests }) => requests?.checks },
  objections: { what: "objection", member: "requests", list: ({ requests }) => requests?.objections },
  referrals: { what: "referral", member: "referrals", list: ({ referrals }) => referrals?.letters },
  referral_events: {
    what: "referral-event",
    member: "referrals",
    list: ({ referrals }) => referrals?.events,
  },
  watch_looks: { what: "look", member: "referrals", list: ({ referrals }) => referrals?.looks },
};
const tableNames = Object.keys(tables) as LoggedTable[];

function tablesOf(member: ExportedTable["member"]): LoggedTable[] {
  return tableNames.filter((table) => tables[table].member === member);
}

function listParts(exported: CaseExport): { what: string; id: string }[] {
  const { reports, decisions, reviews, logs } = exported;
  const list = (what: string, parts: readonly { id: string }[]) => parts.map(({ id }) => ({ what, id }));
  return [
    ...list(
      "report",
      reports.map(({ report }) => report),
    ),
    ...list(
      "log",
      logs.map(({ caseId }) => ({ id: caseId })),
    ),
    ...list("decision", decisions),
    ...list("review", reviews),
    ...Object.values(tables).flatMap((table) => list(table.what, table.list(exported) ?? [])),
  ];
}

function partsOf(exported: CaseExport): Set<string> {
  return new Set(listParts(exported).map(({ what, id }) => `${what} ${id}`));
}

function doubled(exported: CaseExport): { what: string; id: string }[] {
  const seen = new Set<string>();
  return listParts(exported).filter(({ what, id }) => {
    const key = `${what} ${id}`;
    const isSecond = seen.has(key);
    seen.add(key);
    return isSecond;
  });
}

function namedByActs(logs: Logs): Named[] {
  return [...logs.values()].flat().flatMap(({ act, at, detail }) => {
    const [what, member] = namingActs[act] ?? [];
    const id = member && detail[member];
    return what && typeof id === "string" ? [{ what, id, at }] : [];
  });
}

function namedByRows(rows: LoggedRows, of: readonly LoggedTable[]): Named[] {
  return of.flatMap((table) =>
    [...rows[table]].map(([id, [first]]) => ({ what: tables[table].what, id, at: first?.entry.at ?? "" })),
  );
}

/** Logs of cases that are neither this one nor merged into it. */
function foreignLogs(logs: Logs, named: readonly Named[]): { what: string; id: string }[] {
  const own = new Set(named.flatMap(({ what, id }) => (what === "log" ? [id] : [])));
  return [...logs.keys()].filter((id) => !own.has(id)).map((id) => ({ what: "log", id }));
}

const loggedCheck = z.object({
  itemId: z.string(),
  deviceId: z.string(),
  at: z.string(),
  /** Absent, like the two with defaults, in entries from before the column. */
  lookedAt: z.string().nullish(),
  seen: z.string(),
  seenFrom: z.string(),
  stated: z.boolean().default(false),
  basis: z.string().default("declared"),
  proof: z.string().nullable(),
  seal: z.string().nullable(),
  note: z.string().nullable(),
  pictureDeletedAt: z.string().nullish(),
});

type LoggedCheck = z.infer<typeof loggedCheck>;

type ExportedCheck = ExportedRequests["checks"][number];

/** Returns the pictures that valid seals name. */
async function checkOutcomes(
  checks: ExportedRequests["checks"],
  letters: OpenedLetters,
  context: RequestContext,
): Promise<NamedPicture[]> {
  const pictures: NamedPicture[] = [];
  for (const check of checks) {
    const state = loggedCheck.safeParse(context.rows.checks.get(check.id)?.at(-1)?.state).data;
    const outcome: OutcomeCheck = state
      ? await checkOutcome(check, state, letters, context)
      : { wrong: ["log"] };
    notePart(
      context.note,
      { code: "outcome-check", path: `check ${check.id}`, values: describeCheck(state) },
      outcome,
    );
    const { picture, wrong } = outcome;
    if (picture?.state === "taken" && wrong.length === 0)
      pictures.push({
        file: picture.file,
        check: check.id,
        ...(state?.pictureDeletedAt ? { leftOut: "deleted" } : {}),
      });
  }
  return pictures;
}

function describeCheck(state: LoggedCheck | undefined) {
  const { seen = "unknown", seenFrom = "indonesia", stated = false, at = "" } = state ?? {};
  return { at: state?.lookedAt ?? at, seen, from: seenFrom, how: stated ? "stated" : "read" };
}

interface OutcomeCheck extends PartCheck {
  picture?: OutcomeProof["picture"];
}

async function checkOutcome(
  { seal, note, leftOut }: ExportedCheck,
  state: LoggedCheck,
  letters: OpenedLetters,
  { keys, inLane }: RequestContext,
): Promise<OutcomeCheck> {
  if (leftOut) return checkLeftOut(leftOut, inLane);
  const isNote = await matchesLogged(state.note, note);
  if (!(await matchesLogged(state.seal, seal))) return { wrong: [seal === undefined ? "absent" : "log"] };
  if (!isNote) return { wrong: ["note"] };
  if (seal === undefined) return { wrong: [], why: "unsealed" };
  const device = keys.devices.find(({ deviceId }) => deviceId === state.deviceId);
  if (!device) return { wrong: ["device"] };
  const opened = await openOutcomeProof(seal, device.publicKey);
  if (!opened.ok) return { wrong: [opened.problem.detail ?? ""] };
  const proof = opened.value;
  const item = letters.items.get(state.itemId);
  const wrong = [...(await wrongInProof(proof, state)), ...(item && !isAbout(proof, item) ? ["item"] : [])];
  return { wrong, ...(item ? {} : { why: "no-letter" }), picture: proof.picture };
}

/** Compares the sealed statement with its log entry. */
async function wrongInProof(proof: OutcomeProof, state: LoggedCheck): Promise<string[]> {
  const {
    itemId,
    seen,
    seenFrom = "indonesia",
    basis = "declared",
    stated = false,
    checkedAt,
    clock,
  } = proof;
  const lookedAt = new Date(Date.parse(checkedAt) - clock.offsetMs).toISOString();
  const holds =
    state.proof === `sha256:${await digestJson(proof)}` &&
    itemId.toLowerCase() === state.itemId &&
    seen === state.seen &&
    seenFrom === state.seenFrom &&
    basis === state.basis &&
    stated === state.stated &&
    (state.lookedAt === undefined || lookedAt === state.lookedAt);
  return holds ? [] : ["log"];
}

function isAbout({ subject, address }: OutcomeProof, item: LetterItem): boolean {
  return subject === item.subject && address === item.address;
}

const loggedObjection = z.object({
  itemId: z.string(),
  objector: z.string(),
  receivedAt: z.string(),
  state: z.string(),
  text: z.string(),
  reason: z.string().nullable(),
});

async function checkObjections(
  objections: ExportedRequests["objections"],
  { rows, note, inLane, logs }: RequestContext,
): Promise<void> {
  for (const objection of objections) {
    const state = loggedObjection.safeParse(rows.objections.get(objection.id)?.at(-1)?.state).data;
    const { receivedAt: at = "", objector = "other", state: result = "open" } = state ?? {};
    notePart(
      note,
      { code: "objection", path: `objection ${objection.id}`, values: { at, objector, result } },
      state ? await checkObjection(objection, state, { inLane, logs }) : { wrong: ["log"] },
    );
  }
}

async function checkObjection(
  { text, reason, leftOut }: ExportedRequests["objections"][number],
  state: z.infer<typeof loggedObjection>,
  { inLane, logs }: Pick<RequestContext, "inLane" | "logs">,
): Promise<PartCheck> {
  if (leftOut) return checkLeftOut(leftOut, inLane);
  if (!(await matchesLogged(state.text, text))) return { wrong: ["content"] };
  if (await matchesLogged(state.reason, reason)) return { wrong: [] };
  // It may have been heard while its case was part of another, or after it was split off. A dismissal is final.
  const isHeardElsewhere = isSplit(logs) && state.state !== "dismissed";
  return isHeardElsewhere ? { wrong: [], why: "heard-elsewhere" } : { wrong: ["reason"] };
}

/** Returns the pictures that valid outcome checks name. */
export async function checkRequests(exported: CaseExport, logs: Logs, note: Note): Promise<NamedPicture[]> {
  const rows = readLoggedRows(logs);
  const { decisions, keys, requests, referrals } = exported;
  checkComplete(exported, logs, rows, note);
  const context = { decisions, keys, logs, rows, note, inLane: isInLane(decisions, logs) };
  if (referrals) {
    const numbers = await checkReferrals(referrals.letters, context);
    await checkReferralEvents(referrals.events, numbers, context);
    await checkLooks(referrals.looks, context);
  }
  if (!requests) return [];
  const letters = await checkLetters(requests.letters, context);
  await checkEvents(requests.events, letters, context);
  const pictures = await checkOutcomes(requests.checks, letters, context);
  await checkObjections(requests.objections, context);
  return pictures;
}
