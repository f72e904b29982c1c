/** The queue with a fake intake that answers as configured and records requests. */

import type { ComponentChildren } from "preact";
import { CasePane } from "../../components/desk/case/CasePane.tsx";
import { type Viewer, ViewerContext } from "../../components/desk/case/case-changes.ts";
import { GroupPane } from "../../components/desk/group/GroupPane.tsx";
import { PendingActsLine } from "../../components/desk/PendingActsLine.tsx";
import { PendingActsContext, usePendingActs } from "../../components/desk/pending-acts.ts";
import type { HandOverCalls } from "../../components/desk/queue/HandOver.tsx";
import { Review } from "../../components/desk/Review.tsx";
import type { DecidedAct } from "../../components/desk/requests/leads-to-request.ts";
import type { ReviewCalls } from "../../components/desk/use-desk-calls.ts";
import { type StateStore, StateStoreContext } from "../../components/ui/use-persisted-state.ts";
import type { CaseRow, CaseView, GroupedCase } from "../../utils/shared/contract/case.ts";
import type { TurnCounts } from "../../utils/shared/contract/case-state.ts";
import type {
  AnswerInput,
  BulkAnswerInput,
  BulkInput,
  BulkOutcome,
  DecisionInput,
  PanelView,
  VoteInput,
} from "../../utils/shared/contract/decision.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { HearingInput, ObjectionRow, ObjectionView } from "../../utils/shared/contract/objection.ts";
import type { QueueFilter, SavedView } from "../../utils/shared/contract/queue-filter.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { Colleague, HandOverInput } from "../../utils/shared/contract/teamwork.ts";
import { leftMs } from "../../utils/shared/policy/request-clock.ts";
import { whole } from "./case-kit.tsx";
import { find, show } from "./components-kit.tsx";

export const rowOf = (id: string, more: Partial<CaseRow> = {}): CaseRow => ({
  ...whole,
  id,
  subject: `x:post:${id}`,
  excerpt: `Kiriman ${id}`,
  ...more,
});

export const groupedOf = (id: string, more: Partial<GroupedCase> = {}): GroupedCase => ({
  caseId: id,
  version: 4,
  subject: `x:post:${id}`,
  author: `Akun ${id}`,
  excerpt: "Gacor malam ini",
  category: "JUDI",
  state: "open",
  why: "text",
  distance: 0,
  ...more,
});

export const noTurns: TurnCounts = { decide: 0, confirm: 0, others: 0, late: 0, mine: 0 };

interface OpenOptions {
  panel?: boolean;
  keeper?: StateStore;
  viewer?: Viewer;
}

/** `pages` is the queue, page by page; the other fields record calls. */
export class Desk {
  pages: CaseRow[][];
  group: GroupedCase[] = [];
  /** Problems by case, for bulk acts. */
  refused: Record<string, "case-changed" | "case-claimed"> = {};
  /** Cases by the number of one of their reports. */
  numbers: Record<string, string> = {};
  /** The counts that the intake returns. Undefined for roles that decide nothing. */
  turns: TurnCounts | undefined;
  asked: { filter: QueueFilter; after: string | undefined }[] = [];
  opened: string[] = [];
  decided: [string, DecisionInput][] = [];
  bulks: BulkInput[] = [];
  bulkAnswers: [string, Omit<BulkAnswerInput, "decisions">, string[]][] = [];
  views: SavedView[] = [];
  /** While it is pending, the saved views are not read. */
  waitForViews: Promise<void> | undefined;
  /** Views of which the number of cases was asked. */
  counted: (readonly QueueFilter[])[] = [];
  units: string[] = [];
  /** Answered decisions, and the intake's answer. */
  answered: [string, AnswerInput][] = [];
  answer: Result<DecidedAct> = ok({ act: "reject", state: "confirmed" });
  voted: [string, VoteInput][] = [];
  heard: [string, HearingInput][] = [];
  /** State of an objection once it was heard. */
  hearing: "open" | "dismissed" = "dismissed";
  claims: string[] = [];
  /** Cases of which a file was shown. */
  revealed: string[] = [];
  /** Allowed acts of an opened case. */
  can: CaseView["can"] = whole.can;

  objections: ObjectionRow[] = [];
  /** A second page of them. */
  moreObjections: ObjectionRow[] = [];
  /** While it is pending, the objections are not answered. */
  waitForObjections: Promise<void> | undefined;
  /** Cases that are not answered while theirs is pending. */
  waitForCase: Record<string, Promise<void>> = {};
  /** While it is pending, the list is not answered. */
  wait: Promise<void> | undefined;
  /** While it is pending, decisions are not answered. */
  waitForDecision: Promise<void> | undefined;
  colleagues: Colleague[] = [];
  handOvers: HandOverInput[] = [];
  /** Problems by case, for assignments; undefined if the role assigns no cases. */
  bound: Record<string, "colleague-bound" | "offline"> | undefined;
  assigned: [string, string | null][] = [];
  panel: Result<PanelView> = ok({ waiting: 0, overturned: [] });
  /** On every case. */
  objected: ObjectionView[] = [];

  constructor(...pages: CaseRow[][]) {
    this.pages = pages;
  }

