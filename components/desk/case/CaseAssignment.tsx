/** The person assigned to a case, and the form that assigns it. An assignment locks nothing. */

import { useState } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { Failure } from "../../ui/Failure.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useLoad } from "../../ui/use-load.ts";
import type { TeamworkCalls } from "./CaseNotes.tsx";
import { labelOf } from "./note-mentions.ts";

export interface CaseAssignmentProps {
  view: CaseView;
  calls: TeamworkCalls;
  /** The viewer may act on the case. */
  mayTake: boolean;
  onChanged(): Promise<void>;
}

export function CaseAssignment({ view, calls, mayTake, onChanged }: CaseAssignmentProps) {
  const { t } = useLanguage();
  const [choosing, setChoosing] = useState(false);
  const { problem, busy, run } = useAct();
  const { assigned } = view;
  const assign = async (to: string | null) => {
    if (!(await run(() => calls.assignCase(view.id, to)))) return;
    setChoosing(false);
    await onChanged();
  };
  const canTake = mayTake && !assigned?.own;
  useKeys({ takeCase: () => (canTake ? void assign("me") : false) });
  return (
    <section class="assignment" aria-label={t("assign.title")} data-testid="assignment">
      <p class="small">
        {assigned ? (
          <>
            {t(assigned.own ? "assign.own" : "assign.to")} <Foreign text={assigned.own ? "" : assigned.to} />
          </>
        ) : (
          <span class="muted">{t("assign.none")}</span>
        )}
      </p>
      <div class="buttons">
        {canTake ? (
          <button
            type="button"
            class="button link"
            data-testid="assign-me"
            aria-keyshortcuts="w"
            aria-disabled={busy}
            onClick={() => void assign("me")}
          >
            {t("assign.me")} <kbd>w</kbd>
          </button>
        ) : null}
        <button
          type="button"
          class="button link"
          data-testid="assign-open"
          aria-expanded={choosing}
          onClick={() => setChoosing(!choosing)}
        >
          {t("assign.choose")}
        </button>
        {assigned ? (
          <button
            type="button"
            class="button link"
            data-testid="assign-none"
            aria-disabled={busy}
            onClick={() => void assign(null)}
          >
            {t("assign.return")}
          </button>
        ) : null}
      </div>
      {choosing ? <AssignForm view={view} calls={calls} onAssign={assign} /> : null}
      {problem ? <Failure problem={problem} /> : null}
    </section>
  );
}

interface AssignFormProps extends Pick<CaseAssignmentProps, "view" | "calls"> {
  onAssign(to: string): Promise<void>;
}

function AssignForm({ view, calls, onAssign }: AssignFormProps) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState("");
  const { value, problem, reload } = useLoad(view.id, () => calls.listCaseColleagues(view.id));
  if (problem) return <Failure problem={problem} onRetry={reload} />;
  if (!value) return <Skeleton label={t("home.loading")} rows={1} height={36} />;
  const acting = value.colleagues.filter(({ acts }) => acts);
  const bound = value.colleagues.length - acting.length;
  return (
    <form
      class="assign-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== "") void onAssign(chosen);
      }}
    >
      <SelectField<string>
        label={t("assign.whom")}
        hint={bound > 0 ? t("assign.bound", { count: bound }) : undefined}
        testId="assign-whom"
        value={chosen}
        options={[
          ["", t("assign.pick")],
          ...acting.map(
            (colleague) => [colleague.id, foreign(labelOf(colleague, value.colleagues))] as const,
          ),
        ]}
        onPick={setChosen}
      />
      <button type="submit" class="button" data-testid="assign-save" aria-disabled={chosen === ""}>
        {t("assign.save")}
      </button>
    </form>
  );
}
