/**
 * The answers of an approval, in the order in which a careful person thinks: what it is, whether it is met, whether it
 * is protected, and the narrowest action.
 */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { categories, order } from "../../../utils/shared/policy/categories.ts";
import { elements, exceptions, type Ground } from "../../../utils/shared/policy/decision-elements.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import { subReasons } from "../../../utils/shared/policy/sub-reasons.ts";
import { Chips } from "../../ui/Chips.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { allKey } from "./act-keys.ts";
import {
  type CitedPlace,
  placeLabel,
  placesIn,
  placeWords,
  showPlace,
  useSelectedWords,
} from "./cited-places.ts";
import type { DecisionDraft } from "./decision-draft.ts";

export interface ApprovalProps {
  site: SiteId;
  draft: DecisionDraft;
  problem: Problem | undefined;
  /** The evidence on the screen; undefined if the decision concerns several cases. */
  evidence: Evidence | undefined;
  onCategory(category: CategoryCode): void;
  onChange(part: Partial<DecisionDraft>): void;
  onPlace(elementId: string, place: CitedPlace): void;
  onAll(): void;
}

export function Approval(props: ApprovalProps) {
  const { draft, problem, onChange, onAll } = props;
  const { t } = useLanguage();
  return (
    <ol class="steps">
      <Step title={t("decide.stepWhat")}>
        <CategoryPick {...props} />
      </Step>
      <Step
        title={t("decide.stepMet")}
        done={{ count: draft.elements.length, of: elements[draft.category].length }}
      >
        <button
          type="button"
          class="button decide-all"
          data-testid="decide-all"
          aria-keyshortcuts={allKey}
          onClick={onAll}
        >
          {t("decide.all")} <kbd>{allKey}</kbd>
        </button>
        <Elements {...props} />
      </Step>
      <Step
        title={t("decide.stepProtected")}
        done={{ count: draft.exceptions.length, of: exceptions.length }}
      >
        <Grounds
          label={t("decide.exceptions")}
          grounds={exceptions}
          ticked={draft.exceptions}
          missing={problem?.code === "exceptions-unchecked"}
          onTick={(ids) => onChange({ exceptions: ids })}
        />
        <ExceptionLaw />
      </Step>
      <Step title={t("decide.stepAction")}>
        <ActionPick draft={draft} onChange={onChange} />
        <Bases draft={draft} onChange={onChange} />
        <PlatformRule site={props.site} category={draft.category} />
      </Step>
    </ol>
  );
}

interface StepProps {
  title: string;
  /** How many of its questions are answered. */
  done?: { count: number; of: number };
  children: ComponentChildren;
}

function Step({ title, done, children }: StepProps) {
  return (
    <li class="step">
      <h3 class="step-title">
        <span>{title}</span>
        {done ? (
          <span class={done.count >= done.of ? "tag done" : "tag"}>
            {done.count}/{done.of}
          </span>
        ) : null}
      </h3>
      {children}
    </li>
  );
}

