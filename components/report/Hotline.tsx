/** Help for a person who has just seen child sexual abuse material. */

import { childHotline } from "../../utils/shared/policy/no-pixels.ts";
import { useLanguage } from "../ui/language.ts";

export function Hotline() {
  const { t } = useLanguage();
  const { address } = childHotline;
  return (
    <p class="small" data-testid="hotline">
      {t("form.hotline")}{" "}
      <a href={address} target="_blank" rel="noreferrer">
        {address}
      </a>
    </p>
  );
}
