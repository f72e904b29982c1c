/** Notice that content a platform had acted on has come back as this case, with a link to the earlier case. */

import type { Reappearance as Back } from "../../../utils/shared/contract/case.ts";
import { useLanguage } from "../../ui/language.ts";

export function Reappearance({ back, onOpen }: { back: Back; onOpen(caseId: string): void }) {
  const { t } = useLanguage();
  const { caseId, number, why } = back;
  return (
    <div class="message warning" data-testid="reappearance" data-why={why}>
      <p>{t(`back.${why}`, { number })}</p>
      <button type="button" class="button link" onClick={() => onOpen(caseId)}>
        {t("back.open")}
      </button>
    </div>
  );
}
