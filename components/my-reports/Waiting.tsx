/** Summary of one's own reports still in the outbox, and a warning about actions that would lose them. */

import { useRef } from "preact/hooks";
import type { OutboxList, OutboxRow } from "../../utils/shared/contract/outbox.ts";
import { Check, Clock, TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";

interface WaitingProps {
  outbox: OutboxList;
  onTryNow(): void;
}

const onItsWay: readonly OutboxRow["state"][] = ["held", "waiting", "sending"];

export function UnsentReports({ outbox: { rows, damaged }, onTryNow }: WaitingProps) {
  const { t } = useLanguage();
  const moving = rows.filter(({ state }) => onItsWay.includes(state));
  const files = moving.reduce((sum, { filesLeft }) => sum + filesLeft.length, 0);
  const canHurry = rows.some(({ state, nextTryAt }) => state === "waiting" && nextTryAt !== undefined);
  // The line stays after the last report is sent, so that the rows below do not move.
  const shown = useRef({ total: false, hurry: false });
  shown.current.total ||= moving.length > 0;
  shown.current.hurry ||= canHurry;
  return (
    <>
      {/* Always rendered, so that screen readers announce changes. */}
      <div role="status" class="own-total" data-testid="own-total">
        {shown.current.total ? (
          <>
            {moving.length > 0 ? (
              <Clock size={16} aria-hidden="true" />
            ) : (
              <Check size={16} aria-hidden="true" />
            )}
            <div>
              <strong>
                {moving.length > 0
                  ? t("own.waitingTotal", { reports: moving.length, files })
                  : t("own.noneWaiting")}
              </strong>
              <p class="small">{t(moving.length > 0 ? "own.keepInstalled" : "own.noneWaitingHint")}</p>
            </div>
          </>
        ) : null}
      </div>
      {shown.current.hurry ? (
        <div class="own-hurry">
          <button type="button" class="button" data-testid="try-now" disabled={!canHurry} onClick={onTryNow}>
            {t("own.tryNow")}
          </button>
        </div>
      ) : null}
      {damaged.map(({ key, number }) => (
        <div key={key} class="message warning" role="alert" data-testid="own-damaged">
          <TriangleAlert size={16} aria-hidden="true" />
          <div>
            {number ? <strong>{number}</strong> : null}
            <p>{t("problem.report-damaged")}</p>
          </div>
        </div>
      ))}
    </>
  );
}
