/** The intake that this browser is enrolled at, and the two ways to enrol: sign-on or a one-time code. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { addressDebounceMs } from "../../utils/extension/browser/delays.ts";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { Managed } from "../../utils/shared/contract/managed-policy.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { SignOn as SignOnSettings } from "../../utils/shared/contract/sign-on.ts";
import { date } from "../../utils/shared/i18n/time.ts";
import { Failure } from "../ui/Failure.tsx";
import { TextField } from "../ui/Field.tsx";
import { Fold } from "../ui/Fold.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { Check, TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useAct } from "../ui/use-act.ts";
import { ManagedField } from "./ManagedField.tsx";
import { SignOn, type SignOnCalls } from "./SignOn.tsx";

export interface ConnectionProps {
  /** Settings fixed by browser policy. */
  managed: Managed;
  intake: string;
  code: string;
  identity: Identity | undefined;
  /** Address of the intake at which the browser is enrolled. */
  enrolledAt: string | undefined;
  /** Reason for which the link that opened this page was refused. */
  refused: Problem | undefined;
  signedOn: boolean;
  leave(): Promise<void>;
  enrol(intake: string, code: string): Promise<Result<Identity>>;
  signOn: SignOnCalls;
}

const managedProblem: Problem = { code: "intake-managed", retry: "later" };

/** Most people type a host name without `https://`. */
function withScheme(typed: string): string {
  return typed.trim().replace(/^[\w.-]+\.[a-z]+(?![\w.-])/i, "https://$&");
}

/** The shown intake, and the identity that the browser has there. */
function useEnrolment({ managed, code, ...known }: ConnectionProps) {
  const [typed, setTyped] = useState(known.intake);
  const [enrolledAt, setEnrolledAt] = useState(known.enrolledAt);
  const [identity, setIdentity] = useState(known.identity);
  const [again, setAgain] = useState(code !== "");
  const intake = managed.intake ?? withScheme(typed);
  const isElsewhere = identity !== undefined && intake !== enrolledAt && managed.intake !== undefined;
  const mayEnrol = !identity || again || isElsewhere;
  return {
    intake,
    typed,
    enrolledAt,
    identity,
    mayEnrol,
    refused: (mayEnrol && known.refused) || (isElsewhere ? managedProblem : undefined),
    setTyped,
    enrolAgain: () => setAgain(true),
    belong(next: Identity | undefined) {
      setIdentity(next);
      setEnrolledAt(next && intake);
      setAgain(false);
    },
  };
}

interface EnrolByCodeProps {
  /** The code from the link that opened this page. */
  code: string;
  /** Sign-on is offered instead; this form is one click away. */
  folded: boolean;
  enrol(code: string): Promise<Result<Identity>>;
  onDone(identity: Identity): void;
}

