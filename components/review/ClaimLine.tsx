/** Who holds the case, and until when. */

import { timeOfDay } from "../../utils/language/time.ts";
import { Clock, LockKeyhole } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import type { Claim } from "./use-claim.ts";

export function ClaimLine({ claim, lapsed }: Claim) {
  const { t } = useLanguage();
  if (lapsed) {
    return (
      <p class="message warning" role="status" data-testid="claim" data-state="lapsed">
        <Clock size={16} aria-hidden="true" />
        <span>{t("claim.lapsed")}</span>
      </p>
    );
  }
  if (!claim) return null;
  const until = timeOfDay(claim.until);
  if (claim.own) {
    return (
      <p class="small muted" data-testid="claim" data-state="own">
        {t("claim.own", { until })}
      </p>
    );
  }
  return (
    <p class="message warning" role="status" data-testid="claim" data-state="other">
      <LockKeyhole size={16} aria-hidden="true" />
      <span>{t("claim.other", { name: claim.by, until })}</span>
    </p>
  );
}
