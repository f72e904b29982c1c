/** State of a load: the failure with a retry, and placeholders until the first answer. */

import { Failure } from "./Failure.tsx";
import { Skeleton } from "./Placeholder.tsx";
import type { Loaded } from "./use-load.ts";

export interface LoadStateProps {
  /** Result of `useLoad`, with its `value`, or of `usePages`, with its `rows`. */
  load: Pick<Loaded<unknown>, "problem" | "loading" | "reload"> & { value?: unknown; rows?: unknown };
  /** Names the placeholders to screen readers. */
  label: string;
  rows: number;
  height: number;
}

export function LoadState({ load, ...placeholders }: LoadStateProps) {
  const { problem, loading, reload, value, rows } = load;
  return (
    <>
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {loading && value === undefined && rows === undefined ? <Skeleton {...placeholders} /> : null}
    </>
  );
}
