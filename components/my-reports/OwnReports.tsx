/** One's own reports: waiting in the outbox, received by the intake, and their outcomes. */

import { useEffect, useRef } from "preact/hooks";
import { ownReportsPollMs } from "../../utils/extension/browser/delays.ts";
import type { JoinedReport } from "../../utils/extension/desk/own-reports.ts";
import type { ReporterAccuracy } from "../../utils/shared/contract/desk.ts";
import type { OutboxList, OutboxRow } from "../../utils/shared/contract/outbox.ts";
import type { OwnReport } from "../../utils/shared/contract/own-report.ts";
import { duration, percentDown } from "../../utils/shared/i18n/time.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Check, Clock, CloudOff, TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { useAllLoaded } from "../ui/use-all-loaded.ts";
import { useLoad } from "../ui/use-load.ts";
import { type OwnCalls, OwnReportRow } from "./OwnReportRow.tsx";

export interface OwnReportsProps {
  calls: OwnCalls;
  join(outbox: readonly OutboxRow[], intake: readonly OwnReport[]): JoinedReport[];
  stateOf(row: JoinedReport): OutboxRow["state"];
}

const unfinishedStates: readonly OutboxRow["state"][] = ["held", "waiting", "sending", "withdrawing"];

/** Below this number of decided reports a rate is not meaningful. */
const minDecided = 10;

/** Statistics of one's own reports, visible to oneself only. No rate is shown for small numbers. */
export function ReporterAccuracySummary({ record }: { record: ReporterAccuracy }) {
  const { language, t } = useLanguage();
  const { decided, upheld, reversed, precision, medianSeconds } = record;
  if (record.reports === 0) return null;
  const seconds = medianSeconds === undefined ? undefined : Math.round(medianSeconds);
  return (
    <section class="own-record" aria-label={t("record.title")} data-testid="own-record">
      <p>
        <strong>{decided === 0 ? t("record.none") : t("record.upheld", { upheld, decided })}</strong>
      </p>
      {decided > 0 && (decided < minDecided || precision === undefined) ? (
        <p class="small muted">{t("record.few")}</p>
      ) : null}
      {decided >= minDecided && precision !== undefined ? (
        <p class="small">{t("record.precision", { percent: percentDown(language, precision) })}</p>
      ) : null}
      {decided > 0 ? (
        <p class="small">{reversed === 0 ? t("record.noneReversed") : t("record.reversed", { reversed })}</p>
      ) : null}
      {seconds !== undefined ? (
        <p class="small">
          {seconds < 120
            ? t("record.seconds", { seconds })
            : t("record.time", { time: duration(language, seconds * 1_000) })}
        </p>
      ) : null}
      <p class="small muted">{t("record.use")}</p>
    </section>
  );
}

interface WaitingProps {
  outbox: OutboxList;
  onTryNow(): void;
}

const onItsWay: readonly OutboxRow["state"][] = ["held", "waiting", "sending"];

/** Summary of one's own reports still in the outbox, and a warning about actions that would lose them. */
function UnsentReports({ outbox: { rows, damaged }, onTryNow }: WaitingProps) {
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

export function OwnReports({ calls, join, stateOf }: OwnReportsProps) {
  const { t } = useLanguage();
  const outbox = useLoad("outbox", calls.listOutbox);
  const intake = useLoad("own", calls.listOwnReports);
  const record = useLoad("record", calls.readRecord);
  const drawn = useAllLoaded([outbox, intake]);
  const held = outbox.value ?? { rows: [], damaged: [] };
  const rows = join(held.rows, intake.value ?? []);
  const anyMoving = held.rows.some(({ state }) => unfinishedStates.includes(state));

  useEffect(() => {
    if (!anyMoving) return;
    const timer = setInterval(outbox.reload, ownReportsPollMs);
    // Once the outbox is empty, the intake's list is out of date.
    return () => {
      clearInterval(timer);
      void intake.reload();
    };
  }, [anyMoving]);

  if (!drawn || (outbox.value === undefined && outbox.loading)) {
    return <Skeleton label={t("home.loading")} rows={4} height={96} />;
  }
  return (
    <section class="own" aria-label={t("own.title")}>
      <UnsentReports
        outbox={held}
        onTryNow={async () => {
          await calls.drainOutbox();
          await outbox.reload();
        }}
      />
      {outbox.problem ? <Failure problem={outbox.problem} /> : null}
      {intake.problem && rows.length > 0 ? (
        <p class="message small" data-testid="own-offline">
          <CloudOff size={16} aria-hidden="true" />
          {t("own.offlineNote")}
        </p>
      ) : null}
      {rows.length === 0 && held.damaged.length === 0 && !intake.loading ? (
        <Empty title={t("own.empty")} hint={t("own.emptyHint")} />
      ) : null}
      <ul class="rows">
        {rows.map((row) => (
          <OwnReportRow
            key={row.reportId}
            row={row}
            state={stateOf(row)}
            calls={calls}
            onChanged={async () => {
              await Promise.all([outbox.reload(), intake.reload()]);
            }}
          />
        ))}
      </ul>
      {/* Last, so that its arrival moves nothing. */}
      {record.value ? <ReporterAccuracySummary record={record.value} /> : null}
    </section>
  );
}
