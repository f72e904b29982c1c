/** The report form: what will be sent, the category, and one button; then the receipt. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Answers, Draft, MessageOutput } from "../../utils/contract/messages.ts";
import type { Problem } from "../../utils/contract/problem.ts";
import { fail, type Result } from "../../utils/contract/result.ts";
import { relativeTime } from "../../utils/language/time.ts";
import { categories } from "../../utils/policy/categories.ts";
import { stripForNoPixels } from "../../utils/policy/no-pixels.ts";
import { EvidenceList } from "../shared/EvidenceList.tsx";
import { Failure } from "../shared/Failure.tsx";
import { useLanguage } from "../shared/language.ts";
import { Picture } from "../shared/Picture.tsx";
import { CategoryGrid } from "./CategoryGrid.tsx";
import { Choices } from "./Choices.tsx";
import { NoPixels } from "./NoPixels.tsx";
import { Panel } from "./Panel.tsx";
import { Preview } from "./Preview.tsx";
import { Refusals } from "./Refusals.tsx";
import { readyAnswers, useAnswers } from "./use-answers.ts";
import { useFormKeys } from "./use-form-keys.ts";
import { type OnDisturbed, useGuard } from "./use-guard.ts";

export type CapturedDraft = Extract<Draft, { state: "captured" }>;
export type Saved = MessageOutput<"save-report">;

export interface ReportFormProps {
  draft: CapturedDraft;
  onDisturbed: OnDisturbed;
  /** The no-pixels lane was chosen: whatever shows or quotes is to be destroyed wherever it is held. */
  onStrip(): void;
  onSend(answers: Answers): Promise<Result<Saved>>;
  onSaved(saved: Saved): void;
  onCancel(): void;
}

export function ReportForm({ draft, onDisturbed, onStrip, onSend, onSaved, onCancel }: ReportFormProps) {
  const { language, t } = useLanguage();
  const form = useRef<HTMLDivElement>(null);
  const uncovered = useGuard(form, onDisturbed);
  const { answers, pick, change } = useAnswers();
  const [held, setHeld] = useState({ evidence: draft.evidence, pictureAddress: draft.pictureAddress });
  const [panel, setPanel] = useState<"evidence" | "refusals">();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const { category } = answers;
  const noPixels = category === "PORNO_ANAK";
  const notPublic = draft.evidence.fields.audience?.value === "not-public";
  const ready = readyAnswers(answers, notPublic);
  const blurred = category === undefined || categories[category].capture === "C2";

  useEffect(() => {
    if (!noPixels) return;
    setHeld(({ evidence }) => ({ evidence: stripForNoPixels(evidence), pictureAddress: undefined }));
    onStrip();
  }, [noPixels]);

  const sendReport = async (event: Event) => {
    if (!event.isTrusted || sending) return;
    if (ready === "category") return;
    if (ready === "reason") return setProblem(fail("reason-needed").problem);
    if (!uncovered) return setProblem(fail("covered", undefined, "now").problem);
    setSending(true);
    setProblem(undefined);
    const result = await onSend(ready);
    setSending(false);
    if (result.ok) onSaved(result.value);
    else setProblem(result.problem);
  };

  useFormKeys({
    onPick: (code) => !noPixels && pick(code),
    onSend: sendReport,
    onEscape: () => (panel ? setPanel(undefined) : onCancel()),
  });

  return (
    <div ref={form} class="form">
      <header class="form-head">
        <h1>{t("form.title")}</h1>
        <span class="muted small">
          {t("form.what", { kind: t(`kind.${draft.evidence.kind}`), site: t(`site.${draft.evidence.site}`) })}
        </span>
      </header>
      <main class="form-middle">
        {panel === "evidence" ? (
          <Panel title={t("form.preview")} onBack={() => setPanel(undefined)}>
            <Picture picture={held.evidence.picture} address={held.pictureAddress} blurred={blurred} />
            <EvidenceList evidence={held.evidence} />
          </Panel>
        ) : null}
        {panel === "refusals" ? (
          <Panel title={t("form.notCategoriesTitle")} onBack={() => setPanel(undefined)}>
            <Refusals />
          </Panel>
        ) : null}
        <div class="form-work" hidden={panel !== undefined}>
          {noPixels ? (
            <NoPixels evidence={held.evidence} onSeeAll={() => setPanel("evidence")} />
          ) : (
            <Preview {...held} blurred={blurred} onSeeAll={() => setPanel("evidence")} />
          )}
          {draft.reportedAt ? (
            <p class="small muted">
              {t("form.reportedBefore", { when: relativeTime(language, draft.reportedAt, Date.now()) })}
            </p>
          ) : null}
          <div class="grid-head">
            <h2>{t("form.category")}</h2>
            <button
              type="button"
              class="button link"
              data-testid="refusals"
              onClick={() => setPanel("refusals")}
            >
              {t("form.notCategories")}
            </button>
          </div>
          <CategoryGrid value={category} locked={noPixels} onPick={pick} />
          {noPixels ? <p class="small muted">{t("form.noPixelsLocked")}</p> : null}
          <Choices
            evidence={held.evidence}
            answers={answers}
            notPublic={notPublic}
            reasonMissing={problem?.code === "reason-needed" && ready === "reason"}
            onChange={change}
          />
        </div>
      </main>
      <footer class="form-foot">
        {problem && problem.code !== "reason-needed" ? <Failure problem={problem} /> : null}
        <button type="button" class="button quiet" data-testid="cancel" onClick={onCancel}>
          {t("form.cancel")}
        </button>
        <button
          type="button"
          class="button primary"
          data-testid="send"
          aria-disabled={category === undefined || !uncovered || sending}
          title={category === undefined ? t("form.chooseFirst") : "Ctrl+Enter"}
          onClick={sendReport}
        >
          {t(sending ? "form.sending" : "form.send")}
        </button>
      </footer>
    </div>
  );
}
