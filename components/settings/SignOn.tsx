/** Signs on with the organisation's account: in a browser window, or with a code on another device. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { SignOn as Offer, SignOnFlow, UserCode } from "../../utils/shared/contract/sign-on.ts";
import { timecode } from "../../utils/shared/i18n/time.ts";
import { Failure } from "../ui/Failure.tsx";
import { ExternalLink } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useSecondsLeft } from "../ui/use-now.ts";

export interface SignOnCalls {
  /** Returns the intake's sign-on offer; undefined if it has none. */
  read(intake: string): Promise<Result<Offer | undefined>>;
  start(
    intake: string,
    way: { flow: SignOnFlow; signal: AbortSignal; onCode(code: UserCode): void },
  ): Promise<Result<Identity>>;
  /** Whether host permission allows requests to a provider that sends no CORS headers. */
  providerAllowed(): Promise<boolean>;
  /** Asks the person for that permission. */
  requestProvider(): Promise<boolean>;
}

export interface SignOnProps {
  intake: string;
  offer: Offer;
  /** The browser is enrolled already, so its person signs on again. */
  again: boolean;
  calls: SignOnCalls;
  onDone(identity: Identity): void;
}

/** The code that a person enters on another device to sign on, with its address. */
function DeviceCode({ code }: { code: UserCode }) {
  const { t } = useLanguage();
  const secondsLeft = useSecondsLeft(code.expiresAt);
  const { side, path } = code.qr;
  return (
    <div class="device-code" data-testid="device-code">
      <div class="device-code-words">
        <div role="status">
          <p>{t("signOn.deviceOpen", { address: code.address })}</p>
          <p class="user-code" data-testid="user-code">
            {code.code}
          </p>
        </div>
        <p>
          <a
            class="button"
            href={code.completeAddress ?? code.address}
            target="_blank"
            rel="noreferrer"
            data-testid="device-link"
          >
            <ExternalLink size={16} aria-hidden="true" />
            {t("signOn.deviceLink")}
          </a>
        </p>
        <p class="small">{t("signOn.deviceOnly")}</p>
        {/* Changes every second, so it is outside the live region. */}
        <p class="small muted">{t("signOn.deviceLeft", { time: timecode(secondsLeft) })}</p>
      </div>
      <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={t("signOn.deviceQr")}>
        <rect width={side} height={side} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
    </div>
  );
}

interface SignOnFailure {
  problem: Problem;
  flow: SignOnFlow;
  /** The person can allow requests to the provider. */
  canAllow: boolean;
}

/** One sign-on at a time. */
function useSignOn({ intake, calls, onDone }: SignOnProps) {
  const [flow, setFlow] = useState<SignOnFlow>();
  const [code, setCode] = useState<UserCode>();
  const [failure, setFailure] = useState<SignOnFailure>();
  const stop = useRef<AbortController | undefined>(undefined);

  // Aborts a running sign-on when the page is closed.
  useEffect(() => () => stop.current?.abort(), []);

  const end = () => {
    setFlow(undefined);
    setCode(undefined);
  };
  const run = async (chosen: SignOnFlow) => {
    if (stop.current) return;
    const stopping = new AbortController();
    const { signal } = stopping;
    stop.current = stopping;
    setFlow(chosen);
    setFailure(undefined);
    const result = await calls.start(intake, { flow: chosen, signal, onCode: setCode });
    stop.current = undefined;
    if (result.ok) {
      end();
      return onDone(result.value);
    }
    const { problem } = result;
    const canAllow = problem.code === "sign-on-unavailable" && !(await calls.providerAllowed());
    // After a cancel no error is shown.
    if (!signal.aborted) setFailure({ problem, flow: chosen, canAllow });
    end();
  };
  const allow = async (chosen: SignOnFlow) => {
    if (await calls.requestProvider()) await run(chosen);
  };
  return { flow, code, failure, run, allow, cancel: () => stop.current?.abort() };
}

export function SignOn(props: SignOnProps) {
  const { t } = useLanguage();
  const { offer, again } = props;
  const { flow, code, failure, run, allow, cancel } = useSignOn(props);
  const start = useRef<HTMLButtonElement>(null);
  const stop = useRef<HTMLButtonElement>(null);
  const { host } = new URL(offer.issuer);
  const [main = "device"] = offer.flows;
  // The focused button disappears when the sign-on starts and when it ends.
  useEffect(() => (flow ? stop : failure ? start : undefined)?.current?.focus(), [flow]);

  return (
    <div class="sign-on">
      {flow ? null : (
        <>
          <button
            ref={start}
            type="button"
            class="button primary"
            data-testid="sign-on"
            onClick={() => run(main)}
          >
            {t(again ? "signOn.again" : "signOn.start")}
          </button>
          <p class="small muted">{t("signOn.at", { host })}</p>
        </>
      )}
      <div role="status">
        {flow && !code ? (
          <p class="message" data-testid="sign-on-waiting">
            {flow === "code" ? t("signOn.waiting", { host }) : t("signOn.asking")}
          </p>
        ) : null}
      </div>
      {code ? <DeviceCode code={code} /> : null}
      {flow ? (
        <button ref={stop} type="button" class="button" data-testid="sign-on-cancel" onClick={cancel}>
          {t("signOn.cancel")}
        </button>
      ) : null}
      {failure ? <SignOnProblem failure={failure} host={host} onAllow={allow} /> : null}
      {!flow && main === "code" && offer.flows.includes("device") ? (
        <div>
          <button
            type="button"
            class="button link"
            data-testid="sign-on-device"
            onClick={() => run("device")}
          >
            {t("signOn.device")}
          </button>
          <p class="small muted">{t("signOn.deviceHint")}</p>
        </div>
      ) : null}
    </div>
  );
}

interface SignOnProblemProps {
  failure: SignOnFailure;
  host: string;
  onAllow(flow: SignOnFlow): void;
}

function SignOnProblem({ failure, host, onAllow }: SignOnProblemProps) {
  const { t } = useLanguage();
  return (
    <Failure problem={failure.problem}>
      {failure.canAllow ? (
        <button
          type="button"
          class="button"
          data-testid="sign-on-allow"
          onClick={() => onAllow(failure.flow)}
        >
          {t("signOn.allow", { host })}
        </button>
      ) : undefined}
    </Failure>
  );
}
