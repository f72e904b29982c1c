/** An opened case with a fake intake that records its calls. */

import type { TeamworkCalls } from "../../components/desk/case/CaseNotes.tsx";
import { CasePane } from "../../components/desk/case/CasePane.tsx";
import { ViewerContext } from "../../components/desk/case/case-changes.ts";
import type { ClaimCalls } from "../../components/desk/case/use-claim.ts";
import type { RequestDesk } from "../../components/desk/requests/request-calls.ts";
import { noStore, type StateStore, StateStoreContext } from "../../components/ui/use-persisted-state.ts";
import type { CaseRow, CaseView, ReportView } from "../../utils/shared/contract/case.ts";
import type { AnswerInput, DecisionInput, VoteInput } from "../../utils/shared/contract/decision.ts";
import type { QuestionInput } from "../../utils/shared/contract/desk.ts";
import type { GoldenInput } from "../../utils/shared/contract/golden.ts";
import type { RegroupInput } from "../../utils/shared/contract/group.ts";
import type { CaseLinks, LinkInspectionInput } from "../../utils/shared/contract/link-inspection.ts";
import type { HearingInput, ObjectionView } from "../../utils/shared/contract/objection.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { Language, Role } from "../../utils/shared/contract/site.ts";
import type { Colleague, NoteInput } from "../../utils/shared/contract/teamwork.ts";
import { sample, show } from "./components-kit.tsx";

export const caseId = "7a1f2d80-1111-4111-8111-111111111111";

export const report: ReportView = {
  id: "11111111-1111-4111-8111-111111111111",
  number: "LK-7F3K2-9QX4M",
  by: "Siti",
  at: "2026-11-25T01:05:00.000Z",
  category: "JUDI",
  action: "HAPUS_KEBIJAKAN",
  urgent: true,
  note: "Berulang",
  evidence: sample,
  filesHere: ["a".repeat(64)],
};

export const whole: CaseView = {
  id: caseId,
  version: 4,
  site: "x",
  kind: "post",
  subject: "x:post:1860",
  category: "JUDI",
  state: "open",
  reports: 2,
  reporters: 2,
  urgent: true,
  firstAt: "2026-11-25T01:00:00.000Z",
  lastAt: "2026-11-25T01:10:00.000Z",
  dueAt: "2026-11-26T01:00:00.000Z",
  author: "Akun Contoh",
  excerpt: "Bonus deposit",
  standing: { lane: "urgent", severity: 8, reach: 1200, voices: 1.24 },
  asked: false,
  reviewAsked: false,
  aliases: [],
  holds: [],
  reportList: [
    report,
    { ...report, id: "22222222-1111-4111-8111-111111111111", at: "2026-11-25T01:01:00.000Z", by: "Budi" },
  ],
  reviews: [],
  decisions: [],
  similar: [],
  merged: [],
  history: [],
  questions: [],
  log: [],
  can: ["approve", "reject", "recategorise", "escalate", "ask", "ask-reviewers", "regroup"],
};

export const proposed: CaseView["decisions"][number] = {
  id: "99999999-1111-4111-8111-111111111111",
  act: "approve",
  category: "JUDI",
  action: "HAPUS_KEBIJAKAN",
  basis: ["uu-ite-27-2"],
  elements: ["judi.permainan"],
  exceptions: ["kritik"],
  votes: [],
  reason: "Unsur terpenuhi",
  state: "proposed",
  by: "Agus",
  own: false,
  at: "2026-11-25T02:00:00.000Z",
};

export const objection: ObjectionView = {
  id: "33333333-1111-4111-8111-111111111111",
  decisionId: proposed.id,
  objector: "uploader",
  at: "2026-11-25T03:00:00.000Z",
  dueAt: "2026-11-27T03:00:00.000Z",
  state: "open",
  text: "Ini kritik.\n<b>Bukan</b> judi.",
  name: "Pemilik Kanal",
  contact: "0812",
  canHear: true,
};

export interface OpenOptions {
  requests?: RequestDesk;
  /** False for a role that writes no notes. */
  teamwork?: boolean;
  /** Name of the person who looks. */
  viewer?: string;
  role?: Role;
  /** The case as the queue knows it. */
  row?: CaseRow;
  store?: StateStore;
}

