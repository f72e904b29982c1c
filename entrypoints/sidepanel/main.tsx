/** Entry point of the side panel, in which one task at a time is reviewed. */

import { render } from "preact";
import { NotEnrolled } from "../../components/home/NotEnrolled.tsx";
import { Failure, SettingsContext } from "../../components/ui/Failure.tsx";
import { HelpContext, HelpLink } from "../../components/ui/HelpLink.tsx";
import { LanguageContext, useLanguage } from "../../components/ui/language.ts";
import { Empty } from "../../components/ui/Placeholder.tsx";
import { StateStoreContext } from "../../components/ui/use-persisted-state.ts";
import { ReviewBeside } from "../../components/vlogger/tasks/ReviewBeside.tsx";
import { onManagedStorage, openOwnPage } from "../../utils/extension/browser/browser.ts";
import { session } from "../../utils/extension/browser/session-storage.ts";
import { startTextSize } from "../../utils/extension/browser/text-size.ts";
import { client } from "../../utils/extension/desk/client.ts";
import { ask } from "../../utils/extension/messages/send.ts";
import { readWantedTask, watchWantedTask } from "../../utils/extension/vlogger/task-beside-video.ts";
import { guideAddress } from "../../utils/shared/contract/guides.ts";
import { loadTexts } from "../../utils/shared/i18n/text.ts";

function Title() {
  const { t } = useLanguage();
  return (
    <header class="beside-head">
      <h1 class="small muted">{t("home.title")}</h1>
      <HelpLink />
    </header>
  );
}

/** Shown to other users, because browsers offer the panel to everyone. */
function NoVloggerNotice() {
  const { t } = useLanguage();
  return (
    <main>
      <Title />
      <Empty title={t("vlogger.notYours")} />
    </main>
  );
}

async function start(): Promise<void> {
  const [settings, kept] = await Promise.all([ask("read-settings", {}), readWantedTask()]);
  const named = new URLSearchParams(location.search).get("task");
  const wanted = named === null ? kept : { caseId: named, at: 0 };
  const identity = settings.ok ? settings.value.identity : undefined;
  const language = settings.ok ? settings.value.language : "id";
  const root = document.getElementById("app");
  // The background does not answer. What is shown may still be true.
  if (!root || (!settings.ok && root.firstChild)) return;
  document.documentElement.lang = language;
  await loadTexts(language, "base", "work", "vloggers");
  const intake = settings.ok ? settings.value.intake : undefined;
  render(
    <LanguageContext value={language}>
      <HelpContext value={intake && guideAddress(intake, identity?.role)}>
        {!settings.ok ? (
          <main>
            <Title />
            <Failure problem={settings.problem} onRetry={start} />
          </main>
        ) : !identity ? (
          <NotEnrolled onOpenOptions={() => void openOwnPage("/options.html")} />
        ) : identity.role === "vlogger" ? (
          <StateStoreContext value={session}>
            <SettingsContext value="/options.html">
              <main>
                <Title />
                {/* Another person starts without what this one wrote. */}
                <ReviewBeside
                  key={identity.personId}
                  calls={client}
                  wanted={wanted}
                  onLearn={() => void openOwnPage("/desk.html#/lessons")}
                />
              </main>
            </SettingsContext>
          </StateStoreContext>
        ) : (
          <NoVloggerNotice />
        )}
      </HelpContext>
    </LanguageContext>,
    root,
  );
}

startTextSize();
void start();
watchWantedTask(() => void start());
onManagedStorage(() => void start());
// The settings page enrols this browser and changes the language.
session.watch("settings-changed", () => void start());
