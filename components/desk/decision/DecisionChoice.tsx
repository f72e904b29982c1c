/** The choices that an act needs before its reason: a rejection reason, an agency, a category or a report. */

import { useEffect, useId, useRef } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Language, SiteId } from "../../../utils/shared/contract/site.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { agenciesFor } from "../../../utils/shared/policy/agencies.ts";
import { categories, categoryOfKey, order, pickKeys } from "../../../utils/shared/policy/categories.ts";
import { elements, exceptions, type Ground } from "../../../utils/shared/policy/elements.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import { rejections } from "../../../utils/shared/policy/rejections.ts";
import { subReasons } from "../../../utils/shared/policy/sub-reasons.ts";
import { Chips } from "../../ui/Chips.tsx";
import { useLanguage } from "../../ui/language.ts";
import { digitKeyOf, PickList } from "../queue/PickList.tsx";
import { allKey, placeOfKey } from "./act-keys.ts";
import { type DecisionDraft, withAllGrounds, withCategory, withWhy } from "./decision-draft.ts";
import { askedReport, type MissingChoice } from "./use-decision.ts";

export interface DecisionChoiceProps {
  view: CaseView;
  draft: DecisionDraft;
  unchosen: MissingChoice | undefined;
  problem: Problem | undefined;
  change(next: (old: DecisionDraft) => DecisionDraft): void;
  onAll(): void;
}

type PickProps = Pick<DecisionChoiceProps, "view" | "draft" | "unchosen" | "change">;

interface ApprovalProps {
  site: SiteId;
  draft: DecisionDraft;
  problem: Problem | undefined;
  onCategory(category: CategoryCode): void;
  onChange(part: Partial<DecisionDraft>): void;
  onAll(): void;
}

interface GroundsProps {
  label: string;
  grounds: readonly Ground[];
  ticked: readonly string[];
  /** A send was refused because boxes are unticked: marks them and focuses the first. */
  missing: boolean;
  onTick(ids: string[]): void;
}

