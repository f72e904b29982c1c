/** The acts that a request's state allows. Only one panel is open at a time. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import type { RequestState } from "../../../utils/shared/contract/request-state.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { Clock, ReprimandLevel } from "../../../utils/shared/policy/request-clock.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useLoad } from "../../ui/use-load.ts";
import { type ActFormProps, ActHead, SaveButton } from "./ActForm.tsx";
import { AnswerForm } from "./AnswerForm.tsx";
import { LetterText } from "./LetterText.tsx";
import { deliveredLate, LateDelivery, ManualDelivery } from "./ManualDelivery.tsx";
import type { RequestCalls } from "./request-calls.ts";

export interface RequestActsProps {
  view: RequestView;
  clock: Clock;
  calls: RequestCalls;
  /** `next`: the updated request, if the answer contained it. */
  onChanged(next?: RequestView): Promise<void>;
}

type ActName = "reprimand" | "answer" | "channel" | "withdraw";

/** More answers may follow the first. */
const byState: Record<RequestState, readonly ActName[]> = {
  queued: ["channel", "withdraw"],
  "by-hand": ["channel", "withdraw"],
  undelivered: ["channel", "answer", "withdraw"],
  sent: ["answer"],
  answered: ["answer"],
  withdrawn: [],
};

/** The same condition as in the intake. One that came back after its limit may have arrived. */
const isAnswerable = ({ state, sentAt }: RequestView) =>
  byState[state].includes("answer") && (state !== "undelivered" || sentAt !== undefined);

function actsOf(view: RequestView, { proposes }: Clock): ActName[] {
  const { state, sentAt, reported } = view;
  const acts = byState[state].filter((act) => {
    if (act === "withdraw") return sentAt === undefined;
    return act !== "answer" || (!reported && isAnswerable(view));
  });
  return [...(proposes ? (["reprimand"] as const) : []), ...acts];
}

const keysOf: Partial<Record<ActName, string>> = { reprimand: "t", answer: "j" };

interface ReprimandFormProps extends ActFormProps {
  view: RequestView;
  level: ReprimandLevel;
  calls: Pick<RequestCalls, "sendReprimand">;
}

/** Shows the reprimand that the clock proposes, and sends it. */
function ReprimandForm({ view, level, calls, onDone, onLeave }: ReprimandFormProps) {
  const { t } = useLanguage();
  const [id] = useState(() => crypto.randomUUID());
  const { sentAt, dueAt, hours } = view;
  const missed = sentAt && dueAt && hours ? { sentAt, dueAt, hours } : undefined;
  const letter = t(`letterKind.${level}`);
  const save = () =>
    calls.sendReprimand(view.id, { id, level }).then(async (done) => {
      await onDone(done, done.ok ? done.value : undefined, t("reprimand.queued", { letter }));
      return done;
    });
  return (
    <>
      <ActHead title={t(`act.reprimand.${level}`)} onLeave={onLeave} />
      <p>{t("reprimand.look", { channel: view.channel.name })}</p>
      <LetterText letter={view.letter} kind={level} missed={missed} />
      <SaveButton label={t(`act.reprimand.${level}`)} testId="reprimand-send" save={save} />
    </>
  );
}

interface WithdrawFormProps extends ActFormProps {
  view: RequestView;
  calls: Pick<RequestCalls, "withdrawRequest">;
}

/** Withdraws a request that was not sent yet. Needs a reason. */
function WithdrawForm({ view, calls, onDone, onLeave }: WithdrawFormProps) {
  const { t } = useLanguage();
  // A retry sends the same id; a changed reason gets a new one.
  const kept = useDraft(`withdraw:${view.id}`, () => ({ id: crypto.randomUUID(), reason: "" }));
  const draft = kept.value;
  const [missing, setMissing] = useState(false);
  const save = () => {
    const reason = draft.reason.trim();
    setMissing(reason === "");
    if (reason === "" || refuseTooLong(draft.reason, limits.reasonChars)) return undefined;
    return calls.withdrawRequest(view.id, { id: draft.id, reason }).then(async (done) => {
      if (done.ok) kept.forget();
      await onDone(done, done.ok ? done.value : undefined);
      return done;
    });
  };
  return (
    <>
      <ActHead title={t("act.withdrawRequest")} onLeave={onLeave} />
      <TextArea
        label={t("withdraw.reason")}
        hint={t("withdraw.hint")}
        error={missing ? t("problem.reason-needed") : undefined}
        value={draft.reason}
        onChange={(reason) => kept.set(() => ({ id: crypto.randomUUID(), reason }))}
        maxChars={limits.reasonChars}
        rows={3}
        testId="withdraw-reason"
        required
      />
      <SaveButton label={t("withdraw.save")} testId="withdraw-save" save={save} />
    </>
  );
}

