/** The report form for one post: its preview, and whether it was reported before. */

import { useState } from "preact/hooks";
import type { Draft, DraftPost } from "../../utils/shared/contract/draft.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import type { MessageOutput } from "../../utils/shared/contract/messages.ts";
import type { Answers } from "../../utils/shared/contract/outbox.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { dateTime, relativeTime } from "../../utils/shared/i18n/time.ts";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { LockKeyhole } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { fileAddressOf, Picture } from "../ui/Picture.tsx";
import { Hotline } from "./Hotline.tsx";
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
    <section class="no-pixels" data-testid="preview" aria-label={t("form.preview")}>
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

interface PreviewProps {
  evidence: Evidence;
  files: DraftPost["files"];
  blurred: boolean;
  onSeeAll(): void;
}

/** Summary of the evidence that will be sent; the full list is one click away. */
function Preview({ evidence, files, blurred, onSeeAll }: PreviewProps) {
  const { language, t } = useLanguage();
  const { fields } = evidence;
  const { permalink } = fields;
  // The link was entered and checked, not read from the page, so the person must see it.
  const isChecked = permalink?.source.startsWith("link ");
  const when = fields.publishedAt ? dateTime(language, fields.publishedAt.value) : fields.publishedRaw?.value;
  const body = fields.text?.value ?? fields.title?.value;
  return (
    <section class="preview" data-testid="preview" aria-label={t("form.preview")}>
      <Picture
        picture={evidence.picture}
        address={fileAddressOf(files, evidence.picture)}
        blurred={blurred}
        small
      />
      <div class="preview-words">
        <p class="preview-author">
          <strong>
            <Foreign text={fields.authorName?.value ?? fields.authorHandle?.value ?? t("form.noAuthor")} />
          </strong>
          {fields.authorName && fields.authorHandle ? (
            <span class="muted">
              {" "}
              <Foreign text={fields.authorHandle.value} />
            </span>
          ) : null}
        </p>
        <p class="preview-when small muted">
          <span>
            <Foreign text={when} />
          </span>
          <button type="button" class="button link" data-testid="see-all" onClick={onSeeAll}>
            {t("form.seeAll")}
          </button>
        </p>
        <p class={body ? "preview-text" : "preview-text muted"}>
          <Foreign text={body ?? t("form.noText")} />
        </p>
      </div>
      {isChecked && permalink ? (
        <p class="preview-link small muted" data-testid="checked-link">
          {t("form.checkedLink", { link: permalink.value })}
        </p>
      ) : null}
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
      notPublicText={() =>
        t(evidence.fields.audience?.value === "unknown" ? "form.audienceUnknown" : "form.notPublic")
      }
      posts={[draft]}
      chosen={[draft]}
      preview={({ noPixels, blurred, onSeeAll }) => (
        <>
          <div aria-live="polite">
            {noPixels ? <NoPixels evidence={evidence} onSeeAll={() => onSeeAll(draft)} /> : null}
          </div>
          {noPixels ? null : (
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
