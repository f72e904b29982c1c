/** The parts that a person marks to be hidden, and the acts that hide them or show them again. */

import { useState } from "preact/hooks";
import type { AskedRedaction } from "../../utils/shared/contract/draft.ts";
import type { PixelBox } from "../../utils/shared/contract/files.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { useAct } from "../ui/use-act.ts";

export interface RedactCalls {
  onRedact(evidenceId: string, redaction: AskedRedaction): Promise<Result<unknown>>;
  onRestore(evidenceId: string): Promise<Result<unknown>>;
}

/** Marked, but still in the evidence. */
export interface MarkedParts {
  /** Boxes of the picture; undefined while it is not edited. */
  picture?: readonly PixelBox[] | undefined;
  frame?: readonly PixelBox[] | undefined;
  names: readonly string[];
  other: string;
}

/** The redaction of one post. */
export interface PostRedaction {
  marked: MarkedParts;
  busy: boolean;
  /** Result of the last act, if it succeeded. */
  done: "hidden" | "restored" | undefined;
  mark(parts: Partial<MarkedParts>): void;
  /** `rest`: the marks to clear on success. */
  hide(redaction: AskedRedaction, rest: Partial<MarkedParts>): Promise<void>;
  restore(): Promise<void>;
}

type Outcome = "hidden" | "restored" | "failed" | "waits";

const noMarks: MarkedParts = { names: [], other: "" };

function isMarked({ picture = [], frame = [], names, other }: MarkedParts): boolean {
  return picture.length + frame.length + names.length > 0 || other.trim() !== "";
}

/**
 * Kept by the form and not by the sheet, which may be closed while an act runs. `noPixels`: everything that could
 * be hidden is destroyed.
 */
export function useRedaction({ onRedact, onRestore }: RedactCalls, noPixels: boolean) {
  const [marks, setMarks] = useState<Readonly<Record<string, MarkedParts>>>({});
  const [outcome, setOutcome] = useState<Outcome>();
  const { problem, busy, run } = useAct();

  const put = (id: string, parts: Partial<MarkedParts>) =>
    setMarks((old) => ({ ...old, [id]: { ...(old[id] ?? noMarks), ...parts } }));
  const doAct = async (act: () => Promise<Result<unknown>>, success: Outcome) => {
    setOutcome(undefined);
    const isDone = await run(act);
    setOutcome(isDone ? success : "failed");
    return isDone;
  };

  return {
    busy,
    problem: outcome === "failed" && !noPixels ? problem : undefined,
    /** Marked parts prevented the person from leaving or sending. */
    waits: outcome === "waits" && !noPixels,
    of: (id: string): PostRedaction => ({
      marked: marks[id] ?? noMarks,
      busy,
      done: outcome === "hidden" || outcome === "restored" ? outcome : undefined,
      mark(parts) {
        // Marks made meanwhile would be cleared with the rest.
        if (busy) return;
        setOutcome(undefined);
        put(id, parts);
      },
      async hide(asked, rest) {
        if (await doAct(() => onRedact(id, asked), "hidden")) put(id, rest);
      },
      restore: async () => void (await doAct(() => onRestore(id), "restored")),
    }),
    /** Returns whether these posts may change or be sent. If parts of them are only marked, the form explains it. */
    allows(ids: readonly string[]): boolean {
      if (noPixels || busy) return noPixels;
      const waits = ids.some((id) => isMarked(marks[id] ?? noMarks));
      setOutcome(waits ? "waits" : undefined);
      return !waits;
    },
    /** Closes the picture editors of a post. Not while an act runs, because its failure leaves the marks as they are. */
    close: (id: string) => busy || setMarks((old) => ({ ...old, [id]: noMarks })),
  };
}
