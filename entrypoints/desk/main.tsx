/** Entry point of the popup and the desk. Both are one app, distinguished by their page. */

import { render } from "preact";
import { Home } from "../../components/home/Home.tsx";
import { NotEnrolled } from "../../components/home/NotEnrolled.tsx";
import { HelpContext } from "../../components/ui/HelpLink.tsx";
import { LanguageContext } from "../../components/ui/language.ts";
import { StateStoreContext } from "../../components/ui/use-persisted-state.ts";
import { readInvitation } from "../../utils/extension/api/invitation.ts";
import { onManagedStorage, openOwnPage } from "../../utils/extension/browser/browser.ts";
import { currentWindow } from "../../utils/extension/browser/browser-tabs.ts";
import { session } from "../../utils/extension/browser/storage.ts";
import { client } from "../../utils/extension/desk/client.ts";
import { joinOwnReports, ownReportState } from "../../utils/extension/desk/own-reports.ts";
import { leftMs } from "../../utils/extension/desk/queue.ts";
import { send } from "../../utils/extension/messages/send.ts";
import { openTaskBesideVideo } from "../../utils/extension/vlogger/task-beside-video.ts";
import { guideAddress } from "../../utils/shared/contract/guides.ts";
import type { ReviewTask } from "../../utils/shared/contract/review.ts";

const inPopup = document.documentElement.classList.contains("popup");
const openOptions = () => void openOwnPage("/options.html");

/** Closes the popup, which would cover the page. */
async function besideAndClose(windowId: number | undefined, task: ReviewTask) {
  const opened = await openTaskBesideVideo(windowId, task);
  if (opened) window.close();
  return opened;
}

async function startOnPage(name: "report-page" | "choose-several", tabId: number) {
  const started = await send(name, { tabId });
  // Closes the popup, which would cover the form or the bar.
  if (started.ok) window.close();
  return started;
}

async function start(): Promise<void> {
  const [settings, offered, windowId] = await Promise.all([
    send("read-settings", {}),
    inPopup ? send("offer-page", {}) : undefined,
    inPopup ? currentWindow() : undefined,
  ]);
  const page = offered?.ok ? offered.value.page : undefined;
  const identity = settings.ok ? settings.value.identity : undefined;
  const invitation = inPopup && !identity ? await readInvitation() : undefined;
  const intake = settings.ok ? settings.value.intake : undefined;
  const language = settings.ok ? settings.value.language : "id";
  const root = document.getElementById("app");
  if (!root) return;
  document.documentElement.lang = language;
  render(
    <LanguageContext value={language}>
      {identity ? (
        <StateStoreContext value={session}>
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
                }
              }
              {...(inPopup
                ? {
                    onOpenDesk: () => void openOwnPage("/desk.html"),
                    openBeside: (task) => besideAndClose(windowId, task),
                  }
                : {})}
              onOpenOptions={openOptions}
            />
          </HelpContext>
        </StateStoreContext>
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
    root,
  );
}

void start();
onManagedStorage(() => void start());
