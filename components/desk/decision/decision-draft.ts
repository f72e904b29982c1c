/** Drafts of decisions: initial state, key presses, and conversion to the request body. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { ActionCode, CategoryCode, SubReasonKey } from "../../../utils/shared/contract/category.ts";
import type { VerdictInput } from "../../../utils/shared/contract/decision.ts";
import type { AgencyCode, RejectionCode } from "../../../utils/shared/contract/decision-grounds.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { analysisOf, preparedAnalysis } from "../../../utils/shared/policy/canned-analysis.ts";
import { categories, isActionAllowed, narrowestAction } from "../../../utils/shared/policy/categories.ts";
import {
  exceptions as allExceptions,
  elements as elementsOf,
  groundsOf,
} from "../../../utils/shared/policy/decision-elements.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import { rejectionOf } from "../../../utils/shared/policy/rejection-reasons.ts";
import { mostNamed } from "../../../utils/shared/policy/sub-reasons.ts";
import type { KeyedAct } from "./act-keys.ts";
import { type CitedPlace, placeWords, togglePlace } from "./cited-places.ts";

export interface DecisionDraft {
  /** Idempotency key: a retry of the same act sends the same id. */
  id: string;
  /** The act whose panel is open. */
  open?: KeyedAct | undefined;
  category: CategoryCode;
  subReason?: SubReasonKey | undefined;
  action: ActionCode;
  basis: string[];
  elements: string[];
  exceptions: string[];
  /** The place in the evidence where each element is met, by the element's id. */
  places?: Readonly<Record<string, readonly CitedPlace[]>>;
  /** The sentence built from the answers, as it begins the approval's reason. */
  built?: string;
  why?: RejectionCode;
  agency?: AgencyCode;
  newCategory?: CategoryCode;
  reportId?: string;
  /** Why the evidence was not opened before approving. */
  unseenReason?: string;
  /** Text typed for each act; closing a panel keeps it. */
  reasons: Partial<Record<KeyedAct, string>>;
}

/** Preselects no element, exception or reason. */
export function firstDraft(view: CaseView): DecisionDraft {
  return {
    id: crypto.randomUUID(),
    ...approvalDefaults(view.category, askedIn(view)),
    subReason: mostNamed(view.category, view.reportList),
    elements: [],
    exceptions: [],
    reasons: {},
  };
}

/** The action that the reporter asked for. A watch is followed by another action. */
function askedIn({ state, category, decisions, reportList }: CaseView): ActionCode | undefined {
  const watched = decisions.some(
    (decision) =>
      decision.action === "PANTAU" && decision.state === "confirmed" && decision.reversedAt === undefined,
  );
  if (state !== "approved" || !watched) return reportList[0]?.action;
  return categories[category].actions.find((action) => action !== "PANTAU");
}

/** The requested action if the category allows it, else the narrowest; all legal bases in force today. */
function approvalDefaults(category: CategoryCode, asked?: ActionCode) {
  const action = asked !== undefined && isActionAllowed(category, asked) ? asked : narrowestAction(category);
  const basis = basesInForce(category, new Date().toISOString()).map(({ id }) => id);
  return { category, action, basis };
}

/** Another category has other elements and sub-reasons: drops both and the text generated from them. */
export function withCategory(draft: DecisionDraft, category: CategoryCode): DecisionDraft {
  const { built: _, places: __, ...rest } = draft;
  return {
    ...rest,
    ...approvalDefaults(category, draft.action),
    subReason: undefined,
    elements: [],
    reasons: { ...draft.reasons, approve: ownAnalysis(draft) },
  };
}

/** The interface's language, and the evidence to which places refer. */
export interface Wording {
  language: Language;
  evidence?: Evidence | undefined;
}

/** Ticks all elements and "no exception", and puts the sentence built from them before the person's own text. */
export function withAllGrounds(draft: DecisionDraft, wording: Wording): DecisionDraft {
  return withBuilt({ ...draft, ...groundsOf(draft.category) }, wording);
}

