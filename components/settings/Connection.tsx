/** The intake that this browser is enrolled at, and the two ways to enrol: sign-on or a one-time code. */

import { useId, useState } from "preact/hooks";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { Managed } from "../../utils/shared/contract/managed.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { date } from "../../utils/shared/i18n/time.ts";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { Check } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { EnrolByCode } from "./EnrolByCode.tsx";
import { ManagedField } from "./ManagedField.tsx";
import { SignOn, type SignOnCalls } from "./SignOn.tsx";
import { useSignOnOffer } from "./use-offer.ts";

export interface ConnectionProps {
  /** Settings fixed by browser policy. */
  managed: Managed;
  intake: string;
  code: string;
  identity: Identity | undefined;
  /** Address of the intake at which the browser is enrolled. */
  enrolledAt: string | undefined;
  /** Why the link that opened this page was refused. */
  refused: Problem | undefined;
  signedOn: boolean;
  enrol(intake: string, code: string): Promise<Result<Identity>>;
  signOn: SignOnCalls;
}

const managedProblem: Problem = { code: "intake-managed", retry: "later" };

export function Connection(props: ConnectionProps) {
  const { language, t } = useLanguage();
  const id = useId();
  const { managed } = props;
  const [typed, setTyped] = useState(props.intake);
  const [enrolledAt, setEnrolledAt] = useState(props.enrolledAt);
  const intake = managed.intake ?? typed;
  const [identity, setIdentity] = useState(props.identity);
  const [again, setAgain] = useState(props.code !== "");
  const isElsewhere = identity !== undefined && intake !== enrolledAt && managed.intake !== undefined;
  const mayEnrol = !identity || again || isElsewhere;
  const { signOn: offer, problem } = useSignOnOffer(
    mayEnrol || props.signedOn ? intake : "",
    props.signOn.read,
  );

  const belong = (known: Identity) => {
    setIdentity(known);
    setEnrolledAt(intake);
    setAgain(false);
  };
  const signOn = offer ? (
    <SignOn
      intake={intake}
      offer={offer}
      again={identity !== undefined && !mayEnrol}
      calls={props.signOn}
      onDone={belong}
    />
  ) : null;

  return (
    <section class="options-card">
      <h2>{t("options.connection")}</h2>
      {identity ? (
        <div class="message done" role="status">
          <Check size={16} aria-hidden="true" />
          <p>
            {t("options.enrolledAs")}{" "}
            <strong data-testid="enrolled-as" data-role={identity.role}>
              <Foreign text={identity.name} />
            </strong>
            , {t(`role.${identity.role}`)}, <Foreign text={identity.organisation} />
            {identity.unit ? ", " : ""}
            <Foreign text={identity.unit} />,{" "}
            {t("options.enrolledSince", { date: date(language, identity.enrolledAt) })}
            <br />
            <span class="small">{enrolledAt}</span>
          </p>
        </div>
      ) : null}
      {mayEnrol && props.refused ? (
        <Failure problem={props.refused} />
      ) : isElsewhere ? (
        <Failure problem={managedProblem} />
      ) : null}
      {mayEnrol ? (
        <>
          <div class="field">
            {managed.intake ? (
              <ManagedField label={t("options.intake")} value={managed.intake} testId="intake-url" />
            ) : (
              <>
                <label for={id}>{t("options.intake")}</label>
                <input
                  id={id}
                  class="input"
                  type="url"
                  required
                  data-testid="intake-url"
                  placeholder="https://"
                  value={intake}
                  onInput={(event) => setTyped(event.currentTarget.value)}
                />
              </>
            )}
          </div>
          {signOn}
          {managed.signOn === "only" ? (
            <>
              <p class={props.code ? undefined : "small muted"} data-testid="no-codes">
                {t(props.code ? "problem.code-managed" : "options.noCodes")}
              </p>
              {problem ? <Failure problem={problem} /> : null}
            </>
          ) : (
            <EnrolByCode
              code={props.code}
              folded={offer !== undefined && props.code === ""}
              enrol={(code) => props.enrol(intake, code)}
              onDone={belong}
            />
          )}
        </>
      ) : (
        <>
          {props.signedOn ? signOn : null}
          <button type="button" class="button link" data-testid="enrol-again" onClick={() => setAgain(true)}>
            {t("options.again")}
          </button>
        </>
      )}
    </section>
  );
}
