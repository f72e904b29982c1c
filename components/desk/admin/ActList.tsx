/** Acts of administrators: those that wait for a second person, and all as a log. */

import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type {
  AdminActAnswer,
  AdminActResult,
  AdminActState,
  AdminActView,
} from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { useLoad } from "../../ui/use-load.ts";
import { usePages } from "../../ui/use-pages.ts";
import { usePolling } from "../../ui/use-polling.ts";
import { ActDetails } from "./ActDetails.tsx";
import { ActOutcome, type AdminCalls, SecondCodePart } from "./act-form.tsx";
import { useRecipeName } from "./RecipePacks.tsx";

const tones: Record<AdminActState, string> = {
  waiting: "tag warning",
  done: "tag done",
  refused: "tag",
  withdrawn: "tag",
  lapsed: "tag",
};

/** An act as a sentence. */
export function useActWords(): (view: AdminActView) => string {
  const { t, words } = useLanguage();
  const recipeName = useRecipeName();
  return ({ act, about }) => {
    switch (act.act) {
      case "save-retention":
        return t("adminAct.save-retention", { about: words(categories[act.category].short) });
      case "invite":
      case "change-role":
        return t(`adminAct.${act.act}`, { about, role: t(`role.${act.role}`) });
      case "switch-recipe":
        return t(`adminAct.recipe-${act.to}`, { about: recipeName(act) });
      case "assign-unit":
        return t("adminAct.assign-unit", { about, unit: act.unit ?? t("admin.noUnit") });
      default:
        return t(`adminAct.${act.act}`, { about });
    }
  };
}

export function ActLine({ view }: { view: AdminActView }) {
  const { language, t } = useLanguage();
  const words = useActWords();
  const { state, asked, answered, until, reason } = view;
  const hasSecond = state !== "done" || answered !== undefined;
  return (
    <div class="act-words">
      <p>
        <strong>{words(view)}</strong> <span class={tones[state]}>{t(`actState.${state}`)}</span>
      </p>
      <p class="small muted">
        {t(hasSecond ? "admin.actAsked" : "admin.actAlone", {
          name: asked.name,
          when: dateTime(language, asked.at),
        })}
        {until ? `, ${t("admin.actUntil", { when: dateTime(language, until) })}` : ""}
      </p>
      {reason === undefined ? null : <p class="small">{t("admin.actReason", { reason })}</p>}
      {answered ? (
        <p class="small muted">
          {t("admin.actAnswered", {
            state: t(`actState.${state === "done" ? "confirmed" : state}`),
            name: answered.name,
            when: dateTime(language, answered.at),
          })}
          {answered.reason === undefined ? null : (
            <>
              {". "}
              {t("admin.actReason", { reason: answered.reason })}
            </>
          )}
        </p>
      ) : null}
    </div>
  );
}

interface WaitingActProps {
  view: AdminActView;
  calls: AdminCalls;
  /** The address names this act. */
  isWanted: boolean;
  onAnswered(result: AdminActResult): unknown;
}

function WaitingAct({ view, calls, isWanted, onAnswered }: WaitingActProps) {
  const { t } = useLanguage();
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (isWanted) row.current?.focus();
  }, [isWanted]);
  const { problem, busy, run } = useAct();
  const headingId = useId();
  const reason = useDraft(`admin-answer:${view.id}`, () => "");
  const [missing, setMissing] = useState(false);
  const send = (answer: AdminActAnswer["answer"]) => {
    const typed = reason.value.trim();
    const lacksReason = answer === "refuse" && typed === "";
    setMissing(lacksReason);
    if (lacksReason || (answer === "refuse" && refuseTooLong(reason.value, limits.reasonChars))) return;
    void run(async () => {
      const body = { answer, ...(answer === "refuse" ? { reason: typed } : {}) };
      const answered = await calls.callAdmin("answerAdminAct", { params: { id: view.id }, body });
      if (answered.ok) {
        reason.forget();
        await onAnswered(answered.value);
      }
      return answered;
    });
  };
  const button = (answer: AdminActAnswer["answer"], label: string, tone = "button") => (
    <button
      type="button"
      class={tone}
      data-testid={`act-${answer}`}
      aria-describedby={headingId}
      aria-disabled={busy}
      onClick={() => send(answer)}
    >
      {label}
    </button>
  );
  return (
    <li
      ref={row}
      class="act-row"
      tabIndex={-1}
      aria-current={isWanted ? "true" : undefined}
      data-testid="waiting-act"
      data-act={view.act.act}
    >
      <div id={headingId}>
        <ActLine view={view} />
        <ActDetails view={view} calls={calls} />
      </div>
      {view.mayAnswer ? (
        <>
          <TextArea
            label={t("admin.actRefuseReason")}
            error={missing ? t("problem.reason-needed") : undefined}
            value={reason.value}
            onChange={(value) => reason.set(() => value)}
            maxChars={limits.reasonChars}
            rows={1}
            testId="act-refuse-reason"
          />
          <div class="buttons">
            {button("confirm", t("admin.actConfirm"), "button primary")}
            {button("refuse", t("admin.actRefuse"))}
          </div>
        </>
      ) : (
        <>
          <p class={view.confirmers === 0 ? "message warning" : "small muted"}>
            {t(view.confirmers === 0 ? "admin.nobodyConfirms" : "admin.actNotYours")}
          </p>
          <SecondCodePart view={view} />
          {view.asked.mine ? <div class="buttons">{button("withdraw", t("admin.actWithdraw"))}</div> : null}
        </>
      )}
      {problem ? <Failure problem={problem} /> : null}
    </li>
  );
}

