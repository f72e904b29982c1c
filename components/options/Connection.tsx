/** Which intake this browser belongs to, and the one-time code that makes it belong. */

import { useId, useState } from "preact/hooks";
import type { Identity } from "../../utils/contract/enrolment.ts";
import type { Managed } from "../../utils/contract/managed.ts";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Result } from "../../utils/contract/result.ts";
import { date } from "../../utils/language/time.ts";
import { Failure } from "../shared/Failure.tsx";
import { Check } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { ManagedField } from "./ManagedField.tsx";

export interface ConnectionProps {
  /** What policy decides about it. */
  managed: Managed;
  intake: string;
  code: string;
  identity: Identity | undefined;
  /** Of the intake that this browser is enrolled at. */
  enrolledAt: string | undefined;
  /** The link that led here was not followed. */
  refused: Problem | undefined;
  enrol(intake: string, code: string): Promise<Result<Identity>>;
}

const elsewhere: Problem = { code: "intake-managed", retry: "later" };

export function Connection(props: ConnectionProps) {
  const { language, t } = useLanguage();
  const id = useId();
  const { managed } = props;
  const [typed, setTyped] = useState(props.intake);
  const [enrolledAt, setEnrolledAt] = useState(props.enrolledAt);
  const intake = managed.intake ?? typed;
  const [code, setCode] = useState(props.code);
  const [identity, setIdentity] = useState(props.identity);
  const [again, setAgain] = useState(props.code !== "");
  const isElsewhere = identity !== undefined && intake !== enrolledAt && managed.intake !== undefined;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(props.refused);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    const result = await props.enrol(intake, code);
    setBusy(false);
    if (!result.ok) return setProblem(result.problem);
    setIdentity(result.value);
    setEnrolledAt(intake);
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
            , {t(`role.${identity.role}`)}, {identity.organisation},{" "}
            {t("options.enrolledSince", { date: date(language, identity.enrolledAt) })}
            <br />
            <span class="small break">{enrolledAt}</span>
          </p>
        </div>
      ) : null}
      {isElsewhere && !problem ? <Failure problem={elsewhere} /> : null}
      {identity && !again && !isElsewhere ? (
        <button type="button" class="button link" data-testid="enrol-again" onClick={() => setAgain(true)}>
          {t("options.again")}
        </button>
      ) : (
        <form class="options-form" noValidate onSubmit={submit}>
          {managed.intake ? (
            <ManagedField label={t("options.intake")} value={managed.intake} testId="intake-url" />
          ) : (
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
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
            </div>
          )}
          {managed.signOn === "only" ? (
            <p data-testid="no-codes">{t("problem.code-managed")}</p>
          ) : (
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
          )}
          {problem ? <Failure problem={problem} /> : null}
          {managed.signOn === "only" ? null : (
            <button type="submit" class="button primary" data-testid="enrol" disabled={busy}>
              {t(busy ? "options.enrolling" : "options.enrol")}
            </button>
          )}
        </form>
      )}
    </section>
  );
}