export function RequestActs({ view, clock, calls, onChanged }: RequestActsProps) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<ActName>();
  const [saved, setSaved] = useState("");
  const acts = actsOf(view, clock);
  const current = open !== undefined && acts.includes(open) ? open : undefined;
  const start = (act: ActName) => {
    setSaved("");
    setOpen(act);
  };
  const starting = (act: ActName) => () => (acts.includes(act) ? start(act) : false);
  useKeys({
    reprimand: starting("reprimand"),
    recordAnswer: starting("answer"),
    leaveRequest: () => (current === undefined ? false : setOpen(undefined)),
  });
  const leave = () => setOpen(undefined);
  const bar = useBarFocus(current);
  /** On success, closes the panel and reloads. */
  const finish = async (done: Result<unknown>, next?: RequestView, words = t("acts.saved")) => {
    if (!done.ok) return;
    setOpen(undefined);
    setSaved(words);
    await onChanged(next);
  };
  const names: Record<ActName, string> = {
    reprimand: clock.proposes ? t(`act.reprimand.${clock.proposes}`) : "",
    answer: t("act.recordAnswer"),
    channel: t("act.changeChannel"),
    withdraw: t("act.withdrawRequest"),
  };
  const waiting = view.dispatches.filter(({ state }) => state === "by-hand");
  const late = deliveredLate(view);
  return (
    <>
      {waiting.map((dispatch) => (
        <ManualDelivery key={dispatch.id} view={view} dispatch={dispatch} calls={calls} onDone={finish} />
      ))}
      {late ? <LateDelivery view={view} dispatch={late} calls={calls} onDone={finish} /> : null}
      {view.reported && isAnswerable(view) ? (
        <p class="small muted" data-testid="request-reported">
          {t("acts.reported")}
        </p>
      ) : null}
      {view.delivered && acts.includes("answer") ? (
        <p class="small muted" data-testid="request-deliverer">
          {t("acts.deliverer")}
        </p>
      ) : null}
      {acts.length > 0 || saved !== "" ? (
        <section class="decide" aria-label={t("acts.title")} data-testid="request-acts" data-open={current}>
          <ActForm
            act={current}
            level={clock.proposes}
            view={view}
            calls={calls}
            onDone={finish}
            onLeave={leave}
          />
          <p class="small said" role="status" data-testid="request-saved">
            {saved}
          </p>
          {current === undefined ? (
            <div class="buttons" ref={bar}>
              {acts.map((act) => (
                <button
                  key={act}
                  type="button"
                  class="button"
                  data-testid={`request-act-${act}`}
                  data-act={act}
                  aria-keyshortcuts={keysOf[act]}
                  onClick={() => start(act)}
                >
                  {names[act]} {keysOf[act] ? <kbd>{keysOf[act]}</kbd> : null}
                </button>
              ))}
            </div>
          ) : null}
        </section>
      ) : null}
    </>
  );
}

/** Returns the focus to the button that opened the panel. */
function useBarFocus(current: ActName | undefined): RefObject<HTMLDivElement | null> {
  const bar = useRef<HTMLDivElement>(null);
  const lastAct = useRef<ActName>(undefined);
  useEffect(() => {
    if (current === undefined && lastAct.current)
      bar.current
        ?.querySelector<HTMLElement>(`[data-act="${lastAct.current}"]`)
        ?.focus({ preventScroll: true });
    lastAct.current = current;
  }, [current]);
  return bar;
}

interface OpenActProps extends ActFormProps {
  act: ActName | undefined;
  level: Clock["proposes"];
  view: RequestView;
  calls: RequestCalls;
}

interface ChannelFormProps extends ActFormProps {
  view: RequestView;
  calls: Pick<RequestCalls, "changeChannel" | "listChannels">;
}

/** Resends an undelivered or unsent letter over another channel. */
function ChannelForm({ view, calls, onDone, onLeave }: ChannelFormProps) {
  const { t } = useLanguage();
  const { value, problem, reload } = useLoad(`channels of ${view.site}`, () => calls.listChannels(view.site));
  const [draft, setDraft] = useState<{ id: string; channel?: string }>(() => ({ id: crypto.randomUUID() }));
  const [missing, setMissing] = useState(false);
  // After a bounce, its channel may have been corrected.
  const isUsable = (id: string) => view.state === "undelivered" || id !== view.channel.id;
  const others = value?.channels.filter(({ id }) => isUsable(id));
  const save = () => {
    const { id, channel } = draft;
    setMissing(channel === undefined);
    if (channel === undefined) return undefined;
    return calls.changeChannel(view.id, { id, channel }).then(async (done) => {
      await onDone(done);
      return done;
    });
  };
  return (
    <>
      <ActHead title={t("act.changeChannel")} onLeave={onLeave} />
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {others === undefined && !problem ? <Skeleton label={t("home.loading")} rows={1} height={32} /> : null}
      {others?.length === 0 ? (
        <p class="muted">{t("channelChange.none", { site: t(`site.${view.site}`) })}</p>
      ) : null}
      {others && others.length > 0 ? (
        <>
          <p class="small muted">{t("channelChange.hint")}</p>
          <Chips
            label={t("make.channel")}
            value={draft.channel}
            onChange={(channel) => setDraft({ id: crypto.randomUUID(), channel })}
            options={others.map((channel) => ({
              value: channel.id,
              label: channel.name,
              hint: t(`channelKind.${channel.kind}`),
              testId: `to-channel-${channel.id}`,
            }))}
          />
          {missing ? (
            <p class="error" role="alert">
              {t("channelChange.pick")}
            </p>
          ) : null}
          <SaveButton label={t("channelChange.save")} testId="channel-save" save={save} />
        </>
      ) : null}
    </>
  );
}

function ActForm({ act, level, ...form }: OpenActProps) {
  switch (act) {
    case "reprimand":
      return level ? <ReprimandForm {...form} level={level} /> : null;
    case "answer":
      return <AnswerForm {...form} />;
    case "channel":
      return <ChannelForm {...form} />;
    case "withdraw":
      return <WithdrawForm {...form} />;
    default:
      return null;
  }
}
