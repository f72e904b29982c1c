/** Open objections, reloaded when another case is opened. */

import { useEffect } from "preact/hooks";
import type { ObjectionRow } from "../../../utils/shared/contract/objection.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import { useLoad } from "../../ui/use-load.ts";

export interface ObjectionCalls {
  /** Open ones first. */
  listObjections(): Promise<Result<{ objections: ObjectionRow[] }>>;
}

/** `calls` is undefined if the role hears no objections. Failures are ignored: the queue reports connection problems. */
export function useOpenObjections(calls: ObjectionCalls | undefined, opened: string | undefined) {
  const { value, loading, reload } = useLoad(
    "objections",
    async () => (await calls?.listObjections()) ?? ok(none),
  );
  useEffect(() => {
    if (opened !== undefined) void reload();
  }, [opened]);
  return { objections: (value ?? none).objections.filter(({ state }) => state === "open"), loading, reload };
}

const none: { objections: ObjectionRow[] } = { objections: [] };
