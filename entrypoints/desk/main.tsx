/** Entry point of the popup and the desk. Both are one app, distinguished by their page. */

import { type JSX, render } from "preact";
import { Router } from "wouter-preact";
import { useHashLocation } from "wouter-preact/use-hash-location";
import { Home, preloadSection } from "../../components/home/Home.tsx";
import { Failure, SettingsContext } from "../../components/ui/Failure.tsx";
import { HelpContext } from "../../components/ui/HelpLink.tsx";
import { LanguageContext } from "../../components/ui/language.ts";
import { lazy } from "../../components/ui/lazy.tsx";
import { StateStoreContext } from "../../components/ui/use-persisted-state.ts";
import { IntakeContext } from "../../components/ui/use-place.ts";
import { onManagedStorage, openOwnPage } from "../../utils/extension/browser/browser.ts";
import { currentWindow } from "../../utils/extension/browser/browser-tabs.ts";
import { session } from "../../utils/extension/browser/session-storage.ts";
import { startTextSize } from "../../utils/extension/browser/text-size.ts";
import { windowSession } from "../../utils/extension/browser/window-session.ts";
import { client } from "../../utils/extension/desk/client.ts";
import {
  keepSettings,
  type PageSettings,
  readLastSettings,
} from "../../utils/extension/desk/last-settings.ts";
import { noteView, readLastView } from "../../utils/extension/desk/last-view.ts";
import { readLinkedPlace } from "../../utils/extension/desk/linked-place.ts";
import { joinOwnReports, ownReportState } from "../../utils/extension/desk/own-reports.ts";
import { ask, send } from "../../utils/extension/messages/send.ts";
import { openTaskBesideVideo } from "../../utils/extension/vlogger/task-beside-video.ts";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import { guideAddress } from "../../utils/shared/contract/guides.ts";
import type { ReviewTask } from "../../utils/shared/contract/review.ts";
import { parsePlace, pathOf } from "../../utils/shared/contract/screen-addresses.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { loadTexts } from "../../utils/shared/i18n/text.ts";
import { leftMs } from "../../utils/shared/policy/request-clock.ts";

const inPopup = document.documentElement.classList.contains("popup");
/** Texts of the page without its section. */
const loadOwnTexts = (language: Language) => loadTexts(language, "base", "home");

const NotEnrolled = lazy(async () => (await import("../../components/home/NotEnrolled.tsx")).NotEnrolled, []);
const SiteAccessLine = lazy(async () => (await import("./site-access.tsx")).SiteAccessLine, ["onDemand"]);

const openOptions = () => void openOwnPage("/options.html");

/** Closes the popup, which would cover the page. */
async function besideAndClose(windowId: number | undefined, task: ReviewTask) {
  const opened = await openTaskBesideVideo(windowId, task);
  if (opened) window.close();
  return opened;
}

/** Loaded on the first press, because a popup seldom needs it. */
async function buildProposal(tabId: number) {
  const { buildTabProposal } = await import("../../utils/extension/recipe-packs/proposals.ts");
  return buildTabProposal(tabId);
}

/** Loaded for people who are not enrolled. */
async function loadInvitation() {
  const { readInvitation } = await import("../../utils/extension/api/invitation.ts");
  return readInvitation();
}

async function startOnPage(name: "report-page" | "choose-several", tabId: number) {
  const started = await send(name, { tabId });
  // Closes the popup, which would cover the form or the bar.
  if (started.ok) window.close();
  return started;
}

/** Without an address, the page shows the last view. */
function restorePlace(kept: string | null): void {
  const place = kept === null ? undefined : parsePlace(kept);
  if (!place || location.hash !== "") return;
  const isLesson = place.head === "lessons" || place.head === "exams";
  history.replaceState(null, "", `#${pathOf(inPopup || isLesson ? place : { head: place.head })}`);
}

/** Otherwise the files of the last view would be asked for only after the settings are read. */
function preloadView(): void {
  const last = readLastView();
  if (!last) return;
  void loadOwnTexts(last.language);
  void preloadSection(last.head, last.language);
}

