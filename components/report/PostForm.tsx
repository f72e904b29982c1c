import type { Draft } from "../../utils/shared/contract/draft.ts";
import type { MessageOutput } from "../../utils/shared/contract/messages.ts";
import type { Answers } from "../../utils/shared/contract/outbox.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { relativeTime } from "../../utils/shared/i18n/time.ts";
import { useLanguage } from "../ui/language.ts";
import { MaybeReported } from "./MaybeReported.tsx";
import { NoPixels } from "./NoPixels.tsx";
import { Preview } from "./Preview.tsx";
import { type FormEvents, ReportForm } from "./ReportForm.tsx";

type SavedReport = MessageOutput<"save-report">;

export interface PostFormProps extends FormEvents<SavedReport> {
  draft: Extract<Draft, { state: "captured" }>;
  onCheckReported(): Promise<Result<MessageOutput<"check-reported">>>;
  onSend(answers: Answers): Promise<Result<SavedReport>>;
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
            <MaybeReported onCheck={onCheckReported} />
          ) : null}
        </>
      )}
    />
  );
}
