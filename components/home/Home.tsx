/** The popup and the desk as one app: the identity and the sections of its role. */

import type { ComponentChildren } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../../utils/extension/desk/client.ts";
import type { KeyPlace } from "../../utils/extension/desk/keyboard-shortcuts.ts";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { QueueFilter } from "../../utils/shared/contract/queue-filter.ts";
import { ok, type Result } from "../../utils/shared/contract/result.ts";
import { type Place, type PlaceHead, pathOf } from "../../utils/shared/contract/screen-addresses.ts";
import type { Language, Role } from "../../utils/shared/contract/site.ts";
import { foreign } from "../../utils/shared/i18n/foreign-text.ts";
import { reporterRoles } from "../../utils/shared/policy/reporter-roles.ts";
import { useWaitingActs, type WaitingActs } from "../desk/admin/use-waiting-acts.ts";
import { ViewerContext } from "../desk/case/case-changes.ts";
import { type FollowUpParts, FollowUpPartsContext } from "../desk/follow-up-parts.ts";
import { PendingActsContext, usePendingActs } from "../desk/pending-acts.ts";
import type { ReviewProps } from "../desk/Review.tsx";
import type { RequestDesk } from "../desk/requests/request-calls.ts";
import { OwnReports, type OwnReportsProps } from "../my-reports/OwnReports.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { HelpLink } from "../ui/HelpLink.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Maximize2, Settings } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { lazy } from "../ui/lazy.tsx";
import { useAct } from "../ui/use-act.ts";
import { useLoad } from "../ui/use-load.ts";
import { StateStoreContext } from "../ui/use-persisted-state.ts";
import { usePlace, useTitle } from "../ui/use-place.ts";
import type { TasksProps } from "../vlogger/tasks/Tasks.tsx";
import type { RepairOfferProps } from "./RepairOffer.tsx";
import { labels, type Section, Tabs, useWaitingCases, type WaitingCases } from "./Tabs.tsx";

let styles: Promise<unknown> | undefined;

/**
 * A section together with the styles of all sections. All wait for the first import: a later one would not wait for the
 * styles that the first is still loading, and the section would be drawn without them.
 */
async function styled<M>(section: Promise<M>): Promise<M> {
  styles ??= import("./section-styles.ts");
  const [loaded] = await Promise.all([section, styles]);
  return loaded;
}

const Review = lazy(
  async () => (await styled(import("../desk/Review.tsx"))).Review,
  ["work", "desk", "form"],
);
const Alerts = lazy(
  async () => (await styled(import("../desk/alerts/Alerts.tsx"))).Alerts,
  ["alerts", "desk"],
);
const RequestsHome = lazy(
  async () => (await styled(import("../desk/requests/Requests.tsx"))).RequestsHome,
  ["work", "desk", "requests", "form"],
);
const DecisionList = lazy(
  async () => (await styled(import("../desk/decisions/DecisionList.tsx"))).DecisionList,
  ["work", "desk", "requests"],
);
const CommitmentBoard = lazy(
  async () => (await styled(import("../desk/commitments/CommitmentBoard.tsx"))).CommitmentBoard,
  ["desk", "requests"],
);
const CohortPane = lazy(
  async () => (await styled(import("../desk/vloggers/CohortPane.tsx"))).CohortPane,
  ["work", "desk", "form", "vloggers"],
);
const RecipeHealth = lazy(
  async () => (await styled(import("../desk/admin/RecipeHealth.tsx"))).RecipeHealth,
  ["desk", "requests"],
);
const RecipeProposals = lazy(
  async () => (await styled(import("../desk/admin/RecipeProposals.tsx"))).RecipeProposals,
  ["desk", "form", "requests"],
);
const RepairOffer = lazy(async () => (await import("./RepairOffer.tsx")).RepairOffer, ["form", "requests"]);
const Administration = lazy(
  async () => (await styled(import("../desk/admin/Administration.tsx"))).Administration,
  ["admin", "alerts", "desk", "requests", "vloggers"],
);
const OutcomeChecks = lazy(
  async () => (await styled(import("../desk/checks/OutcomeChecks.tsx"))).OutcomeChecks,
  ["work", "desk", "requests", "form"],
);
const Tasks = lazy(
  async () => (await styled(import("../vlogger/tasks/Tasks.tsx"))).Tasks,
  ["work", "vloggers"],
);
const Lessons = lazy(
  async () => (await styled(import("../vlogger/lessons/Lessons.tsx"))).Lessons,
  ["work", "vloggers"],
);
const SelfReview = lazy(
  async () => (await styled(import("../vlogger/self-review/SelfReview.tsx"))).SelfReview,
  ["work", "vloggers"],
);