async function readPlace() {
  const [offered, windowId, kept] = await Promise.all([
    inPopup ? send("offer-page", {}) : undefined,
    inPopup ? currentWindow() : undefined,
    session.read<string>("place"),
  ]);
  restorePlace(kept);
  return { page: offered?.ok ? offered.value.page : undefined, windowId };
}

/** Opens the place that the page behind the popup leads to. */
async function followLink(intake: string): Promise<boolean> {
  const place = await readLinkedPlace(intake);
  if (!place) return false;
  await openOwnPage(`/desk.html#${pathOf(place)}`);
  window.close();
  return true;
}

/** Shows the page with the settings of the last one, because the background may still be starting, and then with its own. */
async function start(): Promise<void> {
  const [reading, placing] = [ask("read-settings", {}), readPlace()];
  const last = readLastSettings();
  if (last) await show(last, await placing);
  const read = await reading;
  if (read.ok && keepSettings(read.value, last)) await show(read.value, await placing);
  else if (!read.ok && !last) {
    // Without an answer it is unknown whether this browser is enrolled.
    await loadOwnTexts("id");
    mount(
      <main>
        <Failure problem={read.problem} onRetry={start} />
      </main>,
    );
  }
}

const mount = (content: JSX.Element) => render(content, document.getElementById("app") as HTMLElement);

type Opened = Awaited<ReturnType<typeof readPlace>>;

async function show({ identity, intake, language }: PageSettings, { page, windowId }: Opened) {
  const invitation = inPopup && !identity ? await loadInvitation() : undefined;
  if (inPopup && identity && intake && (await followLink(intake))) return;
  if (identity && identity.role !== "officer") void import("./follow-clock.ts");
  document.documentElement.lang = language;
  await loadOwnTexts(language);
  mount(
    <LanguageContext value={language}>
      {identity ? (
        <Enrolled
          // Another person starts with empty forms.
          key={identity.personId}
          identity={identity}
          intake={intake}
          page={page}
          windowId={windowId}
        />
      ) : (
        <NotEnrolled
          invitation={
            invitation && {
              host: new URL(invitation.intake).host,
              onAccept: () => void openOwnPage(`/options.html?${new URLSearchParams({ ...invitation })}`),
            }
          }
          onOpenOptions={openOptions}
        />
      )}
    </LanguageContext>,
  );
}

interface EnrolledProps {
  identity: Identity;
  intake: string | undefined;
  page: { tabId: number; recognised: boolean; byStructure: boolean } | undefined;
  windowId: number | undefined;
}

function Enrolled({ identity, intake, page, windowId }: EnrolledProps) {
  return (
    <Router hook={useHashLocation}>
      <StateStoreContext value={windowSession}>
        <SettingsContext value="/options.html">
          <IntakeContext value={intake}>
            <HelpContext value={intake && guideAddress(intake, identity.role)}>
              <Home
                identity={identity}
                client={client}
                leftMs={leftMs}
                join={joinOwnReports}
                stateOf={ownReportState}
                page={
                  page && {
                    recognised: page.recognised,
                    onReport: () => startOnPage("report-page", page.tabId),
                    onSeveral: () => startOnPage("choose-several", page.tabId),
                    onRepair: page.byStructure ? () => buildProposal(page.tabId) : undefined,
                  }
                }
                {...(inPopup
                  ? {
                      onOpenDesk: () => void openOwnPage(`/desk.html${location.hash}`),
                      openBeside: (task) => besideAndClose(windowId, task),
                    }
                  : {})}
                access={<SiteAccessLine />}
                onOpenOptions={openOptions}
              />
            </HelpContext>
          </IntakeContext>
        </SettingsContext>
      </StateStoreContext>
    </Router>
  );
}

startTextSize();
preloadView();
addEventListener("hashchange", noteView);
void start();
onManagedStorage(() => void start());
// The settings page enrols this browser and changes the language.
session.watch("settings-changed", () => void start());
