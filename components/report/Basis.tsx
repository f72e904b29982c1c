/** The legal bases in force on the day of capture. Marks those without a verified source. */

import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { date } from "../../utils/shared/i18n/time.ts";
import { basesInForce } from "../../utils/shared/policy/bases.ts";
import { categories, isPlatformPolicyOnly } from "../../utils/shared/policy/categories.ts";
import { useLanguage } from "../ui/language.ts";

export interface BasisProps {
  category: CategoryCode;
  /** ISO time. Its date in Jakarta counts. */
  at: string;
  site: SiteId;
}

const jakartaMinutes = 7 * 60;

export function Basis({ category, at, site }: BasisProps) {
  const { language, t } = useLanguage();
  const rule = categories[category].platform[site] ?? t("form.platformRuleUnknown");
  if (isPlatformPolicyOnly(category)) {
    return <p class="basis small">{t("form.platformOnly", { rule })}</p>;
  }
  return (
    <div class="basis small" title={t("form.platformRule", { rule })}>
      <h3>{t("form.basis", { date: date(language, at, jakartaMinutes) })}:</h3>{" "}
      <ul>
        {basesInForce(category, at).map((basis) => (
          <li key={basis.id}>
            {basis.text}
            {basis.verified ? null : <span class="tag warning">{t("form.unverified")}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
