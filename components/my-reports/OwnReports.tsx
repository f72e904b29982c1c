/** One's own reports: waiting in the outbox, received by the intake, and their outcomes. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ownReportsPollMs } from "../../utils/extension/browser/delays.ts";
import type { JoinedReport, OwnReportFilter } from "../../utils/extension/desk/own-reports.ts";
import type { ReporterAccuracy } from "../../utils/shared/contract/desk.ts";
import type { OutboxList, OutboxRow } from "../../utils/shared/contract/outbox.ts";
import type { OwnReport, OwnWeek } from "../../utils/shared/contract/own-report.ts";
import { ok } from "../../utils/shared/contract/result.ts";
import { date, percentDown } from "../../utils/shared/i18n/time.ts";
import { Failure } from "../ui/Failure.tsx";
import { Check, Clock, CloudOff, TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { Empty, Skeleton } from "../ui/Placeholder.tsx";
import { useAllLoaded } from "../ui/use-all-loaded.ts";
import { useLoad } from "../ui/use-load.ts";
import { usePages } from "../ui/use-pages.ts";
import { OwnFilter } from "./OwnFilter.tsx";
import { isDecided, type OwnCalls, OwnReportRow } from "./OwnReportRow.tsx";

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
  const { decided, upheld, reversed, precision } = record;
  if (record.reports === 0) return null;
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
      <div role="status" class="own-total" data-moving={moving.length > 0} data-testid="own-total">
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

/** The device's and the intake's reports as one list. */
function useOwnReports(calls: OwnCalls, join: OwnReportsProps["join"]) {
  const [filter, setFilter] = useState<OwnReportFilter>({});
  const isFiltered = Object.keys(filter).length > 0;
  const outbox = useLoad("outbox", calls.listOutbox);
  const intake = useOwnPages(calls, filter);
  const record = useLoad("record", calls.readRecord);
  const drawn = useAllLoaded([outbox, intake]);
  const held = outbox.value ?? { rows: [], damaged: [] };
  // The outbox knows neither words nor outcomes, so a filter shows only what the intake found.
  const found = intake.rows ?? [];
  const here = isFiltered
    ? held.rows.filter((row) => found.some(({ id }) => id === row.reportId))
    : held.rows;
  const rows = join(here, found);
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
  return { filter, setFilter, isFiltered, outbox, intake, record, drawn, held, rows };
}

export function OwnReports({ calls, join, stateOf }: OwnReportsProps) {
  const { t } = useLanguage();
  const { filter, setFilter, isFiltered, outbox, intake, record, drawn, held, rows } = useOwnReports(
    calls,
    join,
  );
  if (!drawn || (outbox.value === undefined && outbox.loading)) {
    return <Skeleton label={t("home.loading")} rows={4} height={64} />;
  }
  const changed = async () => {
    await Promise.all([outbox.reload(), intake.reload()]);
  };
  return (
    <section class="own" aria-label={t("own.title")}>
      <UnsentReports
        outbox={held}
        onTryNow={async () => {
          await calls.drainOutbox();
          await outbox.reload();
        }}
      />
      <OwnFilter filter={filter} onFilter={setFilter} />
      <WeekLine week={intake.week} />
      {outbox.problem ? <Failure problem={outbox.problem} /> : null}
      {intake.problem && rows.length > 0 ? (
        <p class="message small" data-testid="own-offline">
          <CloudOff size={16} aria-hidden="true" />
          {t("own.offlineNote")}
        </p>
      ) : null}
      {rows.length === 0 && held.damaged.length === 0 && !intake.loading ? (
        <Empty
          title={t(isFiltered ? "own.noMatch" : "own.empty")}
          hint={t(isFiltered ? "own.noMatchHint" : "own.emptyHint")}
        />
      ) : null}
      <ReportRows rows={rows} stateOf={stateOf} calls={calls} onChanged={changed} />
      {intake.more ? (
        <button
          type="button"
          class="button own-more"
          data-testid="own-more"
          aria-disabled={intake.loadingMore}
          onClick={() => void (intake.loadingMore ? undefined : intake.loadMore())}
        >
          {t("own.more")}
        </button>
      ) : null}
      {/* Last, so that its arrival moves nothing. */}
      {record.value ? <ReporterAccuracySummary record={record.value} /> : null}
    </section>
  );
}

/** The intake's list, page by page, with the counts of its first page. */
function useOwnPages({ listOwnReports }: OwnCalls, filter: OwnReportFilter) {
  const week = useRef<OwnWeek>(undefined);
  const pages = usePages(JSON.stringify(filter), async (after) => {
    const answer = await listOwnReports(filter, after);
    if (!answer.ok) return answer;
    week.current = answer.value.week ?? week.current;
    return ok({ rows: answer.value.reports, next: answer.value.next });
  });
  // Rows of the last filter stay until the new ones arrive, so that the field below the fingers does not move.
  const last = useRef(pages.rows);
  last.current = pages.rows ?? last.current;
  return { ...pages, rows: pages.rows ?? last.current, week: week.current };
}

interface ReportRowsProps extends Pick<OwnReportsProps, "calls" | "stateOf"> {
  rows: readonly JoinedReport[];
  onChanged(): Promise<void>;
}

/** Reports with an unanswered question first, the others by day. */
function ReportRows({ rows, stateOf, calls, onChanged }: ReportRowsProps) {
  const { language, t } = useLanguage();
  const asked = rows.filter(isAsked);
  const others = rows.filter((row) => !isAsked(row));
  const today = date(language, new Date().toISOString());
  const list = (shown: readonly JoinedReport[]) => (
    <ul class="rows">
      {shown.map((row) => (
        <OwnReportRow key={row.reportId} row={row} state={stateOf(row)} calls={calls} onChanged={onChanged} />
      ))}
    </ul>
  );
  return (
    <>
      {asked.length > 0 ? (
        <section class="own-asked" aria-label={t("own.is.asked")} data-testid="own-asked">
          <h2>{t("own.asksYouCount", { count: asked.length })}</h2>
          {list(asked)}
        </section>
      ) : null}
      {byDay(others, (at) => date(language, at)).map(([day, shown]) => (
        <section key={day} aria-label={day}>
          <h2 class="own-day">{day === today ? t("own.today") : day}</h2>
          {list(shown)}
        </section>
      ))}
    </>
  );
}

function isAsked({ intake }: JoinedReport): boolean {
  if (!intake || intake.withdrawnAt !== undefined || isDecided(intake)) return false;
  return intake.questions.some(({ answer }) => answer === undefined);
}

function byDay(rows: readonly JoinedReport[], dayOf: (at: string) => string): [string, JoinedReport[]][] {
  const days = new Map<string, JoinedReport[]>();
  for (const row of rows) days.set(dayOf(row.at), [...(days.get(dayOf(row.at)) ?? []), row]);
  return [...days];
}

/** The outcomes of the person's reports of the last seven days, in one line. */
export function WeekLine({ week }: { week: OwnWeek | undefined }) {
  const { t } = useLanguage();
  if (!week || week.sent === 0) return null;
  const { sent, waiting, approved, rejected } = week;
  const parts = [
    t("own.weekSent", { count: sent }),
    ...(approved > 0 ? [t("own.weekApproved", { count: approved })] : []),
    ...(rejected > 0 ? [t("own.weekRejected", { count: rejected })] : []),
    ...(waiting > 0 ? [t("own.weekWaiting", { count: waiting })] : []),
  ];
  return (
    <p class="small own-week" data-testid="own-week">
      <strong>{t("own.week")}</strong> {parts.join(", ")}
    </p>
  );
}
