/** Collapsible content with a descriptive summary. */

import type { ComponentChildren } from "preact";
import { ChevronRight } from "./icons.ts";

export interface FoldProps {
  label: string;
  testId?: string;
  children: ComponentChildren;
}

export function Fold({ label, testId, children }: FoldProps) {
  return (
    <details class="fold">
      <summary data-testid={testId}>
        <ChevronRight size={14} aria-hidden="true" />
        {label}
      </summary>
      {children}
    </details>
  );
}
