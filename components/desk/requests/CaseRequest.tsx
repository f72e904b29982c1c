import type { RequestView } from "../../../utils/shared/contract/request.ts";
import { relativeTime } from "../../../utils/shared/i18n/time.ts";
import { clockOf } from "../../../utils/shared/policy/clock.ts";
import { useLanguage } from "../../ui/language.ts";
import { useNow } from "../../ui/use-now.ts";
import { ClockTag } from "./ClockTag.tsx";
import { stateTone } from "./tones.ts";

export interface CaseRequestProps {
  view: RequestView;
  caseId: string;
  onOpen(): void;
}

export function CaseRequest({ view, caseId, onOpen }: CaseRequestProps) {
  const { language, t } = useLanguage();
  const nowMs = useNow();
  const item = view.itemList.find((one) => one.caseId === caseId);
  return (
    <div class="card" data-testid="case-request" data-state={view.state}>
      <p class="row-head">
        <strong class="request-number">{view.number}</strong>
        {view.kind === "restore" ? <span class="tag">{t("request.restore")}</span> : null}
        <span class={stateTone(view.state)}>{t(`requestState.${view.state}`)}</span>
        <ClockTag clock={clockOf(view, nowMs)} />
      </p>
      {item && view.state !== "withdrawn" ? (
        <p>
          {t(`outcome.${item.outcome}`)}
          {item.outcomeNote ? <span class="muted">: {item.outcomeNote}</span> : null}
        </p>
      ) : null}
      {item?.seen && item.seenAt ? (
        <p class="small muted">
          {t("item.seen", { when: relativeTime(language, item.seenAt, nowMs), seen: t(`seen.${item.seen}`) })}
        </p>
      ) : null}
      {view.withdrawnReason ? (
        <p class="small muted">{t("request.withdrawnReason", { reason: view.withdrawnReason })}</p>
      ) : null}
      <button type="button" class="button link" data-testid="case-request-open" onClick={onOpen}>
        {t("make.open")}
      </button>
    </div>
  );
}
