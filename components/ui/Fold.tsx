/** Collapsible content with a descriptive summary. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ChevronRight } from "./icons.ts";

export interface FoldProps {
  label: string;
  testId?: string;
  /** Renders the content only once it was opened. */
  lazy?: true;
  children: ComponentChildren;
}

export function Fold({ label, testId, lazy, children }: FoldProps) {
  const [shown, setShown] = useState(!lazy);
  return (
    <details class="fold" onToggle={() => setShown(true)}>
      <summary data-testid={testId}>
        <ChevronRight size={14} aria-hidden="true" />
        {label}
      </summary>
      {shown ? children : null}
    </details>
  );
}
