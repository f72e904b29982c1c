/** The choices that an act needs before its reason: a rejection reason, an agency, a category or a report. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { agenciesFor } from "../../../utils/shared/policy/agencies.ts";
import { categories, categoryOfKey, order, pickKeys } from "../../../utils/shared/policy/categories.ts";
import { rejections } from "../../../utils/shared/policy/rejection-reasons.ts";
import { useLanguage } from "../../ui/language.ts";
import { digitKeyOf, PickList } from "../queue/PickList.tsx";
import { Approval } from "./Approval.tsx";
import { allKey, placeOfKey } from "./act-keys.ts";
import {
  type DecisionDraft,
  type Wording,
  withAllGrounds,
  withAnswers,
  withCategory,
  withPlace,
  withWhy,
} from "./decision-draft.ts";
import { askedReport, type MissingChoice } from "./use-decision.ts";

export interface DecisionChoiceProps {
  view: CaseView;
  draft: DecisionDraft;
  unchosen: MissingChoice | undefined;
  problem: Problem | undefined;
  /** The evidence on the screen; undefined if the decision concerns several cases. */
  evidence?: Evidence | undefined;
  change(next: (old: DecisionDraft) => DecisionDraft): void;
  onAll(): void;
}

type PickProps = Pick<DecisionChoiceProps, "view" | "draft" | "unchosen" | "change">;

export function DecisionChoice(props: DecisionChoiceProps) {
  const { view, draft, problem, evidence, change, onAll } = props;
  const { language } = useLanguage();
  const wording = { language, evidence };
  switch (draft.open) {
    case "approve":
      return (
        <Approval
          site={view.site}
          draft={draft}
          problem={problem}
          evidence={evidence}
          onCategory={(category) => change((old) => withCategory(old, category))}
          onChange={(answers) => change((old) => withAnswers(old, answers, wording))}
          onPlace={(elementId, place) => change((old) => withPlace(old, { elementId, place }, wording))}
          onAll={onAll}
        />
      );
    case "reject":
      return <WhyPick {...props} />;
    case "escalate":
      return <AgencyPick {...props} />;
    case "recategorise":
      return <NewCategoryPick {...props} />;
    case "ask":
      return <ReporterPick {...props} />;
    default:
      return null;
  }
}

function WhyPick({ draft, unchosen, change }: PickProps) {
  const { language, t, words } = useLanguage();
  return (
    <PickList
      label={t("decide.why")}
      testId="decide-why"
      options={rejections.map(({ code, label }, index) => ({
        value: code,
        label: words(label),
        key: digitKeyOf(index),
      }))}
      value={draft.why}
      onPick={(why) => change((old) => withWhy(old, why, language))}
      error={unchosen === "why" ? t("decide.pickWhy") : undefined}
    />
  );
}

function AgencyPick({ view, draft, unchosen, change }: PickProps) {
  const { t, words } = useLanguage();
  return (
    <PickList
      label={t("decide.agency")}
      testId="decide-agency"
      options={agenciesFor(view.category).map(({ code, label, hint }, index) => ({
        value: code,
        label: words(label),
        hint: words(hint),
        key: digitKeyOf(index),
      }))}
      value={draft.agency}
      onPick={(agency) => change((old) => ({ ...old, agency }))}
      error={unchosen === "agency" ? t("decide.pickAgency") : undefined}
    />
  );
}

function NewCategoryPick({ view, draft, unchosen, change }: PickProps) {
  const { t, words } = useLanguage();
  return (
    <>
      <PickList
        label={t("decide.newCategory")}
        testId="decide-new"
        options={otherCategories(view.category).map((code) => ({
          value: code,
          label: words(categories[code].short),
          key: pickKeys[code],
        }))}
        value={draft.newCategory}
        onPick={(newCategory) => change((old) => ({ ...old, newCategory }))}
        error={unchosen === "newCategory" ? t("decide.pickCategory") : undefined}
      />
      {draft.newCategory && categories[draft.newCategory].capture === "C0" ? (
        <p class="message urgent">{t("decide.erases")}</p>
      ) : null}
    </>
  );
}

function ReporterPick({ view, draft, change }: PickProps) {
  const { t } = useLanguage();
  return (
    <PickList
      label={t("ask.whom")}
      testId="decide-whom"
      options={activeReports(view).map(({ id, by, number }, index) => ({
        value: id,
        label: by ?? t("review.byOtherUnit"),
        hint: number,
        key: digitKeyOf(index),
      }))}
      value={askedReport(view, draft)}
      onPick={(reportId) => change((old) => ({ ...old, reportId }))}
    />
  );
}

const otherCategories = (category: CategoryCode) => order.filter((code) => code !== category);

const activeReports = (view: CaseView) =>
  view.reportList.filter(({ withdrawnAt }) => withdrawnAt === undefined);

/** Returns the draft after a key press in the open panel; undefined if the panel does not use the key. */
export function draftAfterKey(
  view: CaseView,
  draft: DecisionDraft,
  key: string,
  wording: Wording,
): DecisionDraft | undefined {
  const index = placeOfKey(key);
  if (draft.open === "approve" && key.toLowerCase() === allKey) return withAllGrounds(draft, wording);
  if (draft.open === "recategorise") {
    const newCategory = categoryOfKey(key);
    const other = newCategory !== undefined && newCategory !== view.category;
    return other ? { ...draft, newCategory } : undefined;
  }
  if (index === undefined) return undefined;
  if (draft.open === "reject") {
    const why = rejections[index]?.code;
    return why && withWhy(draft, why, wording.language);
  }
  if (draft.open === "escalate") {
    const agency = agenciesFor(view.category)[index]?.code;
    return agency && { ...draft, agency };
  }
  const report = draft.open === "ask" ? activeReports(view)[index] : undefined;
  return report && { ...draft, reportId: report.id };
}