const CasePane = lazy(
  async () => (await styled(import("../desk/case/CasePane.tsx"))).CasePane,
  ["work", "desk", "form"],
);
const GroupPane = lazy(
  async () => (await styled(import("../desk/group/GroupPane.tsx"))).GroupPane,
  ["work", "desk", "form"],
);
const PendingActsLine = lazy(
  async () => (await styled(import("../desk/PendingActsLine.tsx"))).PendingActsLine,
  ["desk"],
);
const followUps: FollowUpParts = {
  CaseRequests: lazy(
    async () => (await styled(import("../desk/requests/CaseRequests.tsx"))).CaseRequests,
    ["work", "desk", "form", "requests"],
  ),
  CaseReferrals: lazy(
    async () => (await styled(import("../desk/referrals/CaseReferrals.tsx"))).CaseReferrals,
    ["work", "desk", "form", "requests"],
  ),
  GroupRequests: lazy(
    async () => (await styled(import("../desk/requests/GroupRequests.tsx"))).GroupRequests,
    ["work", "desk", "form", "requests"],
  ),
};

export interface PageOfferProps {
  /** Whether a post on the page has a report button. */
  recognised: boolean;
  /** Opens the form over the page. */
  onReport(): Promise<Result<unknown>>;
  /** Starts marking several posts on the page. */
  onSeveral(): Promise<Result<unknown>>;
  /** Builds a proposal for a mended recipe. Undefined if the recipes find the page's posts. */
  onRepair?: RepairOfferProps["onBuild"] | undefined;
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
  /** Sites that the browser keeps from the extension. */
  access?: ComponentChildren;
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
  admin: ["queue", "alerts", "requests", "decisions", "board", "health", "admin"],
};

/** Roles that may propose a mended recipe. */
const proposers: ReadonlySet<Role> = new Set(["officer", "admin"]);

/** Wide lists, which have no place in the popup. */
const deskOnly: ReadonlySet<Section> = new Set(["decisions", "admin"]);

export function Home(props: HomeProps) {
  const held = usePendingActs();
  return (
    <PendingActsContext value={held}>
      <FollowUpPartsContext value={followUps}>
        <ViewerContext value={props.identity}>
          <Sections {...props} />
        </ViewerContext>
      </FollowUpPartsContext>
    </PendingActsContext>
  );
}

/** The lists that a section shows; the first is its own address. */
const headsOf: Record<Section, readonly [PlaceHead, ...PlaceHead[]]> = {
  queue: ["cases", "groups"],
  alerts: ["alerts"],
  requests: ["requests", "referrals", "watches", "checks"],
  decisions: ["decisions"],
  board: ["board"],
  cohort: ["vloggers"],
  own: ["reports"],
  checks: ["checks"],
  tasks: ["tasks"],
  learn: ["lessons", "exams"],
  self: ["self-review"],
  health: ["health"],
  admin: ["admin"],
};

/** Loaded with their first view. One's own reports are part of the page. */
const lazySections: Partial<Record<Section, { preload(language: Language): Promise<void> }>> = {
  queue: Review,
  alerts: Alerts,
  requests: RequestsHome,
  decisions: DecisionList,
  board: CommitmentBoard,
  cohort: CohortPane,
  checks: OutcomeChecks,
  tasks: Tasks,
  learn: Lessons,
  self: SelfReview,
  health: RecipeHealth,
  admin: Administration,
};

/** Loads the section of an address before it is known who will see it; nothing if the role decides which section that is. */
export async function preloadSection(head: PlaceHead, language: Language): Promise<void> {
  const [named, ...others] = (Object.keys(headsOf) as Section[]).filter((section) =>
    headsOf[section].includes(head),
  );
  if (!named || others.length > 0) return;
  if (named === "queue") void PendingActsLine.preload(language);
  await lazySections[named]?.preload(language);
}

/** These sections show their open item again when the person returns from another section. */
const staysOpen: ReadonlySet<Section> = new Set(["learn"]);

