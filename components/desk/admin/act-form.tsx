/** An administrator's act as a form: fields, a reason where it is needed, and what became of it. */

import type { ComponentChildren, Ref } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type {
  AdminAct,
  AdminActResult,
  AdminActView,
  MadeOnce,
} from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { makesCode } from "../../../utils/shared/policy/administration.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useFocusNext } from "../../ui/use-focus.ts";

export type AdminCalls = Pick<Client, "callAdmin">;

/** Asks for acts. A retry of the same act sends the same id; the next one after a success is a new act. */
export function useAdminAct({ callAdmin }: AdminCalls, onDone: () => unknown) {
  const { problem, busy, run } = useAct();
  const ids = useRef(new Map<string, string>());
  const [result, setResult] = useState<AdminActResult>();
  const ask = (act: AdminAct, reason: string): Promise<boolean> =>
    run(async () => {
      const trimmed = reason.trim();
      const key = JSON.stringify([act, trimmed]);
      const id = ids.current.get(key) ?? crypto.randomUUID();
      ids.current.set(key, id);
      setResult(undefined);
      const answer = await callAdmin("askAdminAct", {
        body: { id, act, ...(trimmed === "" ? {} : { reason: trimmed }) },
      });
      if (answer.ok) {
        ids.current.delete(key);
        setResult(answer.value);
        await onDone();
      }
      return answer;
    });
  return { problem, busy, result, ask };
}

export interface ActFormProps {
  calls: AdminCalls;
  /** Names the draft of the reason, which is kept until the act succeeds. */
  draft: string;
  label: string;
  testId: string;
  needsReason?: boolean;
  /** A second administrator must confirm. */
  needsSecond?: boolean;
  hint?: string;
  children?: ComponentChildren;
  /** Shown if `build` returns nothing although every field is valid. */
  lacking?: string;
  /** Undefined while something is missing. */
  build(): AdminAct | undefined | Promise<AdminAct | undefined>;
  onDone(result?: AdminActResult): unknown;
}

/** Ignores a press while an earlier one is being answered. */
function useOneAtATime(submit: (form: HTMLFormElement) => Promise<void>): (event: SubmitEvent) => void {
  const isBusy = useRef(false);
  return (event) => {
    event.preventDefault();
    if (isBusy.current) return;
    isBusy.current = true;
    void submit(event.currentTarget as HTMLFormElement).finally(() => {
      isBusy.current = false;
    });
  };
}

export function ActForm(props: ActFormProps) {
  const { calls, draft, label, testId, needsSecond = false, hint, children, onDone } = props;
  const { t } = useLanguage();
  const reason = useDraft(`admin-reason:${draft}`, () => "");
  const [missing, setMissing] = useState({ reason: false, other: false });
  const { problem, busy, result, ask } = useAdminAct(calls, onDone);
  // Only the intake knows whether some acts need a second person, and then a reason.
  const needsReason = (props.needsReason ?? false) || needsSecond || problem?.code === "reason-needed";
  const field = useRef<HTMLTextAreaElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const focusNext = useFocusNext();
  const submit = async (form: HTMLFormElement) => {
    const sent = reason.value;
    const act = await props.build();
    const isValid = act !== undefined || form.reportValidity();
    const lacksReason = needsReason && sent.trim() === "";
    setMissing({ reason: lacksReason, other: act === undefined && isValid });
    if (act && lacksReason) focusNext(() => field.current);
    if (!act || lacksReason || (needsReason && refuseTooLong(sent, limits.reasonChars))) return;
    if (!(await ask(act, sent))) return;
    reason.clear(sent);
    // The same button may be another act now, such as the opposite one.
    focusNext(() => (form.contains(document.activeElement) ? outcome.current : undefined));
  };
  return (
    <form class="act-form" noValidate onSubmit={useOneAtATime(submit)} data-testid={`${testId}-form`}>
      {hint ? <p class="small muted">{hint}</p> : null}
      {children}
      {needsReason ? (
        <TextArea
          label={t("admin.reason")}
          hint={t("admin.reasonHint")}
          error={missing.reason ? t("problem.reason-needed") : undefined}
          value={reason.value}
          onChange={(value) => reason.set(() => value)}
          maxChars={limits.reasonChars}
          testId={`${testId}-reason`}
          inputRef={field}
          required
        />
      ) : null}
      {needsSecond ? <p class="small">{t("admin.second")}</p> : null}
      {missing.other && props.lacking ? (
        <p class="error" role="alert">
          {props.lacking}
        </p>
      ) : null}
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons">
        <button type="submit" class="button" data-testid={testId} aria-disabled={busy}>
          {label}
        </button>
      </div>
      <ActOutcome result={result} boxRef={outcome} />
    </form>
  );
}

