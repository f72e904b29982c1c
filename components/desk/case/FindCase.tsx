/** Replaces a receipt number in the address with the id of its case. */

import { useEffect } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { useLoad } from "../../ui/use-load.ts";

export interface FindCaseProps {
  number: string;
  calls: Pick<Client, "findCase">;
  onFound(caseId: string): void;
}

export function FindCase({ number, calls, onFound }: FindCaseProps) {
  const { t } = useLanguage();
  const { value, problem, reload } = useLoad(number, () => calls.findCase(number));
  useEffect(() => {
    if (value !== undefined) onFound(value);
  }, [value]);
  if (problem) return <Failure problem={problem} onRetry={reload} />;
  return <Skeleton label={t("case.finding", { number })} rows={4} height={96} />;
}

/** Ids of cases are UUIDs. */
export const isReceiptNumber = (id: string) => id.startsWith("LK-");
