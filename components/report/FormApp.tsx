/** The framed page as a whole: loading, link needed, refused, the form, and the receipt. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answers, Draft } from "../../utils/contract/messages.ts";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Result } from "../../utils/contract/result.ts";
import { stripForNoPixels } from "../../utils/policy/no-pixels.ts";
import { useLanguage } from "../shared/language.ts";
import { Skeleton } from "../shared/Skeleton.tsx";
import { useEscape } from "../shared/use-escape.ts";
import { LinkNeeded } from "./LinkNeeded.tsx";
import { Receipt } from "./Receipt.tsx";
import { Refused } from "./Refused.tsx";
import { ReportForm, type Saved } from "./ReportForm.tsx";
import type { OnDisturbed } from "./use-guard.ts";

export interface FormCalls {
  readDraft(): Promise<Result<Draft>>;
  stripDraft(): Promise<Result<unknown>>;
  checkLink(link: string): Promise<Result<unknown>>;
  saveReport(answers: Answers): Promise<Result<Saved>>;
  undoReport(reportId: string): Promise<Result<unknown>>;
  /** Tells the page that the form is done with. */
  close(outcome: "cancelled" | "queued"): void;
}

export interface FormAppProps {
  calls: FormCalls;
  onDisturbed: OnDisturbed;
  optionsAddress: string;
}

const undoneShownMs = 1_200;

export function FormApp({ calls, onDisturbed, optionsAddress }: FormAppProps) {
  const [draft, setDraft] = useState<Draft>();
  const [problem, setProblem] = useState<Problem>();
  const [saved, setSaved] = useState<Saved>();

  const read = async () => {
    const result = await calls.readDraft();
    if (result.ok) setDraft(result.value);
    else setProblem(result.problem);
    return result;
  };
  // A frame that is not shown yet is drawn late, and ordinary effects wait for that.
  useLayoutEffect(() => {
    void read();
  }, []);

  const cancel = () => calls.close("cancelled");
  const checkLink = async (link: string) => {
    const checked = await calls.checkLink(link);
    return checked.ok ? read() : checked;
  };

  if (saved) return <SavedReport saved={saved} calls={calls} />;
  if (problem) return <Refused problem={problem} optionsAddress={optionsAddress} onClose={cancel} />;
  if (!draft) return <Loading onCancel={cancel} />;
  if (draft.state === "refused") {
    return <Refused problem={draft.problem} optionsAddress={optionsAddress} onClose={cancel} />;
  }
  if (draft.state === "link-needed")
    return <LinkNeeded profileLink={draft.profileLink} onCheck={checkLink} onCancel={cancel} />;
  return (
    <ReportForm
      draft={draft}
      onDisturbed={onDisturbed}
      onStrip={() => {
        setDraft(withoutPixels(draft));
        void calls.stripDraft();
      }}
      onSend={calls.saveReport}
      onSaved={setSaved}
      onCancel={cancel}
    />
  );
}

function Loading({ onCancel }: { onCancel(): void }) {
  const { t } = useLanguage();
  useEscape(onCancel);
  return <Skeleton label={t("form.loading")} rows={5} height={56} />;
}

/** Nothing of what was destroyed stays referenced here. */
function withoutPixels(draft: Extract<Draft, { state: "captured" }>): Draft {
  const { pictureAddress: _, evidence, ...rest } = draft;
  return { ...rest, evidence: stripForNoPixels(evidence) };
}

function SavedReport({ saved, calls }: { saved: Saved; calls: FormCalls }) {
  const [state, setState] = useState<"saved" | "undoing" | "undone">("saved");
  const [problem, setProblem] = useState<Problem>();
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    closing.current = setTimeout(
      () => calls.close("queued"),
      Math.max(0, Date.parse(saved.undoUntil) - Date.now()),
    );
    return () => clearTimeout(closing.current);
  }, [saved.undoUntil]);

  useEscape(() => calls.close(state === "undone" ? "cancelled" : "queued"));

  const undo = async () => {
    setState("undoing");
    const result = await calls.undoReport(saved.reportId);
    setState(result.ok ? "undone" : "saved");
    if (!result.ok) return setProblem(result.problem);
    clearTimeout(closing.current);
    closing.current = setTimeout(() => calls.close("cancelled"), undoneShownMs);
  };

  return (
    <Receipt
      number={saved.number}
      undoUntil={saved.undoUntil}
      state={state}
      problem={problem}
      onUndo={undo}
      onClose={() => calls.close("queued")}
    />
  );
}
