/** Collapsible content with a descriptive summary. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Foreign } from "./Foreign.tsx";
import { ChevronRight } from "./icons.ts";

export interface FoldProps {
  label: string;
  testId?: string;
  /** Stands muted behind the label. */
  note?: string | undefined;
  /** Open at first. */
  open?: boolean;
  /** Renders the content only once it was opened. */
  lazy?: true;
  children: ComponentChildren;
}

export function Fold({ label, testId, note, open = false, lazy, children }: FoldProps) {
  const [shown, setShown] = useState(!lazy);
  return (
    <details class="fold" open={open} onToggle={() => setShown(true)}>
      <summary data-testid={testId}>
        <ChevronRight size={14} aria-hidden="true" />
        <Foreign text={label} />
        {note === undefined ? null : <span class="muted">{note}</span>}
      </summary>
      {shown ? children : null}
    </details>
  );
}
