/** Shown in the popup and the desk until the browser is enrolled. */

import { Empty } from "../ui/Empty.tsx";
import { useLanguage } from "../ui/language.ts";

export function NotEnrolled({ onOpenOptions }: { onOpenOptions(): void }) {
  const { t } = useLanguage();
  return (
    <main class="home" data-testid="not-enrolled">
      <h1 class="hidden-text">{t("home.title")}</h1>
      <Empty title={t("home.notEnrolled")} hint={t("home.notEnrolledHint")}>
        <button type="button" class="button primary" data-testid="open-options" onClick={onOpenOptions}>
          {t("home.openSettings")}
        </button>
      </Empty>
    </main>
  );
}