/** Puts the sentence built from the answers before the person's own text. */
export function withBuilt(draft: DecisionDraft, { language, evidence }: Wording): DecisionDraft {
  const { category, elements, places } = draft;
  const checked = allExceptions.every(({ id }) => draft.exceptions.includes(id));
  const placeOf = (id: string) =>
    (places?.[id] ?? []).map((place) => placeWords(place, language, evidence)).join(", ");
  const built = analysisOf({ category, elements, checked, placeOf }, language);
  return { ...draft, built, reasons: { ...draft.reasons, approve: join(built, ownAnalysis(draft)) } };
}

/** Changes the answers. A built sentence that the person left as it was follows them. */
export function withAnswers(
  draft: DecisionDraft,
  answers: Partial<DecisionDraft>,
  wording: Wording,
): DecisionDraft {
  const changed = { ...draft, ...answers };
  const isBuilt = draft.built && draft.reasons.approve?.startsWith(draft.built);
  return isBuilt ? withBuilt(changed, wording) : changed;
}

/** Adds or removes a place in which an element is met. */
export function withPlace(
  draft: DecisionDraft,
  { elementId, place }: { elementId: string; place: CitedPlace },
  wording: Wording,
): DecisionDraft {
  const places = { ...draft.places, [elementId]: togglePlace(draft.places?.[elementId] ?? [], place) };
  return withAnswers(draft, { places }, wording);
}

/** The approval's reason without a sentence that was built. */
function ownAnalysis({ category, built, reasons }: DecisionDraft): string {
  const prepared = Object.values(preparedAnalysis(category));
  return withoutFirst(reasons.approve ?? "", built ? [built, ...prepared] : prepared);
}

/** Sets the rejection reason and replaces the text generated for the previous one. */
export function withWhy(draft: DecisionDraft, why: RejectionCode, language: Language): DecisionDraft {
  const before = draft.why === undefined ? undefined : rejectionOf(draft.why).first;
  const own = withoutFirst(draft.reasons.reject ?? "", before ? [before.id, before.en] : []);
  const first = rejectionOf(why).first?.[language] ?? "";
  return { ...draft, why, reasons: { ...draft.reasons, reject: join(first, own) } };
}

/** The reason for approving unseen, if one is written. */
export function unseenPart({ unseenReason = "" }: DecisionDraft): { unseenReason?: string } {
  const written = unseenReason.trim();
  return written === "" ? {} : { unseenReason: written };
}

/** Returns the verdict to send; undefined while a choice is missing. */
export function verdictOf(draft: DecisionDraft, act: KeyedAct): VerdictInput | undefined {
  const reason = draft.reasons[act]?.trim() ?? "";
  const { category, subReason, action, basis, elements, exceptions, why, agency, newCategory } = draft;
  if (act === "approve") {
    const narrower = subReason === undefined ? {} : { subReason };
    return {
      act,
      reason,
      category,
      ...narrower,
      ...unseenPart(draft),
      action,
      basis,
      elements,
      exceptions,
    };
  }
  if (act === "reject" && why) return { act, reason, why };
  if (act === "escalate" && agency) return { act, reason, agency };
  if (act === "recategorise" && newCategory) return { act, reason, category: newCategory };
  return undefined;
}

function withoutFirst(reason: string, firsts: readonly string[]): string {
  const first = firsts.find((opening) => reason.startsWith(opening));
  return first === undefined ? reason : reason.slice(first.length).trimStart();
}

const join = (first: string, own: string) => [first, own].filter((part) => part !== "").join(" ");

/** Returns the grounds that an approval still lacks. The intake would refuse it. */
export function missingGrounds(
  draft: DecisionDraft,
): "elements-missing" | "exceptions-unchecked" | undefined {
  if (elementsOf[draft.category].some(({ id }) => !draft.elements.includes(id))) return "elements-missing";
  if (allExceptions.some(({ id }) => !draft.exceptions.includes(id))) return "exceptions-unchecked";
  return undefined;
}