/** `answer` and `claim` are its next answers; the other fields record the calls it received. */
export class Intake {
  view: CaseView;
  answer: Result<unknown> = ok({});
  claim: Awaited<ReturnType<ClaimCalls["claimCase"]>> = ok({});
  regrouped: Result<{ caseId: string }> = ok({ caseId });
  /** Instead of the case. */
  refusal: Result<CaseView> | undefined;
  /** While it is pending, reloading the case does not finish. */
  wait: Promise<void> | undefined;
  reads = 0;
  decided: DecisionInput[] = [];
  answered: [string, AnswerInput][] = [];
  voted: [string, VoteInput][] = [];
  questions: QuestionInput[] = [];
  reviewRequests: string[] = [];
  claims: string[] = [];
  regroupings: RegroupInput[] = [];
  golden: GoldenInput[] = [];
  links: Result<CaseLinks> = ok({ hosts: [], mayLook: false });
  /** While it is pending, the links are not answered. */
  waitForLinks: Promise<void> | undefined;
  veil: Result<Blob> = ok(new Blob(["veil"], { type: "image/png" }));
  /** Digests of the files that were asked for. */
  veils: string[] = [];
  revealed: string[] = [];
  looks: LinkInspectionInput[] = [];
  heard: [string, HearingInput][] = [];
  opened: string[] = [];
  colleagues: Colleague[] = [];
  notes: NoteInput[] = [];
  assigned: (string | null)[] = [];
  seen = 0;

  constructor(view: CaseView = whole) {
    this.view = view;
  }

  async open(language: Language = "id", options: OpenOptions = {}): Promise<void> {
    const { requests, viewer = "", role = "supervisor", row, store = noStore, teamwork = true } = options;
    await show(
      <StateStoreContext value={store}>
        <ViewerContext value={{ personId: viewer, name: viewer, role }}>
          <CasePane
            row={row}
            caseId={caseId}
            calls={{
              requests,
              teamwork: teamwork ? this.#teamwork() : undefined,
              getCase: async () => {
                this.reads += 1;
                await this.wait;
                return this.refusal ?? ok(this.view);
              },
              readVeil: async (_, sha256) => {
                this.veils.push(sha256);
                return this.veil;
              },
              revealFile: async (_, sha256) => {
                this.revealed.push(sha256);
                return ok(new Blob(["clear"], { type: "image/png" }));
              },
              exportCase: async () => fail("not-found"),
              decide: async (_, input) => this.#hear(this.decided, input),
              answerDecision: async (id, input) => this.#hear(this.answered, [id, input]),
              vote: async (id, input) => this.#hear(this.voted, [id, input]),
              askReporter: async (_, input) => this.#hear(this.questions, input),
              askReviewers: async (_, reason) => this.#hear(this.reviewRequests, reason),
              claimCase: async (_, act) => {
                this.claims.push(act);
                return this.claim;
              },
              hearObjection: async (id, input) => this.#hear(this.heard, [id, input]),
              getCaseLinks: async () => {
                await this.waitForLinks;
                return this.links;
              },
              lookAtLink: async (_, input) => this.#hear(this.looks, input),
              setGolden: async (_, input) => this.#hear(this.golden, input),
              regroupCase: async (_, input) => {
                this.regroupings.push(input);
                return this.regrouped;
              },
            }}
            leftMs={() => undefined}
            onBack={() => undefined}
            onOpen={(id) => this.opened.push(id)}
            onChanged={() => undefined}
          />
        </ViewerContext>
      </StateStoreContext>,
      language,
    );
  }

  #teamwork(): TeamworkCalls {
    return {
      listCaseColleagues: async () => ok({ colleagues: this.colleagues }),
      addNote: async (_, input) => this.#hear(this.notes, input),
      assignCase: async (_, to) => this.#hear(this.assigned, to),
      seeTeamwork: async () => {
        this.seen += 1;
        return ok({});
      },
    };
  }

  #hear<T>(heard: T[], said: T): Result<unknown> {
    heard.push(said);
    return this.answer;
  }
}
