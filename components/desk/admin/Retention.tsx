/** Retention periods: those in force, shorter ones that wait, and their change. */

import { useId, useState } from "preact/hooks";
import type { AdminAct, RetentionRow } from "../../../utils/shared/contract/administration.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { dateTime, number } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { isShorter, type Outcome, outcomes } from "../../../utils/shared/policy/retention.ts";
import { TextField } from "../../ui/Field.tsx";
import { FilterChoice, type FilterOption } from "../../ui/FilterFields.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { ActForm, type AdminCalls } from "./act-form.tsx";

interface RetentionProps {
  rows: readonly RetentionRow[];
  calls: AdminCalls;
  onDone(): unknown;
}

export function Retention({ rows, calls, onDone }: RetentionProps) {
  const { t, words } = useLanguage();
  return (
    <section class="block">
      <h2>{t("admin.retention")}</h2>
      <p class="small muted">{t("admin.retentionHint")}</p>
      <table class="admin-table" data-testid="retention">
        <thead>
          <tr>
            <th scope="col">{t("admin.category")}</th>
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col">
                {t(`retention.${outcome}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.category} data-category={row.category}>
              <th scope="row">
                {words(categories[row.category].short)}{" "}
                {row.changed ? <span class="tag">{t("admin.retentionChanged")}</span> : null}
              </th>
              {outcomes.map((outcome) => (
                <td key={outcome}>
                  <Period row={row} outcome={outcome} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows
        .filter(({ pending }) => pending.length > 0)
        .map((row) => (
          <Fold
            key={row.category}
            label={`${t("admin.retentionUndo")}: ${words(categories[row.category].short)}`}
            testId="undo-retention-fold"
          >
            <ActForm
              calls={calls}
              draft={`undo-retention:${row.category}`}
              label={t("admin.retentionUndo")}
              testId="undo-retention"
              hint={t("admin.retentionUndoHint")}
              needsReason
              build={() => takenBack(row)}
              onDone={onDone}
            />
          </Fold>
        ))}
      {rows.length > 0 ? (
        <Fold label={t("admin.retentionEdit")} testId="retention-fold">
          <PeriodForm rows={rows} calls={calls} onDone={onDone} />
        </Fold>
      ) : null}
    </section>
  );
}

/** An open case has no decision yet; any other one is never deleted. */
export function usePeriodWords(): (outcome: Outcome, days: number | null) => string {
  const { language, t } = useLanguage();
  return (outcome, days) => {
    if (days !== null) return number(language, days);
    return t(outcome === "open" ? "admin.retentionKept" : "admin.retentionNever");
  };
}

function Period({ row, outcome }: { row: RetentionRow; outcome: Outcome }) {
  const { language, t } = useLanguage();
  const days = row[outcome];
  const periodWords = usePeriodWords();
  const next = row.pending.find((change) => change.outcome === outcome);
  return (
    <>
      {periodWords(outcome, days)}
      {row.fixed.includes(outcome) ? <span class="small muted"> {t("admin.retentionFixed")}</span> : null}
      {next && next.days !== null ? (
        <span class="small" data-testid="pending-period">
          {" "}
          {t("admin.retentionPending", {
            days: number(language, next.days),
            when: dateTime(language, next.at),
          })}
        </span>
      ) : null}
    </>
  );
}

/** Sets the periods in force again, which are longer than those that wait. */
function takenBack(row: RetentionRow): AdminAct {
  const days = Object.fromEntries(row.pending.map(({ outcome }) => [outcome, row[outcome]]));
  return { act: "save-retention", category: row.category, days };
}

type Typed = Record<Outcome, string>;

/** Undefined if a field is not a number of days. */
function readDays(typed: Typed, row: RetentionRow): Partial<Record<Outcome, number | null>> | undefined {
  const changed: Partial<Record<Outcome, number | null>> = {};
  for (const outcome of outcomes) {
    const text = typed[outcome].trim();
    if (text !== "" && !/^[1-9]\d{0,4}$/.test(text)) return undefined;
    const days = text === "" ? null : Number(text);
    if (days !== row[outcome]) changed[outcome] = days;
  }
  return changed;
}

const typedOf = (row: RetentionRow): Typed =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, String(row[outcome] ?? "")])) as Typed;

function PeriodForm({ rows, calls, onDone }: RetentionProps) {
  const { t, words } = useLanguage();
  const id = useId();
  const [first] = rows;
  const [category, setCategory] = useState(first?.category ?? "JUDI");
  const row = rows.find((listed) => listed.category === category);
  const [changed, setChanged] = useState<Partial<Typed>>({});
  if (!row) return null;
  const typed = { ...typedOf(row), ...changed };
  const days = readDays(typed, row);
  const shortens = outcomes.some((outcome) => {
    const wanted = days?.[outcome];
    return wanted !== undefined && isShorter(wanted, row[outcome]);
  });
  const pick = (code: string) => {
    setCategory(code as CategoryCode);
    setChanged({});
  };
  return (
    <ActForm
      calls={calls}
      draft="retention"
      label={t("admin.retentionSave")}
      testId="save-retention"
      needsReason
      needsSecond={shortens}
      lacking={t("admin.retentionSame")}
      build={() =>
        days && Object.keys(days).length > 0 ? { act: "save-retention", category, days } : undefined
      }
      onDone={() => {
        setChanged({});
        return onDone();
      }}
    >
      <FilterChoice
        name="retention-category"
        label={t("admin.category")}
        value={category}
        options={rows.map(
          (listed): FilterOption => [listed.category, words(categories[listed.category].short)],
        )}
        onPick={pick}
      />
      <div class="act-fields">
        {outcomes.map((outcome) => (
          <TextField
            key={outcome}
            label={t("admin.retentionDays", { outcome: t(`retention.${outcome}`) })}
            inputMode="numeric"
            pattern="[1-9][0-9]{0,4}"
            autoComplete="off"
            testId={`retention-${outcome}`}
            aria-describedby={`${id}-hint`}
            disabled={row.fixed.includes(outcome)}
            value={typed[outcome]}
            onInput={(value) => setChanged({ ...changed, [outcome]: value })}
          />
        ))}
      </div>
      <p id={`${id}-hint`} class="small muted">
        {t("admin.retentionDaysHint")}
      </p>
      {shortens ? <p class="message warning">{t("admin.retentionSoon")}</p> : null}
    </ActForm>
  );
}
