/** Dossier blocks of what followed the decision: letters, answers, outcome checks and objections, as checked now. */

import { jakartaMinutes } from "../../../utils/shared/i18n/time.ts";
import { digestHex } from "../../../utils/shared/seal/digest.ts";
import { checkDecision } from "../../../utils/shared/verify/check-acts.ts";
import { checkRequests } from "../../../utils/shared/verify/check-requests.ts";
import { courseOf } from "../../../utils/shared/verify/describe-verdict.ts";
import { newFindings } from "../../../utils/shared/verify/finding.ts";
import type { Block } from "../../documents/block.ts";
import type { CaseContent } from "../../documents/export-source.ts";
import type { Translator } from "../../documents/translator.ts";

/** Empty if no letter was made, and in exports for outsiders. */
export async function courseBlocks(said: CaseContent, { language, say }: Translator): Promise<Block[]> {
  if (!said.requests || said.requests.letters.length === 0) return [];
  const { findings, note } = newFindings();
  const logs = new Map(said.logs.map(({ caseId, entries }) => [caseId, entries]));
  for (const decision of said.decisions) await checkDecision(decision, logs, note);
  await checkRequests(said, logs, note);
  const rows = courseOf(language, { findings, reports: [] }, jakartaMinutes).map(({ holds, text }) => [
    say(holds === true ? "courseHolds" : holds === false ? "courseFails" : "courseUnknown"),
    text,
  ]);
  return [
    { kind: "heading", text: say("course") },
    { kind: "text", text: say("courseWords") },
    {
      kind: "table",
      columns: [
        { label: say("courseState"), share: 0.2, voice: "own" },
        { label: say("courseEvent"), share: 0.8, voice: "own" },
      ],
      rows,
    },
    { kind: "text", text: say("signedWords") },
    {
      kind: "table",
      columns: [
        { label: say("signedKind"), share: 0.2, voice: "own" },
        { label: "Id", share: 0.35, voice: "digest" },
        { label: "SHA-256", share: 0.45, voice: "digest" },
      ],
      rows: await signedRows(said.requests, say),
    },
  ];
}

async function signedRows(
  { letters, checks }: NonNullable<CaseContent["requests"]>,
  say: Translator["say"],
): Promise<string[][]> {
  const signed = [
    ...letters.map(({ id, jws }) => ({ kind: say("signedLetter"), id, jws })),
    ...checks.map(({ id, seal }) => ({ kind: say("signedCheck"), id, jws: seal })),
  ];
  const rows: string[][] = [];
  for (const { kind, id, jws } of signed)
    rows.push([kind, id, jws === undefined ? "–" : await digestHex(new TextEncoder().encode(jws))]);
  return rows;
}
