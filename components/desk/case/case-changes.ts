/** Acts on a case since it was opened, by colleagues or in another window of the person. */

import { createContext } from "preact";
import { useContext, useRef, useState } from "preact/hooks";
import type { CaseView, LogEntry } from "../../../utils/shared/contract/case.ts";
import type { Identity } from "../../../utils/shared/contract/enrolment.ts";

/** The person who looks: the name is as the log has it, and two people may share one. */
export type Viewer = Pick<Identity, "personId" | "name" | "role">;

/** Undefined where the person is unknown. */
export const ViewerContext = createContext<Viewer | undefined>(undefined);

export interface CaseChanges {
  /** Oldest first. */
  entries: LogEntry[];
  /** Ids of the reports that arrived. */
  reports: ReadonlySet<string>;
  onSeen(): void;
  /** An act sent from another window of the person is a change here, too. */
  onSentElsewhere(): void;
}

/** The view may be reloaded; its first version is what the person opened. */
export function useCaseChanges({ log }: Pick<CaseView, "log">): CaseChanges {
  const viewer = useContext(ViewerContext);
  const newest = log.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState(newest);
  const elsewhere = useRef<{ after: number; last?: number }>(undefined);
  // The next version of the case has the act.
  if (elsewhere.current && newest > elsewhere.current.after) elsewhere.current.last ??= newest;
  const { after = newest, last = 0 } = elsewhere.current ?? {};
  const entries = log.filter(
    ({ seq, by }) => seq > seen && (by !== viewer?.name || (seq > after && seq <= last)),
  );
  const reports = entries
    .filter(({ act }) => act === "report-received")
    .map(({ detail }) => String(detail.report));
  return {
    entries,
    reports: new Set(reports),
    onSeen: () => setSeen(newest),
    onSentElsewhere() {
      elsewhere.current = { after: newest };
    },
  };
}
