/** Checks an export's outcome checks against their devices' keys, the letters and the log, and its objections. */

import { z } from "zod";
import type { ExportedRequests } from "../contract/export.ts";
import type { LetterItem } from "../contract/letter.ts";
import type { OutcomeProof } from "../contract/outcome-check.ts";
import { digestJson } from "../seal/digest.ts";
import { openOutcomeProof } from "../seal/signed-kinds.ts";
import type { NamedPicture } from "./check-files.ts";
import type { OpenedLetters, RequestContext } from "./check-letters.ts";
import { matchesLogged, notePart, type PartCheck } from "./logged-rows.ts";

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
export async function checkOutcomes(
  checks: ExportedRequests["checks"],
  letters: OpenedLetters,
  context: RequestContext,
): Promise<NamedPicture[]> {
  const pictures: NamedPicture[] = [];
  for (const one of checks) {
    const state = loggedCheck.safeParse(context.rows.checks.get(one.id)?.at(-1)?.state).data;
    const found: OutcomeCheck = state ? await checkOutcome(one, state, letters, context) : { wrong: ["log"] };
    notePart(
      context.note,
      { code: "outcome-check", path: `check ${one.id}`, values: describeCheck(state) },
      found,
    );
    const { picture, wrong } = found;
    if (picture?.state === "taken" && wrong.length === 0)
      pictures.push({
        file: picture.file,
        check: one.id,
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
  { keys }: RequestContext,
): Promise<OutcomeCheck> {
  if (leftOut) return { wrong: [], why: leftOut };
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

/** Compares the sealed statement with what the log says of it. */
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

export async function checkObjections(
  objections: ExportedRequests["objections"],
  { rows, note }: RequestContext,
): Promise<void> {
  for (const one of objections) {
    const state = loggedObjection.safeParse(rows.objections.get(one.id)?.at(-1)?.state).data;
    const { receivedAt: at = "", objector = "other", state: result = "open" } = state ?? {};
    notePart(
      note,
      { code: "objection", path: `objection ${one.id}`, values: { at, objector, result } },
      state ? await checkObjection(one, state) : { wrong: ["log"] },
    );
  }
}

async function checkObjection(
  { text, reason, leftOut }: ExportedRequests["objections"][number],
  state: z.infer<typeof loggedObjection>,
): Promise<PartCheck> {
  if (leftOut) return { wrong: [], why: leftOut };
  const wrong = [
    ...((await matchesLogged(state.text, text)) ? [] : ["content"]),
    ...((await matchesLogged(state.reason, reason)) ? [] : ["reason"]),
  ];
  return { wrong };
}
