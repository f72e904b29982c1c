/** Shown in the popup and the desk until the browser is enrolled. */

import { useLanguage } from "../ui/language.ts";
import { Empty } from "../ui/Placeholder.tsx";

export interface NotEnrolledProps {
  /** Host of the invitation in the tab behind the popup, and the way to accept it. */
  invitation?: { host: string; onAccept(): void } | undefined;
  onOpenOptions(): void;
}

/** An invitation only fills in the settings page: the person reads the address there and presses once more. */
export function NotEnrolled({ invitation, onOpenOptions }: NotEnrolledProps) {
  const { t } = useLanguage();
  return (
    <main class="home" data-testid="not-enrolled">
      <h1 class="hidden-text">{t("home.title")}</h1>
      <Empty
        title={t("home.notEnrolled")}
        hint={invitation ? t("home.invited", { host: invitation.host }) : t("home.notEnrolledHint")}
      >
        {invitation ? (
          <button
            type="button"
            class="button primary"
            data-testid="accept-invitation"
            onClick={invitation.onAccept}
          >
            {t("home.accept")}
          </button>
        ) : null}
        <button
          type="button"
          class={invitation ? "button" : "button primary"}
          data-testid="open-options"
          onClick={onOpenOptions}
        >
          {t("home.openSettings")}
        </button>
      </Empty>
    </main>
  );
}
