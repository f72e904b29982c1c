/** After sending: the receipt, which allows undo for some seconds and then closes. */

import { useEffect, useRef, useState } from "preact/hooks";
import { undoneShownMs } from "../../utils/extension/browser/waits.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { useEscape } from "../ui/use-escape.ts";
import { Receipt, type ReceiptProps } from "./Receipt.tsx";

export interface Saved extends Pick<ReceiptProps, "reports" | "several" | "undoUntil"> {
  undo(): Promise<Result<unknown>>;
}

export interface SavedReportsProps {
  saved: Saved;
  onClose(outcome: "cancelled" | "queued"): void;
}

export function SavedReports({ saved, onClose }: SavedReportsProps) {
  const [state, setState] = useState<ReceiptProps["state"]>("saved");
  const [problem, setProblem] = useState<Problem>();
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    closing.current = setTimeout(
      () => onClose("queued"),
      Math.max(0, Date.parse(saved.undoUntil) - Date.now()),
    );
    return () => clearTimeout(closing.current);
  }, [saved.undoUntil]);

  useEscape(() => onClose(state === "undone" ? "cancelled" : "queued"));

  const undo = async () => {
    setState("undoing");
    const result = await saved.undo();
    setState(result.ok ? "undone" : "saved");
    if (!result.ok) return setProblem(result.problem);
    clearTimeout(closing.current);
    closing.current = setTimeout(() => onClose("cancelled"), undoneShownMs);
  };

  const { undo: _, ...shown } = saved;
  return (
    <Receipt {...shown} state={state} problem={problem} onUndo={undo} onClose={() => onClose("queued")} />
  );
}
