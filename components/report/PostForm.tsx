import { useState } from "preact/hooks";
import type { Draft } from "../../utils/shared/contract/draft.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import type { MessageOutput } from "../../utils/shared/contract/messages.ts";
import type { Answers } from "../../utils/shared/contract/outbox.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { dateTime, relativeTime } from "../../utils/shared/i18n/time.ts";
import { Failure } from "../ui/Failure.tsx";
import { LockKeyhole } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { Hotline } from "./Hotline.tsx";
import { Preview } from "./Preview.tsx";
import { type FormEvents, ReportForm } from "./ReportForm.tsx";

type SavedReport = MessageOutput<"save-report">;

export interface PostFormProps extends FormEvents<SavedReport> {
  draft: Extract<Draft, { state: "captured" }>;
  onCheckReported(): Promise<Result<MessageOutput<"check-reported">>>;
  onSend(answers: Answers): Promise<Result<SavedReport>>;
}

/** The complete report of the no-pixels lane. `evidence` is already stripped. */
function NoPixels({ evidence, onSeeAll }: { evidence: Evidence; onSeeAll(): void }) {
  const { language, t } = useLanguage();
  const { permalink, authorId, publishedAt, publishedRaw } = evidence.fields;
  const rows: [string, string | undefined][] = [
    [t("form.subject"), evidence.subject],
    [t("field.permalink"), permalink?.value],
    [t("field.authorId"), authorId?.value],
    [t("field.publishedAt"), publishedAt ? dateTime(language, publishedAt.value) : publishedRaw?.value],
    [t("form.capturedAt"), dateTime(language, evidence.capturedAt)],
  ];
  return (
    <section class="no-pixels" data-testid="preview" aria-label={t("form.preview")} aria-live="polite">
      <p class="no-pixels-title">
        <LockKeyhole size={16} aria-hidden="true" />
        <strong>{t("form.noPixelsTitle")}</strong>
        <button type="button" class="button link" data-testid="see-all" onClick={onSeeAll}>
          {t("form.seeAll")}
        </button>
      </p>
      <p>{t("form.noPixels")}</p>
      <dl>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value ?? <span class="muted">{t("form.missing")}</span>}</dd>
          </div>
        ))}
      </dl>
      <Hotline />
    </section>
  );
}

type KnownSubjectAnswer = Result<MessageOutput<"check-reported">>;

/** Notes that others may have reported the post. The intake is asked only on request. */
function KnownSubjectNotice({ onCheck }: { onCheck(): Promise<KnownSubjectAnswer> }) {
  const { t } = useLanguage();
  const [checking, setChecking] = useState(false);
  const [answer, setAnswer] = useState<KnownSubjectAnswer>();

  const check = async () => {
    setChecking(true);
    setAnswer(await onCheck());
    setChecking(false);
  };

  if (answer?.ok) {
    const state = answer.value.state ?? "never";
    return (
      <p class="small muted" role="status" data-testid="reported-answer" data-state={state}>
        {t(`form.reported.${state}`)}
      </p>
    );
  }
  return (
    <>
      <p class="small muted">
        {t("form.maybeReported")}{" "}
        <button
          type="button"
          class="button link"
          data-testid="check-reported"
          aria-disabled={checking}
          onClick={() => checking || check()}
        >
          {t(checking ? "form.checkingReported" : "form.checkReported")}
        </button>
      </p>
      {answer ? <Failure problem={answer.problem} /> : null}
    </>
  );
}

export function PostForm({ draft, onCheckReported, ...events }: PostFormProps) {
  const { language, t } = useLanguage();
  const { evidence, files, reportedAt, maybeReported } = draft;
  return (
    <ReportForm
      {...events}
      what={t("form.what", { kind: t(`kind.${evidence.kind}`), site: t(`site.${evidence.site}`) })}
      sendText={t("form.send")}
      several={false}
      notPublicText={() => t("form.notPublic")}
      posts={[draft]}
      chosen={[draft]}
      preview={({ noPixels, blurred, onSeeAll }) => (
        <>
          {noPixels ? (
            <NoPixels evidence={evidence} onSeeAll={() => onSeeAll(draft)} />
          ) : (
            <Preview evidence={evidence} files={files} blurred={blurred} onSeeAll={() => onSeeAll(draft)} />
          )}
          {reportedAt ? (
            <p class="small muted">
              {t("form.reportedBefore", { when: relativeTime(language, reportedAt, Date.now()) })}
            </p>
          ) : maybeReported ? (
            <KnownSubjectNotice onCheck={onCheckReported} />
          ) : null}
        </>
      )}
    />
  );
}
