/** The narrower reason after a category's name. A key of another edition is shown as it was sent. */

import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { subReasonOf } from "../../utils/shared/policy/sub-reasons.ts";
import { useLanguage } from "./language.ts";

export interface SubReasonNameProps {
  category: CategoryCode;
  subReason: string | undefined;
}

export function SubReasonName({ category, subReason }: SubReasonNameProps) {
  const { t, words } = useLanguage();
  if (subReason === undefined) return null;
  const listed = subReasonOf(category, subReason);
  return (
    <span data-testid="sub-reason">
      : {listed ? words(listed.label) : t("review.unknownSubReason", { key: subReason })}
    </span>
  );
}
