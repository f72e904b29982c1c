/** A problem of a form whose button is always in sight. It comes into sight too, wherever the form is scrolled. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Problem } from "../../../utils/shared/contract/problem.ts";

export interface ShownProblemProps {
  problem: Problem;
  children: ComponentChildren;
}

export function ShownProblem({ problem, children }: ShownProblemProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [problem]);
  return (
    <div ref={box} class="shown-problem" data-testid="shown-problem">
      {children}
    </div>
  );
}
