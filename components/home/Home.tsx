/** The popup and the desk as one app: the identity and the sections of its role. */

import { useContext, useState } from "preact/hooks";
import type { Client } from "../../utils/extension/desk/client.ts";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { QueueFilter } from "../../utils/shared/contract/queue-filter.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { Role } from "../../utils/shared/contract/site.ts";
import { RecipeHealth } from "../desk/admin/RecipeHealth.tsx";
import { CommitmentBoard } from "../desk/commitments/BoardPane.tsx";
import { PendingActsLine } from "../desk/HeldLine.tsx";
import { PendingActsContext, usePendingActs } from "../desk/held-acts.ts";
import type { OpenTarget } from "../desk/queue/rows.ts";
import { Review, type ReviewProps } from "../desk/Review.tsx";
import { RequestsHome } from "../desk/requests/RequestsHome.tsx";
import type { RequestDesk } from "../desk/requests/request-calls.ts";
import { CohortPane } from "../desk/vloggers/CohortPane.tsx";
import { OwnReports, type OwnReportsProps } from "../my-reports/OwnReports.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Maximize2, Settings } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { StateStoreContext, usePersistedState } from "../ui/use-kept.ts";
import { Lessons } from "../vlogger/lessons/Lessons.tsx";
import { SelfReview } from "../vlogger/self-review/SelfReview.tsx";
import { Tasks, type TasksProps } from "../vlogger/tasks/Tasks.tsx";
import { type Section, Tabs } from "./Tabs.tsx";

export interface PageOfferProps {
  /** Whether a post on the page has a report button. */
  recognised: boolean;
  /** Opens the form over the page. */
  onReport(): Promise<Result<unknown>>;
  /** Starts marking several posts on the page. */
  onSeveral(): Promise<Result<unknown>>;
}

/** Actions for the page in the tab. Reporting comes first if no post was recognised. */
export function PageOffer({ recognised, onReport, onSeveral }: PageOfferProps) {
  const { t } = useLanguage();
  const [problem, setProblem] = useState<Problem>();
  const start = async (act: () => Promise<Result<unknown>>) => {
    setProblem(undefined);
    const started = await act();
    if (!started.ok) setProblem(started.problem);
  };
  return (
    <section class="page-offer" aria-label={t("page.title")}>
      <p class="small muted">{t(recognised ? "page.some" : "page.none")}</p>
      <div class="buttons">
        {recognised ? (
          <button
            type="button"
            class="button"
            data-testid="choose-several"
            onClick={() => void start(onSeveral)}
          >
            {t("select.label")}
          </button>
        ) : null}
        <button
          type="button"
          class={recognised ? "button" : "button primary"}
          data-testid="report-page"
          onClick={() => void start(onReport)}
        >
          {t("page.report")}
        </button>
      </div>
      {problem ? <Failure problem={problem} /> : null}
    </section>
  );
}

export interface HomeProps {
  identity: Identity;
  client: Client;
  leftMs: ReviewProps["leftMs"];
  join: OwnReportsProps["join"];
  stateOf: OwnReportsProps["stateOf"];
  /** The page in the tab behind the popup; undefined if it is on none of the four sites. */
  page?: PageOfferProps | undefined;
  /** Undefined on the desk, where a task is reviewed in place. */
  openBeside?: TasksProps["openBeside"];
  /** Undefined on the desk itself. */
  onOpenDesk?: () => void;
  onOpenOptions(): void;
}

const sections: Record<Role, readonly Section[]> = {
  officer: ["own"],
  vlogger: ["tasks", "learn", "self", "own"],
  supervisor: ["queue", "requests", "board", "cohort", "own"],
  panelist: ["queue", "board"],
  admin: ["queue", "requests", "board", "health"],
};

export function Home(props: HomeProps) {
  const held = usePendingActs();
  return (
    <PendingActsContext value={held}>
      <Sections {...props} />
    </PendingActsContext>
  );
}