/** Elements or exceptions as checkboxes, each with the guidance for cases of doubt. */
function Grounds({ label, grounds, ticked, missing, onTick }: GroundsProps) {
  const { words } = useLanguage();
  const set = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (missing) set.current?.querySelector<HTMLInputElement>("input:not(:checked)")?.focus();
  }, [missing]);
  return (
    <fieldset ref={set} class="field">
      <legend class="legend">{label}</legend>
      {grounds.map((ground) => (
        <label key={ground.id} class="check" data-testid={`ground-${ground.id}`}>
          <input
            type="checkbox"
            checked={ticked.includes(ground.id)}
            aria-invalid={missing && !ticked.includes(ground.id) ? "true" : undefined}
            onChange={(event) => {
              const others = ticked.filter((id) => id !== ground.id);
              onTick(event.currentTarget.checked ? [...others, ground.id] : others);
            }}
          />
          <span>
            {words(ground.words)}
            {ground.doubt ? <span class="small muted"> {words(ground.doubt)}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/**
 * The grounds of an approval: category, narrowest action, legal bases in force, elements, exceptions,
 * platform rule.
 */
function Approval({ site, draft, problem, onCategory, onChange, onAll }: ApprovalProps) {
  const { t, words } = useLanguage();
  const id = useId();
  return (
    <>
      <button
        type="button"
        class="button"
        data-testid="decide-all"
        aria-keyshortcuts={allKey}
        onClick={onAll}
      >
        {t("decide.all")} <kbd>{allKey}</kbd>
      </button>
      <div class="field">
        <label for={id}>{t("decide.category")}</label>
        <select
          id={id}
          class="input"
          data-testid="decide-category"
          value={draft.category}
          onChange={(event) => onCategory(event.currentTarget.value as CategoryCode)}
        >
          {order.map((code) => (
            <option key={code} value={code}>
              {words(categories[code].label)}
            </option>
          ))}
        </select>
      </div>
      {subReasons[draft.category].length > 0 ? (
        <Chips<string>
          label={t("decide.subReason")}
          value={draft.subReason ?? ""}
          onChange={(key) => onChange({ subReason: key === "" ? undefined : key })}
          options={[
            { value: "", label: t("decide.noSubReason"), testId: "decide-sub-reason-none" },
            ...subReasons[draft.category].map(({ key, label }) => ({
              value: key,
              label: words(label),
              testId: `decide-sub-reason-${key}`,
            })),
          ]}
        />
      ) : null}
      <Grounds
        label={t("decide.elements")}
        grounds={elements[draft.category]}
        ticked={draft.elements}
        missing={problem?.code === "elements-missing"}
        onTick={(ids) => onChange({ elements: ids })}
      />
      <Grounds
        label={t("decide.exceptions")}
        grounds={exceptions}
        ticked={draft.exceptions}
        missing={problem?.code === "exceptions-unchecked"}
        onTick={(ids) => onChange({ exceptions: ids })}
      />
      <Bases draft={draft} onChange={onChange} />
      <PlatformRule site={site} category={draft.category} />
      <Chips
        label={t("decide.action")}
        value={draft.action}
        onChange={(action) => onChange({ action })}
        options={categories[draft.category].actions.map((code) => ({
          value: code,
          label: words(actions[code].label),
          hint: words(actions[code].hint),
          testId: `decide-action-${code}`,
        }))}
      />
    </>
  );
}

function Bases({ draft, onChange }: Pick<ApprovalProps, "draft" | "onChange">) {
  const { t } = useLanguage();
  const inForce = basesInForce(draft.category, new Date().toISOString());
  return (
    <fieldset class="field">
      <legend class="legend">{t("decide.basis")}</legend>
      {inForce.length === 0 ? <p class="small muted">{t("decide.noBasis")}</p> : null}
      {inForce.map((basis) => (
        <label key={basis.id} class="check">
          <input
            type="checkbox"
            checked={draft.basis.includes(basis.id)}
            onChange={(event) => {
              const others = draft.basis.filter((other) => other !== basis.id);
              onChange({ basis: event.currentTarget.checked ? [...others, basis.id] : others });
            }}
          />
          <span>
            {basis.text} {basis.verified ? null : <span class="tag warning">{t("form.unverified")}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function PlatformRule({ site, category }: { site: SiteId; category: CategoryCode }) {
  const { t } = useLanguage();
  const { platform, unverifiedPlatforms } = categories[category];
  const rule = platform[site];
  const name = t(`site.${site}`);
  return (
    <p class="small" data-testid="platform-rule">
      {rule ? t("decide.platform", { site: name, rule }) : t("decide.noPlatform", { site: name })}{" "}
      {unverifiedPlatforms.includes(site) ? <span class="tag warning">{t("form.unverified")}</span> : null}
    </p>
  );
}

export function DecisionChoice(props: DecisionChoiceProps) {
  const { view, draft, problem, change, onAll } = props;
  switch (draft.open) {
    case "approve":
      return (
        <Approval
          site={view.site}
          draft={draft}
          problem={problem}
          onCategory={(category) => change((old) => withCategory(old, category))}
          onChange={(part) => change((old) => ({ ...old, ...part }))}
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
      options={rejections.map(({ code, label }, place) => ({
        value: code,
        label: words(label),
        key: digitKeyOf(place),
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
      options={agenciesFor(view.category).map(({ code, label, hint }, place) => ({
        value: code,
        label: words(label),
        hint: words(hint),
        key: digitKeyOf(place),
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
      options={activeReports(view).map(({ id, by, number }, place) => ({
        value: id,
        label: by ?? t("review.byOtherUnit"),
        hint: number,
        key: digitKeyOf(place),
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
  language: Language,
): DecisionDraft | undefined {
  const place = placeOfKey(key);
  if (draft.open === "approve" && key.toLowerCase() === allKey) return withAllGrounds(draft, language);
  if (draft.open === "recategorise") {
    const newCategory = categoryOfKey(key);
    const other = newCategory !== undefined && newCategory !== view.category;
    return other ? { ...draft, newCategory } : undefined;
  }
  if (place === undefined) return undefined;
  if (draft.open === "reject") {
    const why = rejections[place]?.code;
    return why && withWhy(draft, why, language);
  }
  if (draft.open === "escalate") {
    const agency = agenciesFor(view.category)[place]?.code;
    return agency && { ...draft, agency };
  }
  const report = draft.open === "ask" ? activeReports(view)[place] : undefined;
  return report && { ...draft, reportId: report.id };
}
