/** All decisions in the person's scope as a list: filters, grounds and reason of each, and files. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { ActionCode } from "../../../utils/shared/contract/category.ts";
import type { DecisionView } from "../../../utils/shared/contract/decision.ts";
import type {
  DecisionFileFormat,
  DecisionFilter,
  DecisionRow,
} from "../../../utils/shared/contract/decision-list.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { sites } from "../../../utils/shared/contract/site-names.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { agencyOf } from "../../../utils/shared/policy/agencies.ts";
import { categories, order } from "../../../utils/shared/policy/categories.ts";
import { rejectionOf } from "../../../utils/shared/policy/rejection-reasons.ts";
import { Failure } from "../../ui/Failure.tsx";
import { FilterChoice, FilterDay, type FilterOption, withChosen } from "../../ui/FilterFields.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { FollowUpLine } from "../../ui/FollowUpLine.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Download, RefreshCw } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { SubjectName } from "../../ui/SubjectName.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { useAct } from "../../ui/use-act.ts";
import { useLoad } from "../../ui/use-load.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import { DecisionSummary, decisionTones, ReviewLine } from "../decision/Decisions.tsx";
import { useRowKeys } from "../queue/use-row-keys.ts";

export type DecisionListCalls = Pick<Client, "listDecisions" | "exportDecisions" | "listUnits">;

interface Loaded {
  /** The filter that the rows answer. */
  key: string;
  rows: DecisionRow[];
  next?: string | undefined;
  loaded: boolean;
  loading: boolean;
  problem?: Problem | undefined;
}

const empty = (key: string): Loaded => ({ key, rows: [], loaded: false, loading: true });

/** Loads the list of decisions page by page, for one filter at a time. */
function useDecisions({ listDecisions }: DecisionListCalls, filter: DecisionFilter) {
  const key = JSON.stringify(filter);
  const [state, setState] = useState(() => empty(key));
  const shown = state.key === key ? state : empty(key);
  const latest = useRef({ key, filter, listDecisions });
  latest.current = { key, filter, listDecisions };
  const busy = useRef<string | undefined>(undefined);

  /** Asks for the page after the cursor, or for the first one. Late answers to another filter are dropped. */
  const load = useCallback(async (after?: string) => {
    const asked = latest.current;
    setState((old) => (old.key === asked.key ? { ...old, loading: true } : empty(asked.key)));
    const answer = await asked.listDecisions(asked.filter, after);
    if (latest.current.key !== asked.key) return;
    setState((old) => {
      if (!answer.ok) return { ...old, loading: false, problem: answer.problem };
      const { decisions, next } = answer.value;
      const rows = after === undefined ? decisions : [...old.rows, ...decisions];
      return { key: asked.key, rows, next, loaded: true, loading: false };
    });
  }, []);
  useEffect(() => void load(), [key]);

  const loadMore = useCallback(async (after: string) => {
    if (busy.current === after) return;
    busy.current = after;
    await load(after);
    busy.current = undefined;
  }, []);

  return { ...shown, reload: () => load(), loadMore };
}

export interface DecisionListProps {
  calls: DecisionListCalls;
  onOpenCase(caseId: string): void;
}

interface DecisionFiltersProps {
  filter: DecisionFilter;
  calls: Pick<DecisionListCalls, "listUnits">;
  onFilter(filter: DecisionFilter): void;
}

const actionCodes = Object.keys(actions) as ActionCode[];
const states = Object.keys(decisionTones) as DecisionView["state"][];
const acts = Object.keys({
  approve: true,
  reject: true,
  recategorise: true,
  escalate: true,
} satisfies Record<DecisionView["act"], true>) as DecisionView["act"][];

/** The choices in the order of the fields. */
function useOptions(units: readonly string[]) {
  const { t, words } = useLanguage();
  const any: FilterOption = ["", t("queue.any")];
  return {
    state: [any, ...states.map((state): FilterOption => [state, t(`decisionState.${state}`)])],
    act: [any, ...acts.map((act): FilterOption => [act, t(`act.${act}`)])],
    action: [any, ...actionCodes.map((code): FilterOption => [code, words(actions[code].label)])],
    category: [any, ...order.map((category): FilterOption => [category, words(categories[category].label)])],
    site: [any, ...sites.map((site): FilterOption => [site, t(`site.${site}`)])],
    unit: [any, ...units.map((unit): FilterOption => [unit, foreign(unit)])],
  };
}

