/** Dossier blocks of the request or referral: recipient, action, legal basis and analysis. */

import type { DecisionView } from "../../../../utils/shared/contract/decision.ts";
import type { ExportedReport } from "../../../../utils/shared/contract/export.ts";
import { actions } from "../../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../../utils/shared/policy/categories.ts";
import type { Category } from "../../../../utils/shared/policy/category-definition.ts";
import {
  type Destination,
  destinationOf,
  partnerLabel,
} from "../../../../utils/shared/policy/decision-destinations.ts";
import { type Basis, bases } from "../../../../utils/shared/policy/legal-bases.ts";
import { subReasonLabel } from "../../../../utils/shared/policy/sub-reasons.ts";
import type { Block } from "../../../documents/dossier-blocks.ts";
import type { CaseContent } from "../../../documents/export-source.ts";
import type { Translator } from "../../../documents/translator.ts";

export function requestBlocks(content: CaseContent, { report }: ExportedReport, speech: Translator): Block[] {
  const decision = decisionOf(content);
  const category: Category = categories[decision?.category ?? report.category];
  const { say, pick } = speech;
  const key = decision ? decision.subReason : report.subReason;
  const asked = decision ?? { act: "approve", action: report.action };
  return [
    { kind: "heading", text: say("request") },
    {
      kind: "pairs",
      rows: [
        ...destinationRows(asked, content, speech),
        own(say("category"), pick(category.label)),
        ...(key === undefined ? [] : [own(say("subReason"), pick(subReasonLabel(category.code, key)))]),
        ...(destinationOf(asked).to === "platform" ? platformRows(category, content, speech) : []),
      ],
    },
    { kind: "heading", text: say("basis") },
    basisBlock(decision?.basis ?? report.basis, destinationOf(asked), speech),
    { kind: "heading", text: say("analysis") },
    ...analysisBlocks(decision, speech),
  ];
}

function own(label: string, text: string) {
  return { label, value: { text, voice: "own" as const } };
}

type Asked = Pick<DecisionView, "act" | "action" | "agency">;

/** Recipient of the case, and what is asked of it. */
function destinationRows(asked: Asked, content: CaseContent, { say, pick, name }: Translator) {
  const destination = destinationOf(asked);
  const action = asked.action && actions[asked.action];
  return [
    ...(destination.to === "platform" ? [own(say("to"), name(`site.${content.case.site}`))] : []),
    ...(destination.to === "partner" ? [own(say("to"), pick(partnerLabel(destination.partner)))] : []),
    own(say("action"), action ? `${pick(action.label)}. ${pick(action.hint)}` : say("passedOn")),
  ];
}

function platformRows(category: Category, content: CaseContent, speech: Translator) {
  const { say } = speech;
  const { hours } = category;
  return [
    own(say("rule"), ruleOf(category, content, speech)),
    own(say("limit"), hours === null ? say("noLimit") : say("limitHours", { hours })),
  ];
}

/** The confirmed approval or escalation, otherwise the disputed, otherwise the proposed one. */
export function decisionOf({ decisions }: CaseContent): DecisionView | undefined {
  const asking = decisions.filter(({ act }) => act === "approve" || act === "escalate");
  const last = (state: DecisionView["state"]) => asking.findLast((decision) => decision.state === state);
  return last("confirmed") ?? last("disputed") ?? last("proposed");
}

function ruleOf(
  { platform, unverifiedPlatforms }: Category,
  content: CaseContent,
  { say }: Translator,
): string {
  const { site } = content.case;
  const rule = platform[site];
  if (rule === undefined) return say("ruleUnknown");
  return unverifiedPlatforms.includes(site) ? say("ruleUnverified", { rule }) : rule;
}

function basisBlock(ids: readonly string[], { to }: Destination, speech: Translator): Block {
  const { say } = speech;
  if (ids.length === 0) return { kind: "text", text: say(to === "partner" ? "noBasisPassedOn" : "noBasis") };
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