/** Enrols the browser with a one-time code. Folded if the organisation uses sign-on. */
function EnrolByCode(props: EnrolByCodeProps) {
  const { t } = useLanguage();
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
      <TextField
        label={t("options.code")}
        hint={t("options.codeHint")}
        class="code"
        required
        autoComplete="off"
        spellcheck={false}
        testId="enrol-code"
        value={code}
        onInput={setCode}
      />
      {problem?.code === "address-unknown" ? (
        <p class="error" role="alert">
          {t("options.intakeWrong")}
        </p>
      ) : problem ? (
        <Failure problem={problem} />
      ) : null}
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

export function Connection(props: ConnectionProps) {
  const { t } = useLanguage();
  const { managed, code, signedOn } = props;
  const { intake, typed, enrolledAt, identity, mayEnrol, refused, ...enrolment } = useEnrolment(props);
  const [left, setLeft] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const [first] = useState(identity);
  useLayoutEffect(() => {
    // The pressed button is gone. At the start nothing was pressed.
    if (identity !== first && document.activeElement === document.body) heading.current?.focus();
  }, [identity]);
  const { signOn: offer, problem } = useSignOnOffer(mayEnrol || signedOn ? intake : "", props.signOn.read);
  const signOn = offer ? (
    <SignOn
      intake={intake}
      offer={offer}
      again={identity !== undefined && !mayEnrol}
      calls={props.signOn}
      onDone={enrolment.belong}
    />
  ) : null;

  return (
    <section class="options-card">
      <h2 ref={heading} tabIndex={-1}>
        {t("options.connection")}
      </h2>
      {identity ? <Enrolled identity={identity} intake={enrolledAt} /> : null}
      {left && !identity ? (
        <p class="message done" role="status" tabIndex={-1} ref={takeFocus} data-testid="left">
          {t("options.left")}
        </p>
      ) : null}
      {refused ? <Failure problem={refused} /> : null}
      {mayEnrol ? (
        <>
          <IntakeField managed={managed} value={typed} onChange={enrolment.setTyped} />
          {signOn}
          {managed.signOn === "only" ? (
            <NoCodes refused={code !== ""} problem={problem} />
          ) : (
            <EnrolByCode
              code={code}
              folded={offer !== undefined && code === ""}
              enrol={(code) => props.enrol(intake, code)}
              onDone={enrolment.belong}
            />
          )}
        </>
      ) : (
        <>
          {signedOn ? signOn : null}
          <button
            type="button"
            class="button link"
            data-testid="enrol-again"
            onClick={() => {
              // The button disappears.
              heading.current?.focus();
              enrolment.enrolAgain();
            }}
          >
            {t("options.again")}
          </button>
          <Leave
            leave={async () => {
              await props.leave();
              enrolment.belong(undefined);
              setLeft(true);
            }}
          />
        </>
      )}
    </section>
  );
}

/** The pressed button is gone. */
const takeFocus = (element: HTMLElement | null) => element?.focus();

/** For a computer that several people use. */
function Leave({ leave }: { leave(): Promise<void> }) {
  const { t } = useLanguage();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <button
        type="button"
        class="button link"
        aria-expanded={asked}
        data-testid="leave"
        onClick={() => setAsked(!asked)}
      >
        {t("options.leave")}
      </button>
      {asked ? (
        <div class="message warning" role="status">
          <TriangleAlert size={16} aria-hidden="true" />
          <p>{t("options.leaveWhy")}</p>
          <div class="buttons">
            <button type="button" class="button" data-testid="leave-now" onClick={leave}>
              {t("options.leaveNow")}
            </button>
          </div>
        </div>
      ) : null}
    </>
  );
}

function Enrolled({ identity, intake }: { identity: Identity; intake: string | undefined }) {
  const { language, t } = useLanguage();
  return (
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
        <span class="small">{intake}</span>
      </p>
    </div>
  );
}

interface IntakeFieldProps {
  managed: Managed;
  value: string;
  onChange(intake: string): void;
}

function IntakeField({ managed, value, onChange }: IntakeFieldProps) {
  const { t } = useLanguage();
  if (managed.intake)
    return <ManagedField label={t("options.intake")} value={managed.intake} testId="intake-url" />;
  return (
    <TextField
      label={t("options.intake")}
      type="url"
      required
      testId="intake-url"
      placeholder="https://"
      value={value}
      onInput={onChange}
    />
  );
}

/** The organisation allows sign-on only. `refused`: the opened link carries a code. */
function NoCodes({ refused, problem }: { refused: boolean; problem: Problem | undefined }) {
  const { t } = useLanguage();
  return (
    <>
      <p class={refused ? undefined : "small muted"} data-testid="no-codes">
        {t(refused ? "problem.code-managed" : "options.noCodes")}
      </p>
      {problem ? <Failure problem={problem} /> : null}
    </>
  );
}

interface SignOnOffer {
  /** Undefined while unknown, and if the intake offers no sign-on. */
  signOn?: SignOnSettings;
  /** Reason for which it cannot be determined. */
  problem?: Problem;
}

/** Reads whether the intake offers sign-on, after the person has stopped typing its address. */
function useSignOnOffer(
  intake: string,
  read: (intake: string) => Promise<Result<SignOnSettings | undefined>>,
): SignOnOffer {
  const [offer, setOffer] = useState<{ intake: string; answer: Result<SignOnSettings | undefined> }>();
  const [first] = useState(intake);
  useEffect(() => {
    if (!URL.canParse(intake)) return;
    let over = false;
    const timer = setTimeout(
      async () => {
        const answer = await read(intake);
        if (!over) setOffer({ intake, answer });
      },
      intake === first ? 0 : addressDebounceMs,
    );
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [intake]);
  if (offer?.intake !== intake) return {};
  const { answer } = offer;
  if (!answer.ok) return { problem: answer.problem };
  return answer.value ? { signOn: answer.value } : {};
}