  /** With `keeper`, confirmations are held, as on the desk. */
  async open({ panel = false, keeper, viewer }: OpenOptions = {}): Promise<void> {
    const nothing = async (): Promise<Result<never>> => fail("not-found");
    const shift: HandOverCalls = {
      listQueue: async () => ok({ cases: this.pages.flat() }),
      listColleagues: async () => ok({ colleagues: this.colleagues }),
      handOver: async (input) => {
        this.handOvers.push(input);
        return ok({ handed: ["a"], queued: [] });
      },
    };
    const calls: ReviewCalls = {
      shift: panel ? undefined : shift,
      teamwork: this.bound && {
        assignCase: async (id, to) => {
          this.assigned.push([id, to]);
          const code = this.bound?.[id];
          return code ? fail(code) : ok({});
        },
        addNote: nothing,
        seeTeamwork: nothing,
        listCaseColleagues: nothing,
      },
      turns: this.turns && { countTurns: async () => (this.turns ? ok(this.turns) : nothing()) },
      listQueue: async (filter, after) => {
        this.asked.push({ filter, after });
        await this.wait;
        const at = Number(after ?? 0);
        const next = at + 1 < this.pages.length ? String(at + 1) : undefined;
        return ok({ cases: this.pages[at] ?? [], next });
      },
      listObjections: async (after) => {
        await this.waitForObjections;
        if (after !== undefined) return ok({ objections: this.moreObjections });
        return ok({
          objections: this.objections,
          ...(this.moreObjections.length > 0 ? { next: "more" } : {}),
        });
      },
      getPanel: async () => this.panel,
      hearObjection: async (id, input) => {
        this.heard.push([id, input]);
        return ok({ state: this.hearing });
      },
      findCase: async (number) => {
        const row = this.pages.flat().find(({ id }) => id === this.numbers[number]);
        return row ? ok(row.id) : fail("not-found");
      },
      getCaseLinks: nothing,
      lookAtLink: nothing,
      getCase: async (id) => {
        this.opened.push(id);
        await this.waitForCase[id];
        const decision = this.group.find(({ caseId }) => caseId === id)?.decision;
        const row = this.pages.flat().find((listed) => listed.id === id);
        return ok({
          ...whole,
          ...row,
          id,
          can: this.can,
          decisions: decision ? [decision] : [],
          objections: this.objected,
        });
      },
      getGroup: async (id) => ok({ group: { id, cases: this.group.length, why: "text" }, cases: this.group }),
      decideMany: async (input, onProgress) => {
        this.bulks.push(input);
        onProgress(input.cases.length, input.cases.length);
        return ok(this.#outcomes(input.cases));
      },
      answerMany: async (bulkId, input, cases) => {
        this.bulkAnswers.push([bulkId, input, cases.map(({ decisionId }) => decisionId)]);
        return ok(this.#outcomes(cases));
      },
      decide: async (id, input) => {
        this.decided.push([id, input]);
        if (this.waitForDecision) await this.waitForDecision;
        return ok({});
      },
      countViews: async (views) => {
        this.counted.push(views);
        return ok({ counts: views.map(({ state }) => (state === "pending" ? 7 : limits.countedInView)) });
      },
      listViews: async () => {
        await this.waitForViews;
        return this.views;
      },
      listUnits: async () => ok({ units: this.units }),
      saveView: async (view) => {
        this.views = [...this.views, view];
        return this.views;
      },
      deleteView: async (name) => {
        this.views = this.views.filter((view) => view.name !== name);
        return this.views;
      },
      revealFile: async (id) => {
        this.revealed.push(id);
        return ok(new Blob(["clear"], { type: "image/png" }));
      },
      readVeil: async () => ok(new Blob(["veil"], { type: "image/png" })),
      claimCase: async (id, act) => {
        this.claims.push(`${act} ${id}`);
        return ok({});
      },
      answerDecision: async (id, input) => {
        this.answered.push([id, input]);
        return this.answer;
      },
      vote: async (id, input) => {
        this.voted.push([id, input]);
        return ok({});
      },
      askReporter: nothing,
      askReviewers: nothing,
      regroupCase: nothing,
      setGolden: nothing,
      exportCase: nothing,
    };
    const review = (
      <ViewerContext value={viewer}>
        <Review calls={calls} leftMs={leftMs} panel={panel} CasePane={CasePane} GroupPane={GroupPane} />
      </ViewerContext>
    );
    await show(
      keeper ? (
        <StateStoreContext value={keeper}>
          <Held>{review}</Held>
        </StateStoreContext>
      ) : (
        review
      ),
    );
  }

  #outcomes(cases: readonly { caseId: string; decisionId: string }[]): BulkOutcome {
    return {
      outcomes: cases.map(({ caseId, decisionId }) => {
        const code = this.refused[caseId];
        return { caseId, decisionId, ...(code ? { problem: fail(code).problem } : {}) };
      }),
    };
  }
}

function Held({ children }: { children: ComponentChildren }) {
  const held = usePendingActs();
  return (
    <PendingActsContext value={held}>
      <PendingActsLine />
      {children}
    </PendingActsContext>
  );
}

export const caseOpen = () => find("case-view").dataset.case;
export const rowsShown = () =>
  [...document.querySelectorAll<HTMLElement>(".queue .row")].map((row) => row.dataset.case);
