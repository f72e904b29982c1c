/** The link of a new invitation. It is shown only once. */

import type { Invitation } from "../../../utils/shared/contract/cohort.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { useLanguage } from "../../ui/language.ts";

export function InvitationLink({ invitation: { name, link, code, expiresAt } }: { invitation: Invitation }) {
  const { language, t } = useLanguage();
  return (
    <div class="card" data-testid="invite-made">
      <CopyField label={t("invite.link", { name })} value={link} testId="invite-link" />
      <p class="small">{t("invite.once", { when: dateTime(language, expiresAt) })}</p>
      <p class="small muted">{t("invite.how", { code })}</p>
    </div>
  );
}
