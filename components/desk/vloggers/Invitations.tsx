/** Invitations by link: create one, revoke unused ones. */

import { useId, useState } from "preact/hooks";
import type { Invitation, InvitationView } from "../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { useAct } from "../../ui/use-act.ts";
import type { Loaded } from "../../ui/use-load.ts";
import type { InviteCalls } from "./vlogger-calls.ts";

export interface InvitationsProps {
  calls: InviteCalls;
  open: Loaded<{ invitations: InvitationView[] }>;
}

const firstDraft = () => ({ id: crypto.randomUUID() as string, name: "" });

/** The link of a new invitation. It is shown only once. */
function InvitationLink({
  invitation: { name, link, address, code, expiresAt },
}: {
  invitation: Invitation;
}) {
  const { language, t } = useLanguage();
  return (
    <div class="card" data-testid="invite-made">
      <CopyField label={t("invite.address", { name })} value={address} testId="invite-address" />
      <p class="small">{t("invite.once", { when: dateTime(language, expiresAt) })}</p>
      <p class="small muted">{t("invite.how", { code })}</p>
      <CopyField label={t("invite.link")} value={link} testId="invite-link" />
    </div>
  );
}

export function Invitations({ calls, open }: InvitationsProps) {
  const { language, t } = useLanguage();
  const field = useId();
  // A retry sends the same id, so that no person is created twice.
  const [draft, setDraft] = useState(firstDraft);
  const [made, setMade] = useState<Invitation>();
  const { problem, run } = useAct();
  const name = draft.name.trim();

  const invite = async (event: Event) => {
    event.preventDefault();
    if (name === "") return;
    await run(async () => {
      const answer = await calls.inviteVlogger({ id: draft.id, name });
      if (answer.ok) {
        setMade(answer.value);
        setDraft(firstDraft());
      }
      // The invitation may exist although its answer was lost: the list shows it.
      await open.reload();
      return answer;
    });
  };
  const revoke = (id: string) =>
    run(async () => {
      const answer = await calls.revokeInvitation(id);
      if (answer.ok && made?.id === id) setMade(undefined);
      await open.reload();
      return answer;
    });
  const waiting = open.value?.invitations ?? [];
  return (
    <section class="block invite">
      <form noValidate onSubmit={invite}>
        <h2>{t("invite.title")}</h2>
        <div class="field">
          <label for={field}>{t("invite.name")}</label>
          <div class="input-row">
            <input
              id={field}
              class="input"
              data-testid="invite-name"
              autoComplete="off"
              maxLength={limits.nameChars}
              value={draft.name}
              onInput={(event) => setDraft({ ...firstDraft(), name: event.currentTarget.value })}
            />
            <button type="submit" class="button" data-testid="invite-make" aria-disabled={name === ""}>
              {t("invite.make")}
            </button>
          </div>
        </div>
      </form>
      {problem ? <Failure problem={problem} /> : null}
      {made ? <InvitationLink key={made.code} invitation={made} /> : null}
      {open.problem ? <Failure problem={open.problem} /> : null}
      {waiting.length > 0 ? (
        <>
          <h3 class="legend">{t("invite.open")}</h3>
          <ul class="conflict-list">
            {waiting.map((one) => (
              <li key={one.id} data-testid="invitation">
                <div>
                  <p>
                    <Foreign text={one.name} />
                  </p>
                  <p class="small muted">{t("invite.until", { when: dateTime(language, one.expiresAt) })}</p>
                </div>
                <IconButton
                  label={t("invite.revoke", { name: one.name })}
                  icon={X}
                  data-testid="invitation-revoke"
                  onClick={() => void revoke(one.id)}
                />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
