/** The acts that a request's state allows. Only one panel is open at a time. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { RequestView } from "../../../utils/shared/contract/request.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { Clock } from "../../../utils/shared/policy/clock.ts";
import { useLanguage } from "../../ui/language.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { ChannelForm } from "./ChannelForm.tsx";
import { HandOver } from "./HandOver.tsx";
import { ReprimandForm } from "./ReprimandForm.tsx";
import { type ActName, actsOf } from "./request-acts.ts";
import type { RequestCalls } from "./request-calls.ts";
import { WithdrawForm } from "./WithdrawForm.tsx";

export interface RequestActsProps {
  view: RequestView;
  clock: Clock;
  calls: RequestCalls;
  /** `next`: the updated request, if the answer contained it. */
  onChanged(next?: RequestView): Promise<void>;
}

const keysOf: Partial<Record<ActName, string>> = { reprimand: "t", answer: "j" };

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
  const bar = useRef<HTMLDivElement>(null);
  const left = useRef<ActName>(undefined);
  useEffect(() => {
    // Returns the focus to the button that opened the panel.
    if (current === undefined && left.current)
      bar.current?.querySelector<HTMLElement>(`[data-act="${left.current}"]`)?.focus({ preventScroll: true });
    left.current = current;
  }, [current]);
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
  return (
    <>
      {waiting.map((dispatch) => (
        <HandOver key={dispatch.id} view={view} dispatch={dispatch} calls={calls} onDone={finish} />
      ))}
      {acts.length > 0 || saved !== "" ? (
        <section class="decide" aria-label={t("acts.title")} data-testid="request-acts" data-open={current}>
          {current === "reprimand" && clock.proposes ? (
            <ReprimandForm view={view} level={clock.proposes} calls={calls} onDone={finish} onLeave={leave} />
          ) : null}
          {current === "answer" ? (
            <AnswerForm view={view} calls={calls} onDone={finish} onLeave={leave} />
          ) : null}
          {current === "channel" ? (
            <ChannelForm view={view} calls={calls} onDone={finish} onLeave={leave} />
          ) : null}
          {current === "withdraw" ? (
            <WithdrawForm view={view} calls={calls} onDone={finish} onLeave={leave} />
          ) : null}
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
