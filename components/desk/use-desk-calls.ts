/** The calls of the open case or group: acts that take force stay pending before they are sent, and the queue follows. */

import { useContext, useEffect, useRef } from "preact/hooks";
import type { Acts, Client } from "../../utils/extension/desk/client.ts";
import type { CaseRow } from "../../utils/shared/contract/case.ts";
import type { ObjectionRow, ObjectionView } from "../../utils/shared/contract/objection.ts";
import { ok, type Result } from "../../utils/shared/contract/result.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { useLanguage } from "../ui/language.ts";
import type { CaseCalls } from "./case/case-calls.ts";
import { useCaseAhead } from "./case/use-case-ahead.ts";
import type { ClaimCalls } from "./case/use-claim.ts";
import type { GroupCalls } from "./group/use-group.ts";
import type { ObjectionCalls } from "./objections/OpenObjections.tsx";
import type { PanelCalls } from "./PanelStatus.tsx";
import { PendingActsContext, type PendingSend } from "./pending-acts.ts";
import type { HandOverCalls } from "./queue/HandOver.tsx";
import type { UnitCalls } from "./queue/QueueFilters.tsx";
import type { OpenTarget } from "./queue/queue-rows.ts";
import type { QueueCalls } from "./queue/use-queue.ts";
import type { ViewCalls } from "./queue/use-saved-views.ts";
import { type DecidedAct, leadsToRequest } from "./requests/leads-to-request.ts";
import type { DecidedItem, Desk, SavedItem } from "./use-desk.ts";

export interface ReviewCalls
  extends CaseCalls,
    GroupCalls,
    ObjectionCalls,
    PanelCalls,
    QueueCalls,
    UnitCalls,
    ViewCalls,
    Pick<Client, "findCase"> {
  /** Undefined if the role holds no cases. */
  shift?: HandOverCalls | undefined;
  /** Returns the decided case, which shows whether a letter can be made of it. */
  answerDecision(...args: Parameters<Client["answerDecision"]>): Promise<Result<DecidedAct>>;
  answerMany: Client["answerMany"];
  vote: Acts<"vote">["vote"];
  hearObjection: Acts<"hearObjection">["hearObjection"];
}

/** Undefined when it was taken back: nothing was sent. */
type DelayAct = <T>(on: OpenTarget, what: string, sending: PendingSend<T>) => Promise<Result<T> | undefined>;

function useDelayedActs(desk: Desk, calls: ClaimCalls) {
  const held = useContext(PendingActsContext);
  const here = useRef(desk.opened?.id);
  here.current = desk.opened?.id;

  const hold: DelayAct = async ({ kind, id }, what, sending) => {
    desk.forgetSaved();
    const result = await held.delay({ kind, id, what }, sending);
    if (result?.ok) void desk.queue.check(id);
    else desk.returned(id);
    // It was kept for this person while it waited.
    if (kind === "case" && here.current !== id) void calls.claimCase(id, "release");
    return result;
  };
  /** The next case opens at once. */
  const holdAndGoOn: DelayAct = (on, what, sending) => {
    const result = hold(on, what, sending);
    if (on.kind === "case") desk.goOn(on.id);
    return result;
  };
  return { hold, holdAndGoOn };
}

export interface DeskEvents {
  /** A person has seen a file of this case. */
  revealed(row: CaseRow): void;
  /** Open objections, which are read again once one was heard. */
  waiting: { objections: readonly ObjectionRow[]; reload(): Promise<unknown> };
}

export function useDeskCalls(
  desk: Desk,
  calls: ReviewCalls,
  { revealed, waiting }: DeskEvents,
): { caseCalls: CaseCalls; groupCalls: GroupCalls; undoSaved(saved: SavedItem): Promise<Result<unknown>> } {
  const { t, words } = useLanguage();
  const { hold, holdAndGoOn } = useDelayedActs(desk, calls);
  const { opened } = desk;
  const rowOf = (caseId: string) => desk.queue.rows.find(({ id }) => id === caseId);
  const nameOf = (caseId: string) => {
    const row = rowOf(caseId);
    const named = row ?? waiting.objections.find((objection) => objection.caseId === caseId);
    return named ? `${words(categories[named.category].short)}, ${row?.author ?? named.subject}` : caseId;
  };
  /** A saved decision opens the next case. */
  const settle = (result: Result<unknown>, decided?: DecidedItem) => {
    if (result.ok && opened) desk.settled(opened.id, decided);
  };

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
  const { getCase, readAhead } = useCaseAhead(calls.getCase, desk.peek, rowOf);
  useEffect(() => {
    if (opened?.kind === "group") readAhead();
  }, [opened?.kind, opened?.id]);
  const caseCalls: CaseCalls = {
    ...calls,
    getCase,
    async decide(caseId, input) {
      const result = await calls.decide(caseId, input);
      settle(result, { id: input.id, act: input.act });
      return result;
    },
    async answerDecision(id, input) {
      if (input.answer === "confirm" && opened)
        return holdAndGoOn(opened, nameOf(opened.id), {
          send: () => calls.answerDecision(id, input),
          makes: (decided) => calls.requests?.mayAct === true && leadsToRequest(decided),
        });
      const result = await calls.answerDecision(id, input);
      if (input.answer !== "undo") settle(result);
      return result;
    },
    vote: async (...vote) => {
      const send = () => calls.vote(...vote);
      return opened ? holdAndGoOn(opened, t("held.vote", { what: nameOf(opened.id) }), { send }) : send();
    },
    async hearObjection(...hearing) {
      const send = () => calls.hearObjection(...hearing);
      const what = opened && t("held.hearing", { what: nameOf(opened.id) });
      const waits = ({ state }: ObjectionView) => state === "open";
      const result = await (opened && what ? hold(opened, what, { send, waits }) : send());
      if (result?.ok) await waiting.reload();
      return result;
    },
    async revealFile(caseId, ...which) {
      const file = await calls.revealFile(caseId, ...which);
      const row = rowOf(caseId);
      if (file.ok && row) revealed(row);
      return file;
    },
  };
  /** Undoes the viewer's own proposal, and opens its case again. */
  const undoSaved = async ({ opened: on, decided }: SavedItem): Promise<Result<unknown>> => {
    if (!decided) return ok(undefined);
    const result = await calls.answerDecision(decided.id, { answer: "undo" });
    if (!result.ok) return result;
    desk.returned(on.id);
    desk.open(on);
    void desk.queue.check(on.id);
    return result;
  };
  return { caseCalls, groupCalls, undoSaved };
}