/** Filters of the list of decisions. */
function DecisionFilters({ filter, calls, onFilter }: DecisionFiltersProps) {
  const { t } = useLanguage();
  const units = withChosen(useLoad("units", calls.listUnits).value?.units ?? [], filter.unit);
  const options = useOptions(units);
  const set = (name: keyof DecisionFilter, value: string) => {
    const { [name]: _, ...others } = filter;
    onFilter((value === "" ? others : { ...others, [name]: value }) as DecisionFilter);
  };
  const labels = {
    state: t("queue.state"),
    act: t("decisions.act"),
    action: t("decisions.action"),
    category: t("queue.category"),
    site: t("queue.site"),
    unit: t("queue.unit"),
  };
  const names = Object.keys(labels) as (keyof typeof labels)[];
  return (
    <fieldset class="filters decision-filters">
      <legend class="hidden-text">{t("decisions.filters")}</legend>
      {names
        .filter((name) => name !== "unit" || units.length > 0)
        .map((name) => (
          <FilterChoice
            key={name}
            name={name}
            label={labels[name]}
            value={filter[name]}
            options={options[name]}
            onPick={(value) => set(name, value)}
          />
        ))}
      <FilterDay
        name="from"
        label={t("decisions.from")}
        value={filter.from}
        onChange={(day) => set("from", day)}
      />
      <FilterDay name="to" label={t("decisions.to")} value={filter.to} onChange={(day) => set("to", day)} />
      {Object.keys(filter).length > 0 ? (
        <button type="button" class="button link" data-testid="filter-clear" onClick={() => onFilter({})}>
          {t("queue.clear")}
        </button>
      ) : null}
    </fieldset>
  );
}

export function DecisionList({ calls, onOpenCase }: DecisionListProps) {
  const { t } = useLanguage();
  const kept = usePersistedState<DecisionFilter>("decision-filter", () => ({}));
  const filter = kept.value;
  const { rows, next, loaded, loading, problem, reload, loadMore } = useDecisions(calls, filter);
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = useRowKeys(list);
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <section
      class="decisions"
      aria-label={t("decisions.tab")}
      aria-busy={loading}
      data-testid="decisions"
      onKeyDown={onKeyDown}
    >
      <div class="decisions-head">
        <DecisionFilters filter={filter} calls={calls} onFilter={(wanted) => kept.set(() => wanted)} />
        <DecisionFiles calls={calls} filter={filter} onRefresh={() => void reload()} />
      </div>
      {problem ? <Failure problem={problem} onRetry={() => void reload()} /> : null}
      {!loaded && loading ? <Skeleton label={t("decisions.loading")} rows={5} height={80} /> : null}
      {loaded && rows.length === 0 ? (
        <Empty
          title={t(isNarrowed ? "decisions.noMatch" : "decisions.empty")}
          hint={t(isNarrowed ? "decisions.noMatchHint" : "decisions.emptyHint")}
        />
      ) : null}
      <ul ref={list} class="rows">
        {rows.map((row) => (
          <DecisionLine key={row.id} row={row} onOpen={() => onOpenCase(row.caseId)} />
        ))}
      </ul>
      {next === undefined ? null : (
        <button
          type="button"
          class="button decisions-more"
          data-testid="decisions-more"
          aria-disabled={loading}
          onClick={() => void loadMore(next)}
        >
          {t("review.more")}
        </button>
      )}
    </section>
  );
}

interface DecisionFilesProps {
  calls: DecisionListCalls;
  filter: DecisionFilter;
  onRefresh(): void;
}

const formats = ["csv", "json"] as const satisfies DecisionFileFormat[];

