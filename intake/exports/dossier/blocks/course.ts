/**
 * Dossier blocks of what followed the decision, as checked now: letters, answers, outcome checks, objections, referrals
 * and looks at watched posts.
 */

import { jakartaMinutes } from "../../../../utils/shared/i18n/time.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { checkDecision } from "../../../../utils/shared/verify/check-acts.ts";
import { checkRequests } from "../../../../utils/shared/verify/check-requests.ts";
import { courseOf } from "../../../../utils/shared/verify/describe-verdict.ts";
import { newFindings } from "../../../../utils/shared/verify/finding.ts";
import type { Block } from "../../../documents/dossier-blocks.ts";
import type { CaseContent } from "../../../documents/export-source.ts";
import type { Translator } from "../../../documents/translator.ts";

/** Empty if nothing followed the decision, and in exports for outsiders. */
export async function courseBlocks(content: CaseContent, { language, say }: Translator): Promise<Block[]> {
  const { letters = [], checks = [] } = content.requests ?? {};
  const { letters: referrals = [], looks = [] } = content.referrals ?? {};
  if (letters.length + referrals.length + looks.length === 0) return [];
  const { findings, note } = newFindings();
  const logs = new Map(content.logs.map(({ caseId, entries }) => [caseId, entries]));
  for (const decision of content.decisions) await checkDecision(decision, logs, note);
  await checkRequests(content, logs, note);
  const rows = courseOf(language, { findings, reports: [] }, jakartaMinutes).map(({ holds, text }) => [
    say(holds === true ? "courseHolds" : holds === false ? "courseFails" : "courseUnknown"),
    text,
  ]);
  const signed = [
    ...letters.map(({ id, jws }) => ({ kind: say("signedLetter"), id, jws })),
    ...referrals.map(({ id, jws }) => ({ kind: say("signedReferral"), id, jws })),
    ...checks.map(({ id, seal }) => ({ kind: say("signedCheck"), id, jws: seal })),
  ];
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
    ...(signed.length === 0 ? [] : await signedBlocks(signed, say)),
  ];
}

interface SignedPart {
  kind: string;
  id: string;
  jws: string | undefined;
}

async function signedBlocks(signed: readonly SignedPart[], say: Translator["say"]): Promise<Block[]> {
  const rows: string[][] = [];
  for (const { kind, id, jws } of signed)
    rows.push([kind, id, jws === undefined ? "–" : await digestHex(new TextEncoder().encode(jws))]);
  return [
    { kind: "text", text: say("signedWords") },
    {
      kind: "table",
      columns: [
        { label: say("signedKind"), share: 0.2, voice: "own" },
        { label: "Id", share: 0.35, voice: "digest" },
        { label: "SHA-256", share: 0.45, voice: "digest" },
      ],
      rows,
    },
  ];
}
