/** The data that remains of a set in the no-pixels lane. */

import { childHotline } from "../../utils/policy/no-pixels.ts";
import { LockKeyhole } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";

export function SetNoPixels() {
  const { t } = useLanguage();
  return (
    <div class="no-pixels" aria-live="polite">
      <p class="no-pixels-title">
        <LockKeyhole size={16} aria-hidden="true" />
        <strong>{t("form.noPixelsTitle")}</strong>
      </p>
      <p>{t("set.noPixels")}</p>
      <p>{t("form.hotline", { address: childHotline.address })}</p>
    </div>
  );
}
