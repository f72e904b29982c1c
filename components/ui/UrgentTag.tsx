import { TriangleAlert } from "./icons.ts";
import { useLanguage } from "./language.ts";

export function UrgentTag() {
  const { t } = useLanguage();
  return (
    <span class="tag urgent">
      <TriangleAlert size={12} aria-hidden="true" />
      {t("review.urgent")}
    </span>
  );
}
