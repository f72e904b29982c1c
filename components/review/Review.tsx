/** Queue and case: side by side where there is room, one after the other where there is not. */

import { useEffect, useState } from "preact/hooks";
import type { CaseRow } from "../../utils/contract/case.ts";
import { Empty } from "../shared/Empty.tsx";
import { useLanguage } from "../shared/language.ts";
import { type CaseCalls, CasePane } from "./CasePane.tsx";
import { Queue, type QueueProps } from "./Queue.tsx";

export interface ReviewCalls extends CaseCalls {
  listQueue: QueueProps["listQueue"];
}

export interface ReviewProps {
  calls: ReviewCalls;
  leftMs(row: Pick<CaseRow, "dueAt" | "state">, nowMs: number): number | undefined;
}

const tickMs = 30_000;

export function Review({ calls, leftMs }: ReviewProps) {
  const { t } = useLanguage();
  const [caseId, setCaseId] = useState<string>();
  const [changes, setChanges] = useState(0);
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    const lookAgain = () => document.visibilityState === "visible" && setChanges((old) => old + 1);
    document.addEventListener("visibilitychange", lookAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", lookAgain);
    };
  }, []);
  const left = (row: Pick<CaseRow, "dueAt" | "state">) => leftMs(row, nowMs);

  return (
    <div class="review" data-open={caseId !== undefined}>
      <Queue
        listQueue={calls.listQueue}
        leftMs={left}
        openCase={caseId}
        onOpen={(row) => setCaseId(row.id)}
        changes={changes}
      />
      {caseId === undefined ? (
        <div class="review-none">
          <Empty title={t("review.pick")} hint={t("review.pickHint")} />
        </div>
      ) : (
        <CasePane
          caseId={caseId}
          calls={calls}
          leftMs={left}
          onOpen={setCaseId}
          onBack={() => {
            setCaseId(undefined);
            // The list is shown again only after this render.
            requestAnimationFrame(() =>
              document.querySelector<HTMLElement>(`[data-testid="case-row"][data-case="${caseId}"]`)?.focus(),
            );
          }}
          onChanged={() => setChanges((old) => old + 1)}
        />
      )}
    </div>
  );
}