/** The section that the address names; the role's first one if it names none that the role has. */
function useSection(all: readonly Section[], isDesk: boolean) {
  const mine = all.filter((section) => isDesk || !deskOnly.has(section));
  const { place, go, correct } = usePlace();
  const keeper = useContext(StateStoreContext);
  const named = place && mine.find((section) => headsOf[section].includes(place.head));
  const section = named ?? mine[0] ?? "own";
  const lastPlaces = useRef<Partial<Record<Section, Place>>>({});
  useEffect(() => {
    if (!named || !place) return correct({ head: headsOf[section][0] });
    lastPlaces.current[named] = staysOpen.has(named) ? place : { head: place.head };
    // The entry point reads it. A new desk opens with a list or a lesson, because the address names its open item.
    const isKept = !isDesk || staysOpen.has(named);
    void keeper.write("place", pathOf(isKept ? place : { head: place.head }));
  }, [named, place && pathOf(place)]);
  return {
    mine,
    section,
    show: (next: Section) => go(lastPlaces.current[next] ?? { head: headsOf[next][0] }),
    openCase: (id: string) => go({ head: "cases", id }),
    openRequest: (id: string) => go({ head: "requests", id }),
    openActs: () => go({ head: "admin", id: "acts" }),
    async showCases(filter: QueueFilter) {
      // The queue reads its filter from this key.
      await keeper.write("queue-filter", filter);
      go({ head: "cases" });
    },
  };
}

type Shown = ReturnType<typeof useSection>;

interface PageActsProps {
  page: PageOfferProps;
  role: Role;
  calls: RepairOfferProps["calls"];
}

/** Actions on the current tab's page that the role allows. */
function PageActs({ page, role, calls }: PageActsProps) {
  return (
    <>
      {reporterRoles.has(role) ? <PageOffer {...page} /> : null}
      {page.onRepair && proposers.has(role) ? <RepairOffer calls={calls} onBuild={page.onRepair} /> : null}
    </>
  );
}

const KeysHelp = lazy(
  async () => (await styled(import("../ui/KeysHelp.tsx"))).KeysHelp,
  ["work", "desk", "requests"],
);

const ReportingKeys = lazy(
  async () => (await import("../settings/Welcome.tsx")).ReportingKeys,
  ["welcome", "settings"],
);

/** The keys that a role has, on screens without a list of their own. */
const keyPlaces: Record<Role, readonly KeyPlace[]> = {
  officer: [],
  vlogger: ["task"],
  panelist: ["everywhere", "list", "case", "picture"],
  supervisor: ["everywhere", "list", "case", "picture", "group", "request"],
  admin: ["everywhere", "list", "picture", "request"],
};

/** Whether this browser still has reports of a person whose present role cannot report. */
function useReportsLeft(role: Role, { listOutbox }: Client): boolean {
  const outbox = useLoad(role, async () =>
    reporterRoles.has(role) ? ok({ rows: [], damaged: [] }) : listOutbox(),
  );
  return outbox.value?.rows.some(({ state }) => state !== "undone") ?? false;
}

/** The intake does not list reports for such a role. */
const noReports: Client["listOwnReports"] = async () => ok({ reports: [] });

function Sections(props: HomeProps) {
  const { t } = useLanguage();
  const [help, setHelp] = useState(false);

  const { role } = props.identity;
  const isReporter = reporterRoles.has(role);
  const left: readonly Section[] = useReportsLeft(role, props.client) ? ["own"] : [];
  const shown = useSection([...sections[role], ...left], props.onOpenDesk === undefined);
  const { mine, section } = shown;
  const acts = useWaitingActs(props.client, mine.includes("admin"));
  const isDecider = role === "supervisor";
  const cases = useWaitingCases(props.client, { isNeeded: isDecider, isQueueShown: section === "queue" });
  useHelpKey(() => (section === "queue" ? false : setHelp(true)));
  useTitle(t(labels[section]));
  return (
    <div class="home">
      <header>
        <h1 class="hidden-text">{t("home.title")}</h1>
        <HomeHead {...props} onKeys={() => setHelp(true)} />
        <Tabs
          sections={mine}
          value={section}
          waiting={{ queue: isDecider ? cases.count : undefined, admin: acts.count }}
          onChange={shown.show}
        />
      </header>
      {mine.includes("queue") ? <PendingActsLine /> : null}
      <main class="home-body">
        {isReporter ? props.access : null}
        {props.page ? <PageActs page={props.page} role={role} calls={props.client} /> : null}
        <div
          id="section"
          class="home-section"
          {...(mine.length > 1 ? { role: "tabpanel", "aria-labelledby": `tab-${section}` } : {})}
        >
          <SectionBody {...props} shown={shown} acts={acts} cases={cases} />
        </div>
      </main>
      {help ? (
        <KeysHelp places={keyPlaces[role]} onClose={() => setHelp(false)}>
          {isReporter ? <ReportingKeys /> : null}
        </KeysHelp>
      ) : null}
    </div>
  );
}