function Sections(props: HomeProps) {
  const { t } = useLanguage();
  const { openCaseRef: opener } = useContext(PendingActsContext);
  const { identity, client } = props;
  const mine = sections[identity.role];
  const kept = usePersistedState<Section>("section", () => mine[0] ?? "own");
  const section = mine.includes(kept.value) ? kept.value : (mine[0] ?? "own");
  const keeper = useContext(StateStoreContext);
  // The queue reads its filter from this key.
  const showCases = async (filter: QueueFilter) => {
    await keeper.write("queue-filter", filter);
    kept.set(() => "queue");
  };
  // The case or request that another section asked to open.
  const [firstCase, setFirstCase] = useState<OpenTarget>();
  const [firstRequest, setFirstRequest] = useState<string>();
  const openCase = (opened: OpenTarget) => {
    setFirstCase(opened);
    kept.set(() => "queue");
  };
  const openRequest = (id: string) => {
    setFirstRequest(id);
    kept.set(() => "requests");
  };
  const mayAct = identity.role === "supervisor";
  const requests: RequestDesk | undefined = mine.includes("requests")
    ? { calls: client, mayAct, onOpen: openRequest }
    : undefined;
  // On the desk the active tab is the desk itself.
  const vlogger = props.onOpenDesk ? client : { ...client, activeVideo: undefined };

  return (
    <div class="home">
      <header>
        <h1 class="hidden-text">{t("home.title")}</h1>
        <div class="home-head">
          <div class="home-who">
            <strong>
              <Foreign text={identity.name} />
            </strong>
            <span class="small muted">
              {t(`role.${identity.role}`)}, <Foreign text={identity.organisation} />
              {identity.unit ? ", " : ""}
              <Foreign text={identity.unit} />
            </span>
          </div>
          {props.onOpenDesk ? (
            <IconButton
              label={t("home.desk")}
              icon={Maximize2}
              data-testid="open-desk"
              onClick={props.onOpenDesk}
            />
          ) : null}
          <IconButton
            label={t("home.settings")}
            icon={Settings}
            data-testid="open-options"
            onClick={props.onOpenOptions}
          />
        </div>
        <Tabs
          sections={mine}
          value={section}
          onChange={(next) => {
            setFirstCase(undefined);
            setFirstRequest(undefined);
            kept.set(() => next);
          }}
        />
      </header>
      <PendingActsLine onOpen={(opened) => (opener.current ?? openCase)(opened)} />
      <main class="home-body">
        {props.page ? <PageOffer {...props.page} /> : null}
        <div
          id="section"
          class="home-section"
          {...(mine.length > 1 ? { role: "tabpanel", "aria-labelledby": `tab-${section}` } : {})}
        >
          {section === "queue" ? (
            <Review
              calls={{ ...client, requests }}
              leftMs={props.leftMs}
              panel={identity.role === "panelist"}
              first={firstCase}
            />
          ) : null}
          {section === "own" ? <OwnReports calls={client} join={props.join} stateOf={props.stateOf} /> : null}
          {section === "tasks" ? (
            <Tasks calls={client} openBeside={props.openBeside} onLearn={() => kept.set(() => "learn")} />
          ) : null}
          {section === "learn" ? <Lessons calls={client} /> : null}
          {section === "cohort" ? <CohortPane calls={client} /> : null}
          {section === "board" ? (
            <CommitmentBoard calls={client} onCases={identity.role === "panelist" ? undefined : showCases} />
          ) : null}
          {section === "requests" ? (
            <RequestsHome
              inFront={props.onOpenDesk !== undefined}
              calls={client}
              mayAct={mayAct}
              first={firstRequest}
              onOpenCase={(id) => openCase({ kind: "case", id })}
            />
          ) : null}
          {section === "health" ? <RecipeHealth calls={client} /> : null}
          {section === "self" ? <SelfReview calls={vlogger} /> : null}
        </div>
      </main>
    </div>
  );
}
