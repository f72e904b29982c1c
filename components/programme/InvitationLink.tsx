/** The link of an invitation that was just made: it is shown this once. */

import { useId, useRef, useState } from "preact/hooks";
import type { Invitation } from "../../utils/contract/cohort.ts";
import { dateTime } from "../../utils/language/time.ts";
import { useLanguage } from "../shared/language.ts";

export function InvitationLink({ invitation: { name, link, code, expiresAt } }: { invitation: Invitation }) {
  const { language, t } = useLanguage();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean>();
  const copy = async () => {
    // Where the browser refuses, the link is selected, to be copied by hand.
    field.current?.select();
    const isDone = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    setCopied(isDone === true);
  };
  return (
    <div class="card" data-testid="invite-made">
      <div class="field">
        <label for={id}>{t("invite.link", { name })}</label>
        <div class="input-row">
          <input ref={field} id={id} class="input" data-testid="invite-link" readOnly value={link} />
          <button type="button" class="button" data-testid="invite-copy" onClick={copy}>
            {t("invite.copy")}
          </button>
        </div>
      </div>
      <p class="small">{t("invite.once", { when: dateTime(language, expiresAt) })}</p>
      <p class="small muted break">{t("invite.how", { code })}</p>
      <p class="small said" role="status">
        {copied === undefined ? "" : t(copied ? "invite.copied" : "invite.select")}
      </p>
    </div>
  );
}
