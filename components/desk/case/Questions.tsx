import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";

export function Questions({ view }: { view: CaseView }) {
  const { language, t } = useLanguage();
  if (view.questions.length === 0) return null;
  return (
    <section class="block">
      <h2>{t("ask.title")}</h2>
      {view.questions.map((question) => (
        <div
          key={question.id}
          class="card"
          data-testid="question"
          data-answered={question.answer !== undefined}
        >
          <p>
            <Foreign text={question.text} />
          </p>
          <p class="small muted">
            {view.reportList.find(({ id }) => id === question.reportId)?.number}{" "}
            {dateTime(language, question.at)}
          </p>
          {question.answer === undefined ? (
            <p class="tag warning">{t("ask.waiting")}</p>
          ) : (
            <p>
              <strong>
                <Foreign text={question.answer} />
              </strong>
            </p>
          )}
        </div>
      ))}
    </section>
  );
}