const idsOf = (acts: readonly AdminActView[]) => JSON.stringify(acts.map(({ id }) => id));

interface ActListProps {
  calls: AdminCalls;
  /** Id of the act in the address, as in a mail. */
  wanted: string | undefined;
  onAnswered(): unknown;
}

export function ActList({ calls, wanted, onAnswered }: ActListProps) {
  const { t } = useLanguage();
  const readWaiting = () =>
    calls.callAdmin("listAdminActs", { query: { state: "waiting", limit: limits.pageRows } });
  const waiting = useLoad("admin-waiting", readWaiting);
  const all = usePages("admin-acts", async (after) => {
    const query = { limit: 50, ...(after === undefined ? {} : { after }) };
    const answer = await calls.callAdmin("listAdminActs", { query });
    return answer.ok ? ok({ rows: answer.value.acts, next: answer.value.next }) : answer;
  });
  const [result, setResult] = useState<AdminActResult>();
  const acts = waiting.value?.acts ?? [];
  const [isOld, setOld] = useState(false);
  // Only marked: a list that moves by itself could put another act under the press.
  usePolling(async () => {
    const read = await readWaiting();
    if (read.ok) setOld(idsOf(read.value.acts) !== idsOf(acts));
  });
  const reload = () => {
    setOld(false);
    return Promise.all([waiting.reload(), all.reload()]);
  };
  const outcome = useRef<HTMLDivElement>(null);
  const part = useFocusFallback(outcome);
  const answered = async (done: AdminActResult) => {
    setResult(done);
    await Promise.all([reload(), onAnswered()]);
  };
  return (
    <>
      <section class="block" ref={part} aria-busy={waiting.loading}>
        <div class="admin-head">
          <h2>{t("admin.actsWaiting")}</h2>
          <IconButton
            label={t("admin.actsReload")}
            icon={RefreshCw}
            data-testid="acts-reload"
            onClick={() => void reload()}
          />
          <span class="small" role="status">
            {isOld ? t("admin.actsOld") : null}
          </span>
        </div>
        {waiting.problem ? <Failure problem={waiting.problem} onRetry={waiting.reload} /> : null}
        <ActOutcome result={result} boxRef={outcome} />
        {waiting.value === undefined && waiting.loading ? (
          <Skeleton label={t("admin.loading")} rows={2} height={64} />
        ) : null}
        {waiting.value && acts.length === 0 ? (
          <Empty title={t("admin.actsNone")} hint={t("admin.actsNoneHint")} />
        ) : null}
        {wanted !== undefined && waiting.value && acts.every(({ id }) => id !== wanted) ? (
          <p class="message">{t("admin.actNotWaiting")}</p>
        ) : null}
        <ul class="act-list">
          {acts.map((view) => (
            <WaitingAct
              key={view.id}
              view={view}
              calls={calls}
              isWanted={view.id === wanted}
              onAnswered={answered}
            />
          ))}
        </ul>
      </section>
      <section class="block">
        <h2>{t("admin.actsAll")}</h2>
        {all.problem ? <Failure problem={all.problem} onRetry={all.reload} /> : null}
        {all.rows?.length === 0 ? <p class="muted">{t("admin.actsEmpty")}</p> : null}
        <ul class="act-list" data-testid="act-log">
          {all.rows?.map((view) => (
            <li key={view.id} class="act-row" data-testid="logged-act" data-act={view.act.act}>
              <ActLine view={view} />
              {view.state === "done" ? <SecondCodePart view={view} /> : null}
            </li>
          ))}
        </ul>
        <MoreButton list={all} testId="acts-more" />
      </section>
    </>
  );
}
