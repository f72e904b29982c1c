/** Dossier blocks of the request to the platform: action, legal basis and analysis. */

import type { DecisionView } from "../../../utils/shared/contract/decision.ts";
import type { ExportedReport } from "../../../utils/shared/contract/export.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import type { Category } from "../../../utils/shared/policy/category.ts";
import { type Basis, bases } from "../../../utils/shared/policy/legal-bases.ts";
import { subReasonOf } from "../../../utils/shared/policy/sub-reasons.ts";
import type { Block } from "../../documents/block.ts";
import type { CaseContent } from "../../documents/export-source.ts";
import type { Translator } from "../../documents/translator.ts";

export function requestBlocks(said: CaseContent, { report }: ExportedReport, speech: Translator): Block[] {
  const decision = decisionOf(said);
  const category: Category = categories[decision?.category ?? report.category];
  const action = actions[decision?.action ?? report.action];
  const { say, pick, name } = speech;
  const key = decision ? decision.subReason : report.subReason;
  const subReason = key === undefined ? undefined : subReasonOf(category.code, key);
  const own = (label: string, text: string) => ({ label, value: { text, voice: "own" as const } });
  return [
    { kind: "heading", text: say("request") },
    {
      kind: "pairs",
      rows: [
        own(say("to"), name(`site.${said.case.site}`)),
        own(say("action"), `${pick(action.label)}. ${pick(action.hint)}`),
        own(say("category"), pick(category.label)),
        ...(key === undefined ? [] : [own(say("subReason"), subReason ? pick(subReason.label) : key)]),
        own(say("rule"), ruleOf(category, said, speech)),
        own(
          say("limit"),
          category.hours === null ? say("noLimit") : say("limitHours", { hours: category.hours }),
        ),
      ],
    },
    { kind: "heading", text: say("basis") },
    basisBlock(decision?.basis ?? report.basis, speech),
    { kind: "heading", text: say("analysis") },
    ...analysisBlocks(decision, speech),
  ];
}

/** The confirmed approval, otherwise the disputed, otherwise the proposed one. */
export function decisionOf({ decisions }: CaseContent): DecisionView | undefined {
  const approvals = decisions.filter(({ act }) => act === "approve");
  const last = (state: DecisionView["state"]) => approvals.findLast((one) => one.state === state);
  return last("confirmed") ?? last("disputed") ?? last("proposed");
}

function ruleOf({ platform, unverifiedPlatforms }: Category, said: CaseContent, { say }: Translator): string {
  const { site } = said.case;
  const rule = platform[site];
  if (rule === undefined) return say("ruleUnknown");
  return unverifiedPlatforms.includes(site) ? say("ruleUnverified", { rule }) : rule;
}

function basisBlock(ids: readonly string[], speech: Translator): Block {
  const { say } = speech;
  if (ids.length === 0) return { kind: "text", text: say("noBasis") };
  return {
    kind: "table",
    columns: [
      { label: say("basisText"), share: 0.46, voice: "own" },
      { label: say("basisTime"), share: 0.29, voice: "own" },
      { label: say("basisMark"), share: 0.25, voice: "own" },
    ],
    rows: ids.map((id) => {
      const basis = bases[id];
      // Shown even if this policy version does not know it, because the decision relied on it.
      if (!basis) return [id, "", say("unverified")];
      return [basis.text, timeOf(basis, speech), say(basis.verified ? "verified" : "unverified")];
    }),
  };
}

function timeOf({ validFrom, validTo }: Basis, { say, day }: Translator): string {
  const [from, until] = [validFrom && day(validFrom), validTo && day(validTo)];
  if (from && until) return say("fromUntil", { from, until });
  if (from) return say("from", { from });
  return until ? say("until", { until }) : say("always");
}

function analysisBlocks(decision: DecisionView | undefined, { say, when }: Translator): Block[] {
  if (!decision) return [{ kind: "text", text: say("noDecision") }];
  const { reason, canned, by, at, answeredBy, answeredAt, state, settledAt, votes } = decision;
  const upheld = votes.filter(({ vote }) => vote === "uphold").map(({ by: name }) => name);
  const people = [
    say("decidedBy", { name: by ?? say("otherSupervisor"), at: when(at) }),
    ...(state === "confirmed" && settledAt
      ? [say("upheldBy", { names: upheld.join(", "), at: when(settledAt) })]
      : []),
    ...(state === "confirmed" && !settledAt && answeredBy && answeredAt
      ? [say("confirmedBy", { name: answeredBy, at: when(answeredAt) })]
      : []),
  ];
  return [
    { kind: "text", text: reason },
    ...(canned ? [{ kind: "warning" as const, text: say("cannedAnalysis") }] : []),
    { kind: "text", text: people.join(" ") },
  ];
}
