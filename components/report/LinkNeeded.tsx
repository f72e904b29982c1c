/** Asks for the public link of a post whose page does not show that it is public. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Result } from "../../utils/contract/result.ts";
import { Failure } from "../shared/Failure.tsx";
import { Link2 } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { useEscape } from "../shared/use-escape.ts";

export interface LinkNeededProps {
  onCheck(link: string): Promise<Result<unknown>>;
  onCancel(): void;
}

export function LinkNeeded({ onCheck, onCancel }: LinkNeededProps) {
  const { t } = useLanguage();
  const id = useId();
  const [link, setLink] = useState("");
  const [checking, setChecking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEscape(onCancel);

  const check = async (event: Event) => {
    event.preventDefault();
    if (checking || link.trim() === "") return;
    setChecking(true);
    setProblem(undefined);
    const result = await onCheck(link.trim());
    setChecking(false);
    if (result.ok) return;
    setProblem(result.problem);
    field.current?.focus();
  };

  return (
    <form class="form" noValidate onSubmit={check}>
      <main class="form-middle form-notice">
        <Link2 size={24} aria-hidden="true" />
        <h1>{t("form.linkTitle")}</h1>
        <p>{t("form.linkWhy")}</p>
        <p>{t("form.linkHow")}</p>
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
        {problem ? <Failure problem={problem} /> : null}
      </main>
      <footer class="form-foot">
        <button type="button" class="button quiet" data-testid="cancel" onClick={onCancel}>
          {t("form.cancel")}
        </button>
        <button type="submit" class="button primary" data-testid="check-link" disabled={checking}>
          {t(checking ? "form.checkingLink" : "form.checkLink")}
        </button>
      </footer>
    </form>
  );
}
