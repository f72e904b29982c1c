/** Enrols the browser with a one-time code. Folded if the organisation uses sign-on. */

import { useId, useState } from "preact/hooks";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { Failure } from "../ui/Failure.tsx";
import { Fold } from "../ui/Fold.tsx";
import { useLanguage } from "../ui/language.ts";
import { useAct } from "../ui/use-act.ts";

export interface EnrolByCodeProps {
  /** The code from the link that opened this page. */
  code: string;
  /** Sign-on is offered instead; this form is one click away. */
  folded: boolean;
  enrol(code: string): Promise<Result<Identity>>;
  onDone(identity: Identity): void;
}

export function EnrolByCode(props: EnrolByCodeProps) {
  const { t } = useLanguage();
  const id = useId();
  const [code, setCode] = useState(props.code);
  const { problem, busy, run } = useAct();

  const submit = async (event: Event) => {
    event.preventDefault();
    await run(async () => {
      const result = await props.enrol(code);
      if (result.ok) props.onDone(result.value);
      return result;
    });
  };

  const form = (
    <form class="options-form" noValidate onSubmit={submit}>
      <div class="field">
        <label for={id}>{t("options.code")}</label>
        <input
          id={id}
          class="input code"
          required
          autocomplete="off"
          spellcheck={false}
          data-testid="enrol-code"
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <p class="small muted">{t("options.codeHint")}</p>
      </div>
      {problem ? <Failure problem={problem} /> : null}
      <button
        type="submit"
        class={props.folded ? "button" : "button primary"}
        data-testid="enrol"
        disabled={busy}
      >
        {t(busy ? "options.enrolling" : "options.enrol")}
      </button>
    </form>
  );
  if (!props.folded) return form;
  return (
    <Fold label={t("signOn.byCode")} testId="by-code">
      {form}
    </Fold>
  );
}
