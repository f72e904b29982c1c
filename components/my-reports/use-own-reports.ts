/** Loads one's own reports: the outbox of this device, the intake's list page by page, and every open question. */

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { ownReportsPollMs } from "../../utils/extension/browser/delays.ts";
import type { Acts, Client } from "../../utils/extension/desk/client.ts";
import type { JoinedReport, LoadedReports, OwnReportFilter } from "../../utils/extension/desk/own-reports.ts";
import type { ListedRow, OutboxRow } from "../../utils/shared/contract/outbox.ts";
import type { OwnReport, OwnWeek } from "../../utils/shared/contract/own-report.ts";
import type { ReportedPost } from "../../utils/shared/contract/reported-post.ts";
import { ok, type Result } from "../../utils/shared/contract/result.ts";
import { ViewerContext } from "../desk/case/case-changes.ts";
import { useAllLoaded } from "../ui/use-all-loaded.ts";
import { useRemembered } from "../ui/use-last-page.ts";
import { useLoad } from "../ui/use-load.ts";
import { type Page, readPages, usePages } from "../ui/use-pages.ts";

export type OwnCalls = Pick<Client, "listOutbox" | "listOwnReports" | "readRecord"> &
  Acts<"answerQuestion" | "drainOutbox" | "undoReport" | "withdrawReport">;

export type JoinReports = (
  outbox: readonly ListedRow[],
  intake: LoadedReports,
  active: ReadonlyMap<string, ReportedPost | undefined>,
) => JoinedReport[];

const unfinishedStates: readonly OutboxRow["state"][] = ["held", "waiting", "sending", "withdrawing"];
const none: OwnReport[] = [];

export function isDecided({ caseState }: OwnReport): boolean {
  return caseState === "approved" || caseState === "rejected" || caseState === "escalated";
}

/** The device's and the intake's reports as one list. */
export function useOwnReports(calls: OwnCalls, join: JoinReports) {
  const [filter, setFilter] = useState<OwnReportFilter>({});
  const isFiltered = Object.keys(filter).length > 0;
  const outbox = useLoad("outbox", calls.listOutbox);
  const intake = useOwnPages(calls, filter);
  const record = useLoad("record", calls.readRecord);
  const isRemembered = intake.rows !== undefined && !intake.read;
  const drawn = useAllLoaded([outbox, { loading: intake.loading && !isRemembered }]);
  const held = outbox.value ?? { rows: [], damaged: [] };
  const active = useRef(new Map<string, ReportedPost | undefined>());
  const unfinished = held.rows.filter(({ state }) => unfinishedStates.includes(state));
  for (const { reportId, post } of unfinished)
    if (!active.current.has(reportId)) active.current.set(reportId, post);
  const { rows: stored = none, asked, more } = intake;
  // The outbox knows neither outcomes nor the words of what is sent, so a filter shows only what the intake found.
  const ids = new Set([...asked, ...stored].map(({ id }) => id));
  const here = isFiltered ? held.rows.filter(({ reportId }) => ids.has(reportId)) : held.rows;
  const rows = join(here, { rows: stored, asked, more }, active.current);
  const anyMoving = unfinished.length > 0;
  const refresh = useRef(intake.reload);
  refresh.current = intake.reload;

  useEffect(() => {
    if (!anyMoving) return;
    const timer = setInterval(outbox.reload, ownReportsPollMs);
    // Once the outbox is empty, the intake's list is out of date.
    return () => {
      clearInterval(timer);
      void refresh.current();
    };
  }, [anyMoving]);
  return { filter, setFilter, isFiltered, outbox, intake, record, drawn, held, rows };
}

export type OwnReportsState = ReturnType<typeof useOwnReports>;

interface FirstPage extends Page<OwnReport> {
  /** Every report that waits for the person's answer, unless `rows` has them all. */
  asked: OwnReport[];
  /** The counts of the last seven days. */
  week?: OwnWeek | undefined;
}

/** Ends the loop if an intake's pages never end. */
const maxAskedPages = 20;

const toPage = ({ reports: rows, next }: { reports: OwnReport[]; next?: string | undefined }) => ({
  rows,
  next,
});

async function readPage(list: OwnCalls["listOwnReports"], filter: OwnReportFilter, after?: string) {
  const answer = await list(filter, after);
  return answer.ok ? ok(toPage(answer.value)) : answer;
}

async function readFirstPage(
  list: OwnCalls["listOwnReports"],
  filter: OwnReportFilter,
): Promise<Result<FirstPage>> {
  const answer = await list(filter);
  if (!answer.ok) return answer;
  const { week, asked: askedCount = 0 } = answer.value;
  const page = { ...toPage(answer.value), week };
  const mayHide = filter.state === undefined || filter.state === "waiting";
  if (askedCount === 0 || page.next === undefined || !mayHide) return ok({ ...page, asked: none });
  const asked = await readPages(
    (after) => readPage(list, { ...filter, state: "asked" }, after),
    maxAskedPages,
  );
  return asked.ok ? ok({ ...page, asked: asked.value.rows }) : asked;
}

interface KnownPage extends FirstPage {
  key: string;
  /** When the intake gave it, in milliseconds since the epoch. */
  atMs: number;
}

/** Without a filter, the last known first page is shown until the intake answers. */
function useOwnPages({ listOwnReports }: OwnCalls, filter: OwnReportFilter) {
  const filterKey = JSON.stringify(filter);
  const key = `${useContext(ViewerContext)?.personId ?? ""} ${filterKey}`;
  const wanted = useRef(key);
  wanted.current = key;
  const [first, setFirst] = useState<KnownPage>();
  const take = (page: KnownPage) =>
    setFirst((old) => (old?.key === page.key && old.atMs > page.atMs ? old : page));
  const remember = useRemembered<FirstPage>("own-shown", key, (kept) => {
    if (wanted.current === key) take(kept);
  });
  const pages = usePages(key, async (after) => {
    if (after !== undefined) return readPage(listOwnReports, filter, after);
    const read = await readFirstPage(listOwnReports, filter);
    if (read.ok && wanted.current === key) {
      take({ ...read.value, key, atMs: Date.now() });
      // Search words are not kept.
      if (filterKey === "{}") remember(read.value);
    }
    return read;
  });
  const currentFirst = first?.key === key ? first : undefined;
  const read = pages.rows !== undefined;
  return {
    ...pages,
    /** The rows are the intake's answer to this filter, and not those of an earlier visit. */
    read,
    rows: pages.rows ?? currentFirst?.rows,
    more: read ? pages.more : currentFirst?.next !== undefined,
    asked: currentFirst?.asked ?? none,
    week: first?.week,
    /** Time of the rows, if they are not from the last attempt to read them. */
    asOfMs: read && !pages.problem ? undefined : currentFirst?.atMs,
  };
}

export function isAsked({ intake }: JoinedReport): boolean {
  if (!intake || intake.withdrawnAt !== undefined || isDecided(intake)) return false;
  return intake.questions.some(({ answer }) => answer === undefined);
}
