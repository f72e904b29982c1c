/** The popup and the desk as one app: the identity and the sections of its role. */

import { useContext, useState } from "preact/hooks";
import type { Client } from "../../utils/extension/desk/client.ts";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { QueueFilter } from "../../utils/shared/contract/queue-filter.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { Role } from "../../utils/shared/contract/site.ts";
import { RecipeHealth } from "../desk/admin/RecipeHealth.tsx";
import { Alerts } from "../desk/alerts/Alerts.tsx";
import { OutcomeChecks } from "../desk/checks/OutcomeChecks.tsx";
import { CommitmentBoard } from "../desk/commitments/CommitmentBoard.tsx";
import { DecisionList } from "../desk/decisions/DecisionList.tsx";
import { PendingActsLine } from "../desk/PendingActsLine.tsx";
import { PendingActsContext, usePendingActs } from "../desk/pending-acts.ts";
import type { OpenTarget } from "../desk/queue/queue-rows.ts";
import { Review, type ReviewProps } from "../desk/Review.tsx";
import { RequestsHome } from "../desk/requests/RequestsHome.tsx";
import type { RequestDesk } from "../desk/requests/request-calls.ts";
import { CohortPane } from "../desk/vloggers/CohortPane.tsx";
import { OwnReports, type OwnReportsProps } from "../my-reports/OwnReports.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { HelpLink } from "../ui/HelpLink.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Maximize2, Settings } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useAct } from "../ui/use-act.ts";
import { StateStoreContext, usePersistedState } from "../ui/use-persisted-state.ts";
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
  const { problem, run } = useAct();
  return (
    <section class="page-offer" aria-label={t("page.title")}>
      <p class="small muted">{t(recognised ? "page.some" : "page.none")}</p>
      <div class="buttons">
        {recognised ? (
          <button
            type="button"
            class="button"
            data-testid="choose-several"
            onClick={() => void run(onSeveral)}
          >
            {t("select.label")}
          </button>
        ) : null}
        <button
          type="button"
          class={recognised ? "button" : "button primary"}
          data-testid="report-page"
          onClick={() => void run(onReport)}
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
  officer: ["own", "checks"],
  vlogger: ["tasks", "learn", "self", "own"],
  supervisor: ["queue", "alerts", "requests", "decisions", "board", "cohort", "own"],
  panelist: ["queue", "board"],
  admin: ["queue", "alerts", "requests", "decisions", "board", "health"],
};

/** Wide lists, which have no place in the popup. */
const deskOnly: ReadonlySet<Section> = new Set(["decisions"]);

export function Home(props: HomeProps) {
  const held = usePendingActs();
  return (
    <PendingActsContext value={held}>
      <Sections {...props} />
    </PendingActsContext>
  );
}

/** The shown section, and the case or request that another section asked to open in it. */
function useSection(role: Role, isDesk: boolean) {
  const mine = sections[role].filter((section) => isDesk || !deskOnly.has(section));
  const kept = usePersistedState<Section>("section", () => mine[0] ?? "own");
  const keeper = useContext(StateStoreContext);
  const [firstCase, setFirstCase] = useState<OpenTarget>();
  const [firstRequest, setFirstRequest] = useState<string>();
  const show = (section: Section) => kept.set(() => section);
  return {
    mine,
    section: mine.includes(kept.value) ? kept.value : (mine[0] ?? "own"),
    firstCase,
    firstRequest,
    show,
    choose(section: Section) {
      setFirstCase(undefined);
      setFirstRequest(undefined);
      show(section);
    },
    openCase(opened: OpenTarget) {
      setFirstCase(opened);
      show("queue");
    },
    openRequest(id: string) {
      setFirstRequest(id);
      show("requests");
    },
    async showCases(filter: QueueFilter) {
      // The queue reads its filter from this key.
      await keeper.write("queue-filter", filter);
      show("queue");
    },
  };
}

type Shown = ReturnType<typeof useSection>;

function Sections(props: HomeProps) {
  const { t } = useLanguage();
  const { openCaseRef: opener } = useContext(PendingActsContext);
  const shown = useSection(props.identity.role, props.onOpenDesk === undefined);
  const { mine, section } = shown;
  return (
    <div class="home">
      <header>
        <h1 class="hidden-text">{t("home.title")}</h1>
        <HomeHead {...props} />
        <Tabs sections={mine} value={section} onChange={shown.choose} />
      </header>
      <PendingActsLine onOpen={(opened) => (opener.current ?? shown.openCase)(opened)} />
      <main class="home-body">
        {props.page ? <PageOffer {...props.page} /> : null}
        <div
          id="section"
          class="home-section"
          {...(mine.length > 1 ? { role: "tabpanel", "aria-labelledby": `tab-${section}` } : {})}
        >
          <SectionBody {...props} shown={shown} />
        </div>
      </main>
    </div>
  );
}

/** The person's identity, and the ways to the desk and the settings. */
function HomeHead({ identity, onOpenDesk, onOpenOptions }: HomeProps) {
  const { t } = useLanguage();
  return (
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
      {onOpenDesk ? (
        <IconButton label={t("home.desk")} icon={Maximize2} data-testid="open-desk" onClick={onOpenDesk} />
      ) : null}
      <HelpLink />
      <IconButton
        label={t("home.settings")}
        icon={Settings}
        data-testid="open-options"
        onClick={onOpenOptions}
      />
    </div>
  );
}

function SectionBody({ identity, client, shown, ...props }: HomeProps & { shown: Shown }) {
  const mayAct = identity.role === "supervisor";
  const panel = identity.role === "panelist";
  const isDesk = props.onOpenDesk === undefined;
  switch (shown.section) {
    case "queue": {
      const requests: RequestDesk | undefined = shown.mine.includes("requests")
        ? { calls: client, mayAct, onOpen: shown.openRequest }
        : undefined;
      const referrals = requests && { calls: client, mayAct };
      return (
        <Review
          calls={{ ...client, requests, referrals }}
          leftMs={props.leftMs}
          panel={panel}
          first={shown.firstCase}
        />
      );
    }
    case "alerts":
      return (
        <Alerts
          calls={client}
          keepsRoster={identity.role === "admin"}
          onOpenCase={(id) => shown.openCase({ kind: "case", id })}
          onOpenRequest={shown.openRequest}
        />
      );
    case "own":
      return <OwnReports calls={client} join={props.join} stateOf={props.stateOf} />;
    case "tasks":
      return <Tasks calls={client} openBeside={props.openBeside} onLearn={() => shown.show("learn")} />;
    case "learn":
      return <Lessons calls={client} />;
    case "cohort":
      return <CohortPane calls={client} />;
    case "board":
      return (
        <CommitmentBoard
          calls={panel ? { getBoard: client.getBoard } : client}
          onCases={panel ? undefined : shown.showCases}
        />
      );
    case "requests":
      return (
        <RequestsHome
          inFront={!isDesk}
          calls={client}
          mayAct={mayAct}
          first={shown.firstRequest}
          onOpenCase={(id) => shown.openCase({ kind: "case", id })}
        />
      );
    case "decisions":
      return <DecisionList calls={client} onOpenCase={(id) => shown.openCase({ kind: "case", id })} />;
    case "checks":
      return <OutcomeChecks calls={client} inFront={!isDesk} />;
    case "health":
      return <RecipeHealth calls={client} />;
    case "self":
      // On the desk the active tab is the desk itself.
      return <SelfReview calls={isDesk ? { ...client, activeVideo: undefined } : client} />;
  }
}
