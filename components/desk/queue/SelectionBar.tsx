/**
 * The acts on all selected cases. Assigning is the only act that fits any of them; a decision together needs one group, where
 * its evidence is looked at and a second person confirms.
 */

import { useState } from "preact/hooks";
import type { Acts, Client } from "../../../utils/extension/desk/client.ts";
import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { Problem, ProblemCode } from "../../../utils/shared/contract/problem.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { Failure } from "../../ui/Failure.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { useLoad } from "../../ui/use-load.ts";
import { labelOf } from "../case/note-mentions.ts";
import { caseName } from "./queue-rows.ts";
import { mostSelected } from "./use-selection.ts";
import "../case/teamwork.css";

export type AssignCalls = Pick<Client, "listColleagues"> & Acts<"assignCase">;

export interface SelectionBarProps {
  rows: readonly CaseRow[];
  calls: AssignCalls;
  /** Opens a group with these cases ticked. */
  onTogether(groupId: string, caseIds: readonly string[]): void;
  /** Called after an act, with the cases on which it failed. */
  onDone(failed: readonly string[]): void;
  onEnd(): void;
}

interface Outcome {
  saved: number;
  failed: { row: CaseRow; problem: Problem }[];
}

/** Problems of one case. After any other, the remaining cases are not sent. */
const ofOneCase: ReadonlySet<ProblemCode> = new Set([
  "not-found",
  "case-closed",
  "colleague-blind",
  "colleague-bound",
]);

export function SelectionBar({ rows, calls, onTogether, onDone, onEnd }: SelectionBarProps) {
  const { t } = useLanguage();
  const { running, ended, assign } = useAssignment(rows, calls, onDone);
  const [choosing, setChoosing] = useState(false);
  if (rows.length === 0 && !ended) return null;
  const groupId = commonGroup(rows);
  const busy = running !== undefined;
  const act = (name: string, label: string, onClick: () => void) => (
    <button
      type="button"
      class="button"
      data-testid={`selection-${name}`}
      aria-disabled={busy}
      onClick={onClick}
    >
      {label}
    </button>
  );
  return (
    <section class="selection-bar" aria-label={t("selection.title")} data-testid="selection">
      <div class="selection-head">
        <strong role="status" data-testid="selection-count">
          {running ? t("group.running", running) : <SelectedCount count={rows.length} />}
        </strong>
        <IconButton label={t("selection.end")} icon={X} data-testid="selection-end" onClick={onEnd} />
      </div>
      {rows.length > 0 ? (
        <div class="buttons">
          {act("me", t("assign.me"), () => void assign("me"))}
          {act("choose", t("assign.choose"), () => setChoosing(!choosing))}
          {rows.some(({ assigned }) => assigned)
            ? act("return", t("assign.return"), () => void assign(null))
            : null}
          {groupId === undefined
            ? null
            : act("together", t("selection.together"), () =>
                onTogether(
                  groupId,
                  rows.map(({ id }) => id),
                ),
              )}
        </div>
      ) : null}
      {choosing && rows.length > 0 ? <ColleagueForm calls={calls} busy={busy} onAssign={assign} /> : null}
      {rows.length > 1 && groupId === undefined ? (
        <p class="small muted" data-testid="selection-apart">
          {t("selection.apart")}
        </p>
      ) : null}
      {ended ? <AssignOutcome {...ended} /> : null}
    </section>
  );
}

/** Empty after an act on all selected cases: the outcome line has the number. */
function SelectedCount({ count }: { count: number }) {
  const { t } = useLanguage();
  if (count === 0) return null;
  return (
    <>
      {t("group.ticked", { count })}
      {count < mostSelected ? "" : `, ${t("selection.most")}`}
    </>
  );
}

function useAssignment(rows: readonly CaseRow[], calls: AssignCalls, onDone: SelectionBarProps["onDone"]) {
  const [running, setRunning] = useState<{ done: number; total: number }>();
  const [ended, setEnded] = useState<Outcome>();
  /** One case after the other: the intake checks each one. */
  const assign = async (to: string | null) => {
    if (running) return;
    setEnded(undefined);
    const failed: Outcome["failed"] = [];
    let general: Problem | undefined;
    for (const [done, row] of rows.entries()) {
      setRunning({ done, total: rows.length });
      const result = general ? { ok: false as const, problem: general } : await calls.assignCase(row.id, to);
      if (result.ok) continue;
      failed.push({ row, problem: result.problem });
      if (!ofOneCase.has(result.problem.code)) general = result.problem;
    }
    setRunning(undefined);
    setEnded({ saved: rows.length - failed.length, failed });
    onDone(failed.map(({ row }) => row.id));
  };
  return { running, ended, assign };
}

/** The group to which all of several cases belong. */
function commonGroup(rows: readonly CaseRow[]): string | undefined {
  const id = rows[0]?.group?.id;
  return rows.length > 1 && rows.every(({ group }) => group?.id === id) ? id : undefined;
}

interface ColleagueFormProps {
  calls: AssignCalls;
  busy: boolean;
  onAssign(to: string): Promise<void>;
}

function ColleagueForm({ calls, busy, onAssign }: ColleagueFormProps) {
  const { t } = useLanguage();
  const [to, setTo] = useState("");
  const { value, problem, reload } = useLoad("colleagues", calls.listColleagues);
  if (problem) return <Failure problem={problem} onRetry={reload} />;
  const colleagues = value?.colleagues ?? [];
  return (
    <form
      class="assign-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (to !== "") void onAssign(to);
      }}
    >
      <SelectField<string>
        label={t("assign.whom")}
        testId="selection-whom"
        value={to}
        options={[
          ["", t("assign.pick")],
          ...colleagues.map((colleague) => [colleague.id, foreign(labelOf(colleague, colleagues))] as const),
        ]}
        onPick={setTo}
      />
      <button type="submit" class="button" data-testid="selection-assign" aria-disabled={busy || to === ""}>
        {t("assign.save")}
      </button>
    </form>
  );
}

function AssignOutcome({ saved, failed }: Outcome) {
  const { language, t } = useLanguage();
  return (
    <div role="status" class="small" data-testid="selection-outcome">
      <p>{t("group.done", { count: saved })}</p>
      {failed.length > 0 ? (
        <>
          <p>{t("group.failed", { count: failed.length })}</p>
          <ul>
            {failed.map(({ row, problem }) => (
              <li key={row.id} data-code={problem.code}>
                <strong>{caseName(language, row)}</strong> {t(`problem.${problem.code}`)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