interface ActOutcomeProps {
  result: AdminActResult | undefined;
  /** Takes the focus after the act. */
  boxRef: Ref<HTMLDivElement>;
}

/** The result of an act, with the secret that it created. */
export function ActOutcome({ result, boxRef }: ActOutcomeProps) {
  const { language, t } = useLanguage();
  const box = { ref: boxRef, role: "status", tabIndex: -1 } as const;
  if (!result) return <div {...box} />;
  const { act, made } = result;
  return (
    <div {...box} data-testid="act-outcome" data-state={act.state} class="act-outcome">
      <p class="small">
        {act.state === "waiting" && act.until
          ? t("admin.waits", { when: dateTime(language, act.until) })
          : t(made?.made === "delivery" ? "admin.recorded" : "admin.done")}
      </p>
      {act.confirmers === 0 ? <p class="message warning">{t("admin.nobodyConfirms")}</p> : null}
      <SecondCodePart view={act} />
      {made ? <Made made={made} view={act} /> : null}
      {act.state === "done" && !made && makesSecret(act.act) ? (
        <p class="message warning">{t("admin.doneBefore")}</p>
      ) : null}
    </div>
  );
}

const makesSecret = (act: AdminAct) => makesCode(act) || act.act === "make-key" || act.act === "add-hook";

/** The second part of a code or key, shown to the administrator who asked for it. */
export function SecondCodePart({ view: { act, codePart, about } }: { view: AdminActView }) {
  const { t } = useLanguage();
  if (codePart === undefined) return null;
  const isKey = act.act === "make-key";
  return (
    <div class="card made">
      <p class="small">{t(isKey ? "admin.keyPartHint" : "admin.codePartHint")}</p>
      <CopyField
        label={t(isKey ? "admin.keyPart" : "admin.codePart", { name: about })}
        value={codePart}
        testId="code-part"
      />
    </div>
  );
}

function Made({ made, view: { about, asked } }: { made: MadeOnce; view: AdminActView }) {
  const { language, t } = useLanguage();
  switch (made.made) {
    case "code": {
      const { size, path } = made.qr;
      return (
        <div class="card made" data-testid="made-code">
          <p class="small">
            {t(made.isPart ? "admin.codePartOnce" : "admin.codeOnce", {
              when: dateTime(language, made.expiresAt),
              name: asked.name,
            })}
          </p>
          <CopyField
            label={t("admin.codeAddress", { name: about })}
            value={made.address}
            testId="made-address"
          />
          <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t("admin.qr")}>
            <rect width={size} height={size} fill="#fff" />
            <path d={path} fill="#000" />
          </svg>
        </div>
      );
    }
    case "key":
      return (
        <div class="card made">
          <p class="small">
            {t("admin.keyPartOnce", {
              when: dateTime(language, made.expiresAt),
              name: asked.name,
            })}
          </p>
          <CopyField label={t("admin.key")} value={made.key} testId="made-key" />
        </div>
      );
    case "secret":
      return (
        <div class="card made">
          <p class="small">{t("admin.secretOnce")}</p>
          <CopyField label={t("admin.secret")} value={made.secret} testId="made-secret" />
        </div>
      );
    case "delivery":
      return (
        <p
          class={made.sent ? undefined : "message warning"}
          data-testid="made-delivery"
          data-sent={made.sent}
        >
          <span>{t(made.sent ? "admin.sent" : "admin.notSent", { answer: made.answer })}</span>
        </p>
      );
  }
}
