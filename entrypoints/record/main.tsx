/** Entry point of the developer page that records cases. Store builds omit it. */

import { render } from "preact";
import { Recorder } from "../../components/recorder/Recorder.tsx";
import { LanguageContext } from "../../components/ui/language.ts";
import { askPage, siteTabs } from "../../utils/extension/browser/browser.ts";
import { showTab } from "../../utils/extension/browser/browser-tabs.ts";
import { language } from "../../utils/extension/browser/storage.ts";
import { loadTexts } from "../../utils/shared/i18n/text.ts";

async function start(): Promise<void> {
  const [chosen, tabs] = await Promise.all([language.getValue(), siteTabs()]);
  const root = document.getElementById("app");
  if (!root) return;
  document.documentElement.lang = chosen;
  await loadTexts(chosen, "base", "settings");
  render(
    <LanguageContext value={chosen}>
      <Recorder
        tabs={tabs}
        record={async (tabId) => {
          await showTab(tabId);
          const text = await askPage(tabId, "record-post.js");
          return typeof text === "string" ? text : undefined;
        }}
        copy={(text) => navigator.clipboard.writeText(text)}
      />
    </LanguageContext>,
    root,
  );
}

void start();