function CategoryPick({ draft, onCategory, onChange }: ApprovalProps) {
  const { t, words } = useLanguage();
  return (
    <>
      <SelectField<CategoryCode>
        label={t("decide.category")}
        labelHidden
        testId="decide-category"
        value={draft.category}
        options={order.map((code) => [code, words(categories[code].label)])}
        onPick={onCategory}
      />
      {subReasons[draft.category].length > 0 ? (
        <Chips<string>
          label={t("decide.subReason")}
          labelHidden
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
    </>
  );
}

/** The category's elements, each with the places in the evidence that show it. */
function Elements({ draft, problem, evidence, onChange, onPlace }: ApprovalProps) {
  const { t } = useLanguage();
  const selected = useSelectedWords(evidence?.capturedAt);
  const offered = placesIn(evidence);
  return (
    <Grounds
      label={t("decide.elements")}
      grounds={elements[draft.category]}
      ticked={draft.elements}
      missing={problem?.code === "elements-missing"}
      onTick={(ids) => onChange({ elements: ids })}
      under={({ id, words }) =>
        draft.elements.includes(id) && offered.length > 0 ? (
          <Places
            element={words}
            offered={offered.map((name) => (selected?.name === name ? selected : { name }))}
            named={draft.places?.[id] ?? []}
            evidence={evidence}
            onToggle={(place) => {
              showPlace(place.name);
              onPlace(id, place);
            }}
          />
        ) : null
      }
    />
  );
}

interface PlacesProps {
  element: Ground["words"];
  offered: readonly CitedPlace[];
  named: readonly CitedPlace[];
  evidence: Evidence | undefined;
  onToggle(place: CitedPlace): void;
}

function Places({ element, offered, named, evidence, onToggle }: PlacesProps) {
  const { language, t, words } = useLanguage();
  return (
    <fieldset class="places" aria-label={t("decide.placesOf", { element: words(element) })}>
      <span class="small muted" aria-hidden="true">
        {t("decide.places")}
      </span>
      {offered.map((place) => {
        const kept = named.find(({ name }) => name === place.name);
        const shown = kept?.quote !== undefined && place.quote === undefined ? kept : place;
        return (
          <button
            key={place.name}
            type="button"
            class="chip place"
            data-testid={`place-${place.name}`}
            aria-pressed={kept !== undefined}
            onClick={() => onToggle(place)}
          >
            <bdi>
              {shown.quote === undefined
                ? placeLabel(shown.name, language)
                : placeWords(shown, language, evidence)}
            </bdi>
          </button>
        );
      })}
    </fieldset>
  );
}

interface GroundsProps {
  label: string;
  grounds: readonly Ground[];
  ticked: readonly string[];
  /** A send was refused because boxes are unticked: marks them and focuses the first. */
  missing: boolean;
  onTick(ids: string[]): void;
  /** Shown under a ground that needs more than its tick. */
  under?(ground: Ground): ComponentChildren;
}

/** Elements or exceptions as checkboxes. Elements carry the guidance for cases of doubt. */
function Grounds({ label, grounds, ticked, missing, onTick, under }: GroundsProps) {
  const { words } = useLanguage();
  const set = useRef<HTMLFieldSetElement>(null);
  useLayoutEffect(() => {
    if (missing) set.current?.querySelector<HTMLInputElement>("input:not(:checked)")?.focus();
  }, [missing]);
  return (
    <fieldset ref={set} class="field">
      <legend class="small muted">{label}</legend>
      {grounds.map((ground) => (
        <div key={ground.id}>
          <label class="check" data-testid={`ground-${ground.id}`}>
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
              {under && ground.doubt ? <span class="small muted"> {words(ground.doubt)}</span> : null}
            </span>
          </label>
          {under?.(ground)}
        </div>
      ))}
    </fieldset>
  );
}

/** The law behind each exception, folded, because a practised person knows it. */
function ExceptionLaw() {
  const { t, words } = useLanguage();
  return (
    <Fold label={t("decide.exceptionLaw")} testId="exception-law">
      <ul class="block">
        {exceptions.map(({ id, words: name, doubt }) =>
          doubt ? (
            <li key={id} class="small">
              {words(name)}: <span class="muted">{words(doubt)}</span>
            </li>
          ) : null,
        )}
      </ul>
    </Fold>
  );
}

type Changing = Pick<ApprovalProps, "draft" | "onChange">;

function ActionPick({ draft, onChange }: Changing) {
  const { t, words } = useLanguage();
  return (
    <>
      <Chips
        label={t("decide.action")}
        labelHidden
        value={draft.action}
        onChange={(action) => onChange({ action })}
        options={categories[draft.category].actions.map((code) => ({
          value: code,
          label: words(actions[code].label),
          hint: words(actions[code].hint),
          testId: `decide-action-${code}`,
        }))}
      />
      <p class="small muted">{words(actions[draft.action].hint)}</p>
    </>
  );
}

function Bases({ draft, onChange }: Changing) {
  const { t } = useLanguage();
  const inForce = basesInForce(draft.category, new Date().toISOString());
  return (
    <fieldset class="field">
      <legend class="small muted">{t("decide.basis")}</legend>
      {inForce.length === 0 ? <p class="small">{t("decide.noBasis")}</p> : null}
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
