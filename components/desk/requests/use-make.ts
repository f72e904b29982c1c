/** State of a new letter: preview, channel and creation. */

import { useRef, useState } from "preact/hooks";
import type { PreviewInput, RequestView } from "../../../utils/shared/contract/request.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { useAct } from "../../ui/use-act.ts";
import { useLoad } from "../../ui/use-load.ts";
import type { MakeCalls } from "./request-calls.ts";

export function useMake(
  items: PreviewInput["items"],
  calls: Pick<MakeCalls, "previewRequest" | "makeRequest">,
  onMade: (view: RequestView) => void,
) {
  const key = items.map(({ decisionId }) => decisionId).join(" ");
  const preview = useLoad(`letter ${key}`, () => calls.previewRequest({ items }));
  const [chosen, setChosen] = useState<string>();
  const act = useAct();
  /** Idempotency keys: a retry of the same letter sends the same id. */
  const ids = useRef(new Map<string, string>());
  const channel = preview.value?.channels.find(({ id }) => id === chosen) ?? preview.value?.channels[0];
  const isWhole = preview.value !== undefined && preview.value.gaps.length === 0 && channel !== undefined;

  const make = async () => {
    // A letter is sent only after its preview was shown.
    if (!isWhole || !channel) return;
    const made = `${key} ${channel.id}`;
    const id = ids.current.get(made) ?? crypto.randomUUID();
    ids.current.set(made, id);
    await act.run(async (): Promise<Result<unknown>> => {
      const result = await calls.makeRequest({ id, items, channel: channel.id });
      if (result.ok) onMade(result.value);
      return result;
    });
  };
  return { preview, channel, choose: setChosen, isWhole, busy: act.busy, problem: act.problem, make };
}
