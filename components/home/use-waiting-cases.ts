/** Counts the cases that wait for the viewer's decision or confirmation. Apart from the queue, because its tab shows it. */

import { useEffect, useState } from "preact/hooks";
import type { Client } from "../../utils/extension/desk/client.ts";
import { usePolling } from "../ui/use-polling.ts";

export interface WaitingCases extends Pick<Client, "countTurns"> {
  count: number;
}

interface WaitingCasesOptions {
  /** The viewer's role decides cases. */
  isNeeded: boolean;
  /** The queue is on the screen. It counts whenever it reads its list, by the returned call. */
  isQueueShown: boolean;
}

export function useWaitingCases(
  { countTurns }: Pick<Client, "countTurns">,
  { isNeeded, isQueueShown }: WaitingCasesOptions,
): WaitingCases {
  const [count, setCount] = useState(0);
  const countAgain = async () => {
    const read = await countTurns();
    if (read.ok) setCount(read.value.decide + read.value.confirm);
    return read;
  };
  const look = () => void (isNeeded && !isQueueShown && countAgain());
  useEffect(look, []);
  usePolling(look);
  return { count, countTurns: countAgain };
}
