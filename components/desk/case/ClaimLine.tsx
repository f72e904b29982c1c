import { timeOfDay } from "../../../utils/shared/i18n/time.ts";
import { Clock, LockKeyhole } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import type { Claim } from "./use-claim.ts";

export function ClaimLine({ claim, lapsed, asking }: Claim) {
  const { t } = useLanguage();
  if (lapsed) {
    return (
      <p class="message warning" role="status" data-testid="claim" data-state="lapsed">
        <Clock size={16} aria-hidden="true" />
        <span>{t("claim.lapsed")}</span>
      </p>
    );
  }
  // Reserves the line while the claim is requested, so that the content below does not move under the pointer.
  if (!claim)
    return asking ? (
      <p class="small claim-own" aria-hidden="true" data-testid="claim-room">
        {"\u00a0"}
      </p>
    ) : null;
  const until = timeOfDay(claim.until);
  if (claim.own) {
    return (
      <p class="small muted claim-own" data-testid="claim" data-state="own">
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
