/** Queue and case: side by side on a wide page, one after the other on a narrow one. */

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { CaseRow } from "../../utils/shared/contract/case.ts";
import type { AnswerInput, BulkOutcome, VoteInput } from "../../utils/shared/contract/decision.ts";
import type { HearingInput } from "../../utils/shared/contract/objection.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import {
  afterReveal,
  graphicCategories,
  noExposure,
  suggestsPause,
} from "../../utils/shared/policy/wellbeing.ts";
import { Empty } from "../ui/Empty.tsx";
import { deskPlaces, KeysHelp } from "../ui/KeysHelp.tsx";
import { useLanguage } from "../ui/language.ts";
import { useAllLoaded } from "../ui/use-drawn.ts";
import { usePersistedState } from "../ui/use-kept.ts";
import { useKeys } from "../ui/use-keys.ts";
import { useNow } from "../ui/use-now.ts";
import { CasePane } from "./case/CasePane.tsx";
import type { CaseCalls } from "./case/case-calls.ts";
import { GroupPane } from "./group/GroupPane.tsx";
import type { GroupCalls } from "./group/use-group.ts";
import { PendingActsContext } from "./held-acts.ts";
import { OpenObjections } from "./objections/OpenObjections.tsx";
import { type ObjectionCalls, useOpenObjections } from "./objections/use-open-objections.ts";
import { PauseCard } from "./PauseCard.tsx";
import { Queue } from "./queue/Queue.tsx";
import type { UnitCalls } from "./queue/QueueFilters.tsx";
import type { OpenTarget } from "./queue/rows.ts";
import type { ViewCalls } from "./queue/SavedViews.tsx";
import type { QueueCalls } from "./queue/use-queue.ts";
import { type DecidedAct, leadsToRequest } from "./requests/asks.ts";
import { type SavedItem, useDesk } from "./use-desk.ts";
import { useDelayedActs } from "./use-holding.ts";

export interface ReviewCalls extends CaseCalls, GroupCalls, ObjectionCalls, QueueCalls, UnitCalls, ViewCalls {
  /** Returns the decided case, which shows whether a letter can be made of it. */
  answerDecision(decisionId: string, input: AnswerInput): Promise<Result<DecidedAct>>;
  answerMany(...input: Parameters<GroupCalls["answerMany"]>): Promise<Result<BulkOutcome>>;
  vote(decisionId: string, input: VoteInput): Promise<Result<unknown>>;
  hearObjection(id: string, input: HearingInput): Promise<Result<unknown>>;
}

export interface ReviewProps {
  calls: ReviewCalls;
  leftMs(row: Pick<CaseRow, "dueAt" | "state">, nowMs: number): number | undefined;
  /** The viewer is a panelist, who only votes on disputed decisions. */
  panel: boolean;
  /** Opened immediately. */
  first?: OpenTarget | undefined;
}

/**
 * Counts graphic cases revealed in succession and suggests a pause. The count survives closing the popup.
 */
function usePause() {
  const kept = usePersistedState("looked", () => noExposure);
  return {
    due: suggestsPause(kept.value),
    count: kept.value.cases.length,
    revealed: ({ id, category }: Pick<CaseRow, "id" | "category">) =>
      kept.set((old) => afterReveal(old, { caseId: id, category, atMs: Date.now() })),
    goOn: () => kept.set(() => noExposure),
  };
}

