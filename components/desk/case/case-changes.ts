/** Acts of colleagues on a case since it was opened. */

import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import type { CaseView, LogEntry } from "../../../utils/shared/contract/case.ts";
import type { Identity } from "../../../utils/shared/contract/enrolment.ts";

/** The person who looks: the name is as the log has it, and two people may share one. */
export type Viewer = Pick<Identity, "personId" | "name">;

/** Undefined where the person is unknown. */
export const ViewerContext = createContext<Viewer | undefined>(undefined);

export interface CaseChanges {
  /** Oldest first. */
  entries: LogEntry[];
  /** Ids of the reports that arrived. */
  reports: ReadonlySet<string>;
  onSeen(): void;
}

/** The view may be reloaded; its first version is what the person opened. */
export function useCaseChanges({ log }: Pick<CaseView, "log">): CaseChanges {
  const viewer = useContext(ViewerContext);
  const newest = log.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState(newest);
  const entries = log.filter(({ seq, by }) => seq > seen && by !== viewer?.name);
  const reports = entries
    .filter(({ act }) => act === "report-received")
    .map(({ detail }) => String(detail.report));
  return { entries, reports: new Set(reports), onSeen: () => setSeen(newest) };
}
