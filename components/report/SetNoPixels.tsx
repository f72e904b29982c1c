/** The data that remains of a set in the no-pixels lane. */

import { LockKeyhole } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { Hotline } from "./Hotline.tsx";

export function SetNoPixels() {
  const { t } = useLanguage();
  return (
    <div class="no-pixels" aria-live="polite">
      <p class="no-pixels-title">
        <LockKeyhole size={16} aria-hidden="true" />
        <strong>{t("form.noPixelsTitle")}</strong>
      </p>
      <p>{t("set.noPixels")}</p>
      <Hotline />
    </div>
  );
}
