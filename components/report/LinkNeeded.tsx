/** Asks for the public link of a post whose page does not prove that it is public. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Result } from "../../utils/shared/contract/result.ts";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { Link2 } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useAct } from "../ui/use-act.ts";
import { useEscape } from "../ui/use-keys.ts";

export interface LinkNeededProps {
  /** Link from the profile beside the chat. It is checked automatically, and the person is asked only if it fails. */
  profileLink?: string | undefined;
  onCheck(link: string): Promise<Result<unknown>>;
  onCancel(): void;
}

export function LinkNeeded({ profileLink = "", onCheck, onCancel }: LinkNeededProps) {
  const { t } = useLanguage();
  const id = useId();
  const [link, setLink] = useState(profileLink);
  const { problem, busy: checking, run } = useAct();
  const [asked, setAsked] = useState(profileLink === "");
  const field = useRef<HTMLInputElement>(null);
  useEscape(onCancel);

  const check = async () => {
    if (await run(() => onCheck(link.trim()))) return;
    setAsked(true);
    field.current?.select();
  };
  useEffect(() => {
    if (!asked) void check();
    else field.current?.select();
  }, [asked]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!checking && link.trim() !== "") void check();
  };

  return (
    <form class="form" noValidate onSubmit={submit}>
      <main class="form-middle form-notice">
        <Link2 size={24} aria-hidden="true" />
        <h1>{t(asked ? "form.linkTitle" : "form.checkingLink")}</h1>
        <p>{t("form.linkWhy")}</p>
        {asked ? <p>{t("form.linkHow")}</p> : null}
        {asked ? (
          <div class="field">
            <label for={id}>{t("form.link")}</label>
            <input
              ref={field}
              id={id}
              class="input"
              type="url"
              data-testid="public-link"
              placeholder={t("form.linkExample")}
              value={link}
              aria-invalid={problem ? "true" : undefined}
              onInput={(event) => setLink(event.currentTarget.value)}
            />
          </div>
        ) : (
          <p data-testid="profile-link" role="status">
            <Foreign text={profileLink} />
          </p>
        )}
        {link !== "" && link === profileLink ? <p class="small muted">{t("form.linkFromProfile")}</p> : null}
        {problem ? <Failure problem={problem} /> : null}
      </main>
      <footer class="form-foot">
        <button type="button" class="button quiet" data-testid="cancel" onClick={onCancel}>
          {t("form.cancel")}
        </button>
        {asked ? (
          <button type="submit" class="button primary" data-testid="check-link" disabled={checking}>
            {t(checking ? "form.checkingLink" : "form.checkLink")}
          </button>
        ) : null}
      </footer>
    </form>
  );
}
