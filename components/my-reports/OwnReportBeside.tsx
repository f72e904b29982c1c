/** The report whose receipt number is in the address: beside the list, or above a narrow list that lacks it. */

import type { JoinedReport } from "../../utils/extension/desk/own-reports.ts";
import type { OutboxRow } from "../../utils/shared/contract/outbox.ts";
import type { OwnReport } from "../../utils/shared/contract/own-report.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { Failure } from "../ui/Failure.tsx";
import { useLanguage } from "../ui/language.ts";
import { Skeleton } from "../ui/Placeholder.tsx";
import { useLoad } from "../ui/use-load.ts";
import { OwnReportDetail } from "./OwnReportDetail.tsx";
import { type OwnReportRowProps, ReportHead, useReportActs } from "./OwnReportRow.tsx";
import type { JoinReports, OwnCalls, OwnReportsState } from "./use-own-reports.ts";

export interface OwnReportBesideProps {
  number: string;
  list: OwnReportsState;
  calls: OwnCalls;
  join: JoinReports;
  stateOf(row: JoinedReport): OutboxRow["state"];
  onChanged(): Promise<void>;
}

export function OwnReportBeside({ number, list, calls, join, stateOf, onChanged }: OwnReportBesideProps) {
  const { t } = useLanguage();
  const listed = list.rows.find((row) => row.number === number);
  const answer = useLoad(listed ? "" : number, async () =>
    listed ? ok(undefined) : findReport(calls, number),
  );
  const own = list.held.rows.filter((row) => row.number === number);
  const rows = answer.value ? [answer.value] : [];
  const row = listed ?? join(own, { rows, asked: [], more: false }, new Map())[0];
  if (row)
    return (
      <Opened
        key={number}
        row={row}
        state={stateOf(row)}
        calls={calls}
        onChanged={async () => {
          await Promise.all([onChanged(), answer.reload()]);
        }}
      />
    );
  if (answer.problem) return <Failure problem={answer.problem} onRetry={answer.reload} />;
  return <Skeleton label={t("home.loading")} rows={3} height={48} />;
}

async function findReport({ listOwnReports }: OwnCalls, number: string): Promise<Result<OwnReport>> {
  const answer = await listOwnReports({ q: number });
  if (!answer.ok) return answer;
  const match = answer.value.reports.find((report) => report.number === number);
  return match ? ok(match) : fail("not-found");
}

type OpenedProps = Pick<OwnReportRowProps, "row" | "state" | "calls" | "onChanged">;

function Opened({ row, state, calls, onChanged }: OpenedProps) {
  const { problem, run } = useReportActs(onChanged);
  return (
    <article aria-label={row.number} data-testid="own-opened" data-report={row.reportId}>
      <header class="own-opened-head">
        <ReportHead row={row} state={state} />
      </header>
      {problem ? <Failure problem={problem} /> : null}
      <OwnReportDetail row={row} state={state} calls={calls} run={run} />
    </article>
  );
}