/** The person's identity, and the ways to the desk and the settings. */
function HomeHead({ identity, onOpenDesk, onOpenOptions, onKeys }: HomeProps & { onKeys(): void }) {
  const { t } = useLanguage();
  return (
    <div class="home-head">
      <div class="home-who">
        <strong title={foreign(identity.name)} data-testid="own-name">
          <Foreign text={identity.name} />
        </strong>
        <span class="small muted" title={[identity.organisation, identity.unit ?? ""].map(foreign).join(" ")}>
          {t(`role.${identity.role}`)}, <Foreign text={identity.organisation} />
          {identity.unit ? ", " : ""}
          <Foreign text={identity.unit} />
        </span>
      </div>
      {onOpenDesk ? (
        <IconButton label={t("home.desk")} icon={Maximize2} data-testid="open-desk" onClick={onOpenDesk} />
      ) : null}
      <button
        type="button"
        class="button quiet icon"
        aria-label={t("home.keys")}
        data-testid="show-keys"
        onClick={onKeys}
      >
        <kbd>?</kbd>
      </button>
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

function Own({
  identity,
  client,
  join,
  stateOf,
}: Pick<HomeProps, "identity" | "client" | "join" | "stateOf">) {
  const calls = reporterRoles.has(identity.role) ? client : { ...client, listOwnReports: noReports };
  return <OwnReports calls={calls} join={join} stateOf={stateOf} />;
}

interface SectionBodyProps extends HomeProps {
  shown: Shown;
  acts: WaitingActs;
  cases: WaitingCases;
}

function SectionBody({ identity, client, shown, acts, cases, ...props }: SectionBodyProps) {
  const mayAct = identity.role === "supervisor";
  const panel = identity.role === "panelist";
  const isDesk = props.onOpenDesk === undefined;
  switch (shown.section) {
    case "queue": {
      const requests: RequestDesk | undefined = shown.mine.includes("requests")
        ? { calls: client, mayAct, onOpen: shown.openRequest }
        : undefined;
      const referrals = requests && { calls: client, mayAct };
      const decider = mayAct ? { teamwork: client, shift: client, turns: cases } : {};
      return (
        <Review
          calls={{ ...client, requests, referrals, ...decider }}
          leftMs={props.leftMs}
          panel={panel}
          CasePane={CasePane}
          GroupPane={GroupPane}
        />
      );
    }
    case "alerts":
      return (
        <Alerts
          calls={client}
          keepsRoster={identity.role === "admin"}
          onOpenCase={shown.openCase}
          onOpenRequest={shown.openRequest}
          onOpenActs={() => {
            shown.openActs();
            // The popup has no administration; the desk opens at the same place.
            props.onOpenDesk?.();
          }}
        />
      );
    case "own":
      return <Own identity={identity} client={client} {...props} />;
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
      return <RequestsHome inFront={!isDesk} calls={client} mayAct={mayAct} onOpenCase={shown.openCase} />;
    case "decisions":
      return <DecisionList calls={client} onOpenCase={shown.openCase} />;
    case "checks":
      return <OutcomeChecks calls={client} inFront={!isDesk} />;
    case "health":
      return (
        <>
          <RecipeHealth calls={client} isDesk={isDesk} />
          {isDesk ? <RecipeProposals calls={client} /> : null}
        </>
      );
    case "admin":
      return <Administration calls={client} acts={acts} />;
    case "self":
      // On the desk the active tab is the desk itself.
      return <SelfReview calls={isDesk ? { ...client, activeVideo: undefined } : client} />;
  }
}

/**
 * The key "?" on screens without keys of their own. Does not need the table of keys, which most people never open.
 * `onHelp` returns false if the screen has its own list. Not called while the person types or in a dialog.
 */
function useHelpKey(onHelp: () => unknown): void {
  const latest = useRef(onHelp);
  latest.current = onHelp;
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target, key, defaultPrevented } = event;
      const isElsewhere = target instanceof Element && target.closest("input, textarea, select, dialog");
      if (key !== "?" || defaultPrevented || isElsewhere) return;
      if (latest.current() !== false) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
