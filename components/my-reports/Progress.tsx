/** Upload progress of one report: parts sent, parts waiting with the reason, and the next attempt. */

import type { OutboxRow } from "../../utils/shared/contract/outbox.ts";
import { relativeTime } from "../../utils/shared/i18n/time.ts";
import { useLanguage } from "../ui/language.ts";

export function Progress({ row }: { row: OutboxRow }) {
  const { language, t } = useLanguage();
  const { nextTryAt, filesLeft, filesTotal = filesLeft.length, tries, received, meteredUntil, problem } = row;
  const isMoving = row.state === "waiting" || row.state === "sending" || row.state === "withdrawing";
  if (!isMoving) return null;
  const isMetered = meteredUntil !== undefined && meteredUntil === nextTryAt && !problem;
  // An overdue attempt is shown as due now.
  const when = nextTryAt && relativeTime(language, nextTryAt, Math.min(Date.now(), Date.parse(nextTryAt)));
  return (
    <div class="own-progress" data-testid="own-progress">
      {received && filesTotal > 0 ? (
        <>
          <p class="small">{t("own.filesDone", { done: filesTotal - filesLeft.length, all: filesTotal })}</p>
          <progress max={filesTotal} value={filesTotal - filesLeft.length} aria-hidden="true" />
        </>
      ) : null}
      {!received && filesTotal > 0 && row.state !== "withdrawing" ? (
        <p class="small">{t("own.filesLater", { count: filesTotal })}</p>
      ) : null}
      {isMetered && when ? <p class="small">{t("own.metered", { when })}</p> : null}
      {!isMetered && when ? <p class="small">{t("own.trying", { tries, when })}</p> : null}
    </div>
  );
}
