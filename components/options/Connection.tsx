/** Which intake this browser belongs to, and the one-time code that makes it belong. */

import { useId, useState } from "preact/hooks";
import type { Identity } from "../../utils/contract/enrolment.ts";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Result } from "../../utils/contract/result.ts";
import { date } from "../../utils/language/time.ts";
import { Failure } from "../shared/Failure.tsx";
import { Check } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";

export interface ConnectionProps {
  intake: string;
  code: string;
  identity: Identity | undefined;
  enrol(intake: string, code: string): Promise<Result<Identity>>;
}

export function Connection(props: ConnectionProps) {
  const { language, t } = useLanguage();
  const id = useId();
  const [intake, setIntake] = useState(props.intake);
  const [code, setCode] = useState(props.code);
  const [identity, setIdentity] = useState(props.identity);
  const [again, setAgain] = useState(props.code !== "");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    const result = await props.enrol(intake, code);
    setBusy(false);
    if (!result.ok) return setProblem(result.problem);
    setIdentity(result.value);
    setCode("");
    setAgain(false);
  };

  return (
    <section class="options-card">
      <h2>{t("options.connection")}</h2>
      {identity ? (
        <div class="message done" role="status">
          <Check size={16} aria-hidden="true" />
          <p>
            {t("options.enrolledAs")}{" "}
            <strong data-testid="enrolled-as" data-role={identity.role}>
              {identity.name}
            </strong>
            , {t(`role.${identity.role}`)}, {identity.organisation}
            {identity.unit ? `, ${identity.unit}` : ""},{" "}
            {t("options.enrolledSince", { date: date(language, identity.enrolledAt) })}
            <br />
            <span class="small break">{intake}</span>
          </p>
        </div>
      ) : null}
      {identity && !again ? (
        <button type="button" class="button link" data-testid="enrol-again" onClick={() => setAgain(true)}>
          {t("options.again")}
        </button>
      ) : (
        <form class="options-form" noValidate onSubmit={submit}>
          <div class="field">
            <label for={`${id}-intake`}>{t("options.intake")}</label>
            <input
              id={`${id}-intake`}
              class="input"
              type="url"
              required
              data-testid="intake-url"
              placeholder="https://"
              value={intake}
              onInput={(event) => setIntake(event.currentTarget.value)}
            />
          </div>
          <div class="field">
            <label for={`${id}-code`}>{t("options.code")}</label>
            <input
              id={`${id}-code`}
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
          <button type="submit" class="button primary" data-testid="enrol" disabled={busy}>
            {t(busy ? "options.enrolling" : "options.enrol")}
          </button>
        </form>
      )}
    </section>
  );
}
