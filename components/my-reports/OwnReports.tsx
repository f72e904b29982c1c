/** One's own reports: waiting in the outbox, received by the intake, and their outcomes. */

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { JoinedReport, OwnReportFilter } from "../../utils/extension/desk/own-reports.ts";
import type { ReporterAccuracy } from "../../utils/shared/contract/desk.ts";
import type { OutboxList, OutboxRow } from "../../utils/shared/contract/outbox.ts";
import type { OwnWeek } from "../../utils/shared/contract/own-report.ts";
import { date, percentDown, timeOfDay } from "../../utils/shared/i18n/time.ts";
import { mayPass } from "../../utils/shared/policy/device-problems.ts";
import { Failure } from "../ui/Failure.tsx";
import { Calendar, Check, Clock, TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { lazy } from "../ui/lazy.tsx";
import { Empty, Skeleton } from "../ui/Placeholder.tsx";
import { SearchField } from "../ui/SearchField.tsx";
import { useOpenId } from "../ui/use-place.ts";
import { useWide } from "../ui/use-wide.ts";
import { OwnReportRow } from "./OwnReportRow.tsx";
import {
  isAsked,
  type JoinReports,
  type OwnCalls,
  type OwnReportsState,
  useOwnReports,
} from "./use-own-reports.ts";

/** Seldom needed in the popup, where a report opens in its row. */
const OwnReportBeside = lazy(
  async () => (await import("./OwnReportBeside.tsx")).OwnReportBeside,
  ["onDemand"],
);

export interface OwnReportsProps {
  calls: OwnCalls;
  join: JoinReports;
  stateOf(row: JoinedReport): OutboxRow["state"];
}

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
/** Sent once the device may send again. */
const isStuck = (row: OutboxRow) => row.state === "failed" && mayPass(row);

/** Summary of one's own reports still in the outbox, and a warning about actions that would lose them. */
function UnsentReports({ outbox: { rows, damaged }, onTryNow }: WaitingProps) {
  const { t } = useLanguage();
  const moving = rows.filter((row) => onItsWay.includes(row.state) || isStuck(row));
  const files = moving.reduce((sum, { filesLeft }) => sum + filesLeft.length, 0);
  const canHurry = rows.some(
    (row) => (row.state === "waiting" && row.nextTryAt !== undefined) || isStuck(row),
  );
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

/** In a wide window the report of the address is beside the list, otherwise in its row. */
export function OwnReports({ calls, join, stateOf }: OwnReportsProps) {
  const { t } = useLanguage();
  const list = useOwnReports(calls, join);
  const isWide = useWide();
  const [number, open] = useOpenId("reports");
  const { outbox, intake, rows } = list;
  if (!list.drawn || (outbox.value === undefined && outbox.loading)) {
    return <Skeleton label={t("home.loading")} rows={4} height={64} />;
  }
  const onChanged = async () => {
    await Promise.all([outbox.reload(), intake.reload()]);
  };
  const shared = { list, calls, stateOf, onChanged };
  const named = number === undefined ? null : <OwnReportBeside {...shared} number={number} join={join} />;
  const isMissing = intake.read && !list.isFiltered && !rows.some((row) => row.number === number);
  return (
    <section class="own" aria-label={t("own.title")}>
      <List {...shared} isWide={isWide} number={number} open={open}>
        {!isWide && isMissing ? named : null}
      </List>
      {isWide ? (
        <div class="own-beside">
          {named}
          {number === undefined && rows.length > 0 ? <Empty title={t("own.pick")} /> : null}
        </div>
      ) : null}
    </section>
  );
}

interface ListProps extends Pick<OwnReportsProps, "calls" | "stateOf"> {
  list: OwnReportsState;
  isWide: boolean;
  /** The receipt number in the address. */
  number: string | undefined;
  open(number: string | undefined): void;
  onChanged(): Promise<void>;
  children?: ComponentChildren;
}

function List({ list, children, ...shared }: ListProps) {
  const { t } = useLanguage();
  const { outbox, intake, record } = list;
  // A problem is shown where the person pressed.
  const [atEnd, setAtEnd] = useState(false);
  const failedAtEnd = atEnd && intake.more && intake.problem !== undefined;
  const loadMore = async () => {
    setAtEnd(true);
    await intake.loadMore();
  };
  const again = async () => {
    setAtEnd(false);
    await intake.reload();
  };
  return (
    <div class="own-list">
      <UnsentReports
        outbox={list.held}
        onTryNow={async () => {
          await shared.calls.drainOutbox();
          await outbox.reload();
        }}
      />
      <OwnFilter filter={list.filter} onFilter={list.setFilter} />
      <WeekLine week={intake.week} />
      {outbox.problem ? <Failure problem={outbox.problem} onRetry={outbox.reload} /> : null}
      {intake.problem && !failedAtEnd ? <Failure problem={intake.problem} onRetry={again} /> : null}
      <ListState list={list} />
      {children}
      <ReportRows rows={list.rows} {...shared} />
      {intake.problem && failedAtEnd ? <Failure problem={intake.problem} onRetry={loadMore} /> : null}
      {intake.read && intake.more && !failedAtEnd ? (
        <button
          type="button"
          class="button own-more"
          data-testid="own-more"
          aria-disabled={intake.loadingMore}
          onClick={() => void (intake.loadingMore ? undefined : loadMore())}
        >
          {t("own.more")}
        </button>
      ) : null}
      {/* Last, so that its arrival moves nothing. */}
      {record.value ? <ReporterAccuracySummary record={record.value} /> : null}
    </div>
  );
}

/** In place of rows: that they are loading, or that there are none. Above rows: their age, if they are not new. */
function ListState({ list }: { list: OwnReportsState }) {
  const { t } = useLanguage();
  const { isFiltered, outbox, intake, held, rows } = list;
  const { asOfMs, read } = intake;
  const failed = intake.problem !== undefined || outbox.problem !== undefined;
  if (asOfMs !== undefined)
    return (
      <p class="small muted own-age" role="status" data-testid="own-age">
        {t(failed ? "list.asOf" : "list.refreshing", { time: timeOfDay(new Date(asOfMs).toISOString()) })}
      </p>
    );
  if (rows.length > 0 || held.damaged.length > 0)
    return intake.problem ? (
      <p class="small muted own-offline" data-testid="own-offline">
        {t("own.offlineNote")}
      </p>
    ) : null;
  if (failed) return null;
  return read ? (
    <Empty
      title={t(isFiltered ? "own.noMatch" : "own.empty")}
      hint={t(isFiltered ? "own.noMatchHint" : "own.emptyHint")}
    />
  ) : (
    <Skeleton label={t("home.loading")} rows={4} height={64} />
  );
}

interface ReportRowsProps extends Omit<ListProps, "list" | "children"> {
  rows: readonly JoinedReport[];
}

/** Reports with an unanswered question first, the others by day. */
function ReportRows({ rows, stateOf, calls, isWide, number, open, onChanged }: ReportRowsProps) {
  const { language, t } = useLanguage();
  const asked = rows.filter(isAsked);
  const others = rows.filter((row) => !isAsked(row));
  const today = date(language, new Date().toISOString());
  const list = (shown: readonly JoinedReport[]) => (
    <ul class="rows">
      {shown.map((row) => (
        <OwnReportRow
          key={row.reportId}
          row={row}
          state={stateOf(row)}
          calls={calls}
          isWide={isWide}
          isNamed={row.number === number}
          onOpen={(isOpen) => open(isOpen ? row.number : undefined)}
          onChanged={onChanged}
        />
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

const states = ["waiting", "approved", "rejected", "asked"] as const;

interface OwnFilterProps {
  filter: OwnReportFilter;
  onFilter(filter: OwnReportFilter): void;
}

/** Search and filters above the list. */
function OwnFilter({ filter, onFilter }: OwnFilterProps) {
  const { t } = useLanguage();
  const [showsDay, setShowsDay] = useState(filter.from !== undefined);
  const set = (name: keyof OwnReportFilter, value: string) => {
    const { [name]: _, ...others } = filter;
    onFilter((value === "" ? others : { ...others, [name]: value }) as OwnReportFilter);
  };
  return (
    <search class="own-filter">
      <SearchField
        label={t("own.search")}
        testId="own-search"
        value={filter.q ?? ""}
        onChange={(words) => set("q", words)}
      />
      <select
        class="input"
        aria-label={t("own.state")}
        data-testid="filter-own-state"
        value={filter.state ?? ""}
        onChange={(event) => set("state", event.currentTarget.value)}
      >
        <option value="">{t("own.all")}</option>
        {states.map((state) => (
          <option key={state} value={state}>
            {t(`own.is.${state}`)}
          </option>
        ))}
      </select>
      <button
        type="button"
        class={filter.from === undefined ? "button quiet icon" : "button icon"}
        aria-label={t("own.day")}
        title={t("own.day")}
        aria-expanded={showsDay}
        data-testid="own-day-open"
        onClick={() => setShowsDay(!showsDay)}
      >
        <Calendar size={16} aria-hidden="true" />
      </button>
      {showsDay ? (
        <input
          type="date"
          class="input"
          aria-label={t("own.day")}
          title={t("own.day")}
          data-testid="own-day"
          value={filter.from ?? ""}
          onChange={({ currentTarget: { value } }) => {
            const { from: _, to: __, ...others } = filter;
            onFilter(value === "" ? others : { ...others, from: value, to: value });
          }}
        />
      ) : null}
    </search>
  );
}
