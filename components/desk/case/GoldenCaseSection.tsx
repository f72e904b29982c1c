/** Golden case: shows how reviewers judged it, or offers to make the case golden. */

import { useRef, useState } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { GoldenInput, GoldenState } from "../../../utils/shared/contract/golden.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import type { GoldenCalls } from "./case-calls.ts";

export interface GoldenCaseSectionProps {
  view: CaseView;
  calls: GoldenCalls;
  onChanged(): Promise<void>;
}

export function GoldenCaseSection({ view, calls, onChanged }: GoldenCaseSectionProps) {
  const { t } = useLanguage();
  const { problem, busy, run } = useAct();
  if (!view.golden) return null;
  const send = (input: GoldenInput) =>
    run(async () => {
      const sent = await calls.setGolden(view.id, input);
      if (sent.ok) await onChanged();
      return sent;
    });
  return (
    <section class="block" data-testid="golden" data-set={view.golden.set !== undefined}>
      <h2>{t("golden.title")}</h2>
      {view.golden.set ? (
        <ActiveGoldenCase golden={view.golden.set} busy={busy} onEnd={() => void send({ act: "end" })} />
      ) : (
        <Fold label={t("golden.make")} testId="golden-open">
          <GoldenCaseForm
            caseId={view.id}
            state={view.golden}
            busy={busy}
            onSend={(why) => send({ act: "set", why })}
          />
        </Fold>
      )}
      {problem ? <Failure problem={problem} /> : null}
    </section>
  );
}

const answers = { true: "verdict.violates", false: "verdict.does-not" } as const;

interface ActiveGoldenCaseProps {
  golden: NonNullable<GoldenState["set"]>;
  busy: boolean;
  onEnd(): void;
}

function ActiveGoldenCase({ golden, busy, onEnd }: ActiveGoldenCaseProps) {
  const { language, t } = useLanguage();
  const { violates, why, by, at, met, right, wrong } = golden;
  const verdict = t(answers[`${violates}`]);
  return (
    <>
      <p class="small">{t("golden.since", { date: date(language, at), by, found: verdict })}</p>
      <p>{why}</p>
      <p class="small muted">{met === 0 ? t("golden.unmet") : t("golden.met", { met, right, wrong })}</p>
      <div class="buttons">
        <button type="button" class="button" data-testid="golden-end" aria-disabled={busy} onClick={onEnd}>
          {t(busy ? "decide.saving" : "golden.end")}
        </button>
      </div>
    </>
  );
}

interface GoldenCaseFormProps {
  caseId: string;
  state: GoldenState;
  busy: boolean;
  /** Resolves to true on success. */
  onSend(why: string): Promise<boolean>;
}

function GoldenCaseForm({ caseId, state, busy, onSend }: GoldenCaseFormProps) {
  const { t } = useLanguage();
  const kept = useDraft(`golden:${caseId}`, () => "");
  const why = kept.value;
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const send = async () => {
    setMissing(why.trim() === "");
    if (why.trim() === "") field.current?.focus();
    else if (!refuseTooLong(why, limits.reasonChars) && (await onSend(why.trim()))) kept.forget();
  };
  return (
    <div class="golden-make">
      <TextArea
        label={t("golden.why")}
        hint={t("golden.hint", { found: t(answers[`${state.violates}`]) })}
        error={missing ? t("golden.missing") : undefined}
        value={why}
        onChange={(typed) => kept.set(() => typed)}
        maxChars={limits.reasonChars}
        rows={3}
        testId="golden-why"
        inputRef={field}
        required
      />
      <div class="buttons decide-buttons">
        <button
          type="button"
          class="button"
          data-testid="golden-set"
          aria-disabled={busy}
          onClick={() => void send()}
        >
          {t(busy ? "decide.saving" : "golden.make")}
        </button>
      </div>
    </div>
  );
}