function DecisionFiles({ calls, filter, onRefresh }: DecisionFilesProps) {
  const { t } = useLanguage();
  const { problem, busy, run } = useAct();
  const [saved, setSaved] = useState<string>();
  const save = (format: DecisionFileFormat) =>
    run(async () => {
      setSaved(undefined);
      const file = await calls.exportDecisions(filter, format);
      if (!file.ok) return file;
      saveFile(file.value);
      setSaved(file.value.name);
      return file;
    });
  return (
    <div class="decision-files">
      <div class="buttons">
        {formats.map((format) => (
          <button
            key={format}
            type="button"
            class="button"
            aria-disabled={busy}
            aria-describedby="decision-files-hint"
            data-testid={`decisions-save-${format}`}
            onClick={() => void save(format)}
          >
            <Download size={16} aria-hidden="true" />
            {t(`decisions.save.${format}`)}
          </button>
        ))}
        <IconButton
          label={t("review.refresh")}
          icon={RefreshCw}
          data-testid="decisions-refresh"
          onClick={onRefresh}
        />
      </div>
      <p class="small muted" id="decision-files-hint">
        {t("decisions.fileHint")}
      </p>
      <p class="small" role="status" data-testid="decisions-said">
        {busy ? t("decisions.making") : saved === undefined ? "" : t("decisions.saved", { name: saved })}
      </p>
      {problem ? <Failure problem={problem} /> : null}
    </div>
  );
}

function DecisionLine({ row, onOpen }: { row: DecisionRow; onOpen(): void }) {
  const { language, t, words } = useLanguage();
  const { act, action, why, agency, state, category, caseCategory } = row;
  const done = action
    ? words(actions[action].label)
    : why
      ? words(rejectionOf(why).label)
      : agency
        ? words(agencyOf(agency).label)
        : undefined;
  const facts = [t(`site.${row.site}`), words(categories[category ?? caseCategory].short), done];
  return (
    <li class="decision-item" data-testid="decision-row" data-decision={row.id} data-state={state}>
      <button type="button" class="row" onClick={onOpen}>
        <span class="row-head">
          <strong>{t(`act.${act}`)}</strong>
          <span class={decisionTones[state]}>{t(`decisionState.${state}`)}</span>
          {row.reversedAt ? (
            <span class="tag warning">
              {t("decisions.reversed", { when: dateTime(language, row.reversedAt) })}
            </span>
          ) : null}
        </span>
        <span class="row-body">{facts.filter((fact) => fact !== undefined).join(" · ")}</span>
        {row.referral || row.watch ? (
          <span class="row-body">
            <FollowUpLine followUp={row} place="decision" />
          </span>
        ) : null}
        <span class="row-foot">
          <SubjectName subject={row.subject} /> ·{" "}
          {t("decisions.proposed", { when: dateTime(language, row.at) })}
        </span>
      </button>
      <Fold label={t("decisions.details")} testId="decision-details">
        <DecisionDetails row={row} />
      </Fold>
    </li>
  );
}

function DecisionDetails({ row }: { row: DecisionRow }) {
  const { language, t } = useLanguage();
  const { panel } = row;
  return (
    <div class="decision-details">
      <DecisionSummary decision={row} />
      {row.reverses ? <p class="small">{t("decisions.reverses")}</p> : null}
      {row.reason === undefined ? null : (
        <p>
          <Foreign text={row.reason} />
        </p>
      )}
      <p class="small muted">
        {row.by === undefined ? t("review.byOther") : t("review.by", { name: row.by })}
      </p>
      {row.answeredAt ? (
        <p class="small muted">
          {t("decisions.answered", { when: dateTime(language, row.answeredAt) })}
          {row.answeredBy ? ` · ${t("review.by", { name: row.answeredBy })}` : ""}
          {row.answerReason ? ": " : ""}
          <Foreign text={row.answerReason} />
        </p>
      ) : null}
      {row.review ? <ReviewLine review={row.review} /> : null}
      {panel ? <p class="small muted">{t("decisions.panel", panel)}</p> : null}
      {row.settledAt ? (
        <p class="small muted">{t("decisions.settled", { when: dateTime(language, row.settledAt) })}</p>
      ) : null}
    </div>
  );
}
