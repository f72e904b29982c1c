/** A supervisor's question about one's own report, with a field for the answer. Drafts are kept. */

import { useState } from "preact/hooks";
import type { QuestionView } from "../../utils/shared/contract/desk.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { relativeTime } from "../../utils/shared/i18n/time.ts";
import { Foreign } from "../ui/Foreign.tsx";
import { useLanguage } from "../ui/language.ts";
import { TextArea } from "../ui/TextArea.tsx";
import { usePersistedState } from "../ui/use-kept.ts";

interface QuestionProps {
  question: QuestionView;
  /** The case is decided, so an answer is no longer needed. */
  closed: boolean;
  /** Resolves to true if the answer was saved. */
  onAnswer(answer: string): Promise<boolean>;
}

export function ReporterQuestion({ question, closed, onAnswer }: QuestionProps) {
  const { language, t } = useLanguage();
  const kept = usePersistedState(`answer:${question.id}`, () => "");
  const [missing, setMissing] = useState(false);
  const answer = kept.value.trim();
  const when = relativeTime(language, question.at, Date.now());

  const send = async (event: Event) => {
    event.preventDefault();
    if (answer === "") return setMissing(true);
    if (await onAnswer(answer)) kept.clear();
  };

  return (
    <div class="own-question" data-testid="own-question" data-question={question.id}>
      <p class="small muted">{t("question.asked", { when })}</p>
      <p>
        <Foreign text={question.text} />
      </p>
      {question.answer !== undefined ? (
        <p class="small">{t("question.answered", { answer: question.answer })}</p>
      ) : null}
      {question.answer === undefined && closed ? <p class="small muted">{t("question.closed")}</p> : null}
      {question.answer === undefined && !closed ? (
        <form onSubmit={send}>
          <TextArea
            label={t("question.answer")}
            hint={t("question.hint")}
            error={missing && answer === "" ? t("question.missing") : undefined}
            value={kept.value}
            onChange={(value) => kept.set(() => value)}
            maxChars={limits.questionChars}
            testId="answer"
          />
          <div class="buttons">
            <button type="submit" class="button" data-testid="answer-send">
              {t("question.send")}
            </button>
          </div>
        </form>
      ) : null}
    </div>
  );
}