export function Review({ calls, leftMs, panel, first }: ReviewProps) {
  const { t, words } = useLanguage();
  const desk = useDesk(calls, !panel, first);
  const waiting = useOpenObjections(panel ? undefined : calls, desk.opened?.id);
  const drawn = useAllLoaded([{ loading: !desk.queue.loaded && !desk.queue.problem }, waiting]);
  const held = useContext(PendingActsContext);
  const pause = usePause();
  const [help, setHelp] = useState(false);
  const nowMs = useNow();
  const { opened } = desk;
  const group = desk.queue.rows.find(({ id }) => id === opened?.id)?.group;
  const groupId = panel || group === undefined || group.cases < 2 ? undefined : group.id;
  const pane = useRef<HTMLDivElement>(null);
  // The popup scrolls as one page: starts the opened case at its top.
  useEffect(() => pane.current?.scrollIntoView({ block: "start" }), [opened?.id]);
  useEffect(() => {
    held.clearDone();
    held.openCaseRef.current = desk.open;
    return () => {
      held.openCaseRef.current = null;
    };
  }, [opened?.id]);
  const close = () => {
    desk.open(undefined);
    // The list is visible only after this render.
    requestAnimationFrame(() => document.querySelectorAll<HTMLElement>(".queue .row")[desk.at]?.focus());
  };
  useKeys(
    {
      next: desk.next,
      previous: desk.previous,
      group: () => (groupId === undefined ? false : desk.open({ kind: "group", id: groupId })),
      help: () => setHelp(true),
      leave: () => (opened === undefined ? false : close()),
    },
    window,
  );

  /** Wraps a call so that a saved decision opens the next case. */
  const settling =
    <A extends unknown[]>(call: (...args: A) => Promise<Result<unknown>>) =>
    async (...args: A) => {
      const result = await call(...args);
      if (result.ok && opened) desk.settled(opened.id);
      return result;
    };
  const nameOf = (caseId: string) => {
    const row = desk.queue.rows.find(({ id }) => id === caseId);
    return row ? `${words(categories[row.category].short)}, ${row.author ?? row.subject}` : caseId;
  };
  const { hold, holdAndGoOn } = useDelayedActs(desk, calls);
  const groupCalls: GroupCalls = {
    ...calls,
    answerMany: (bulkId, input, cases, onProgress) => {
      const send = async () => calls.answerMany(bulkId, input, cases, onProgress);
      if (input.answer !== "confirm" || !opened) return send();
      return holdAndGoOn(opened, t("group.title", { count: cases.length }), {
        send,
        refused: ({ outcomes }) => outcomes.find(({ problem }) => problem)?.problem,
      });
    },
  };
  const caseCalls: CaseCalls = {
    ...calls,
    decide: settling(calls.decide),
    async answerDecision(id, input) {
      if (input.answer === "confirm" && opened)
        return holdAndGoOn(opened, nameOf(opened.id), {
          send: () => calls.answerDecision(id, input),
          makes: (decided) => calls.requests?.mayAct === true && leadsToRequest(decided),
        });
      const result = await calls.answerDecision(id, input);
      if (result.ok && opened && input.answer !== "undo") desk.settled(opened.id);
      return result;
    },
    vote: async (...vote) => {
      const send = () => calls.vote(...vote);
      return opened ? holdAndGoOn(opened, t("held.vote", { what: nameOf(opened.id) }), { send }) : send();
    },
    async hearObjection(...heard) {
      const send = () => calls.hearObjection(...heard);
      const what = opened && t("held.hearing", { what: nameOf(opened.id) });
      const result = await (opened && what ? hold(opened, what, { send }) : send());
      if (result?.ok) await waiting.reload();
      return result;
    },
    async revealFile(caseId, sha256) {
      const file = await calls.revealFile(caseId, sha256);
      const row = desk.queue.rows.find(({ id }) => id === caseId);
      if (file.ok && row) pause.revealed(row);
      return file;
    },
  };

  return (
    <div class="review" data-open={opened !== undefined}>
      <Queue
        queue={desk.queue}
        drawn={drawn}
        items={desk.items}
        leftMs={(row) => leftMs(row, nowMs)}
        nowMs={nowMs}
        openAt={desk.at}
        panel={panel}
        filter={desk.filter}
        onFilter={desk.setFilter}
        calls={calls}
        objections={
          <OpenObjections
            objections={waiting.objections}
            leftMs={({ dueAt }) => leftMs({ dueAt, state: "open" }, nowMs)}
            onOpen={(id) => desk.open({ kind: "case", id })}
          />
        }
        onOpen={desk.open}
      />
      <div class="review-open" ref={pane}>
        <SavedLine saved={desk.saved} onBack={() => desk.open(desk.saved?.opened)} />
        {pause.due ? (
          <PauseCard
            count={pause.count}
            onOther={() => {
              pause.goOn();
              desk.nextWhere(({ rows }) => rows.every(({ category }) => !graphicCategories.has(category)));
            }}
            onGoOn={pause.goOn}
          />
        ) : null}
        {opened === undefined ? (
          <div class="review-none">
            <Empty title={t("review.pick")} hint={t("review.pickHint")} />
          </div>
        ) : opened.kind === "group" ? (
          <GroupPane
            key={opened.id}
            groupId={opened.id}
            calls={groupCalls}
            onBack={close}
            onOpenCase={(id) => desk.open({ kind: "case", id })}
            onChanged={() => void desk.queue.check()}
          />
        ) : (
          <CasePane
            key={opened.id}
            caseId={opened.id}
            calls={caseCalls}
            making={opened.making ?? false}
            leftMs={(row) => leftMs(row, nowMs)}
            onOpen={(id) => desk.open({ kind: "case", id })}
            onBack={close}
            onChanged={() => void desk.queue.check()}
          />
        )}
      </div>
      {help ? (
        <KeysHelp
          places={deskPlaces.filter((place) => place !== "group" || !panel)}
          onClose={() => setHelp(false)}
        />
      ) : null}
    </div>
  );
}

interface SavedLineProps {
  saved: SavedItem | undefined;
  onBack(): void;
}

function SavedLine({ saved, onBack }: SavedLineProps) {
  const { t, words } = useLanguage();
  const row = saved?.item.rows[0];
  return (
    <p class="saved-line" role="status" hidden={!row}>
      {row ? (
        <>
          <span data-testid="decide-saved">
            {t("queue.saved", { category: words(categories[row.category].short), subject: row.subject })}
          </span>
          <button type="button" class="button link" data-testid="saved-back" onClick={onBack}>
            {t("queue.savedBack")}
          </button>
        </>
      ) : null}
    </p>
  );
}
