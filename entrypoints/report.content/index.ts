/**
 * Page script on every page of the four sites: adds a button to each post. The first click loads the capture
 * script.
 */

import { defineContentScript } from "wxt/utils/define-content-script";
import { extensionAlive } from "../../utils/extension/browser/browser.ts";
import { send } from "../../utils/extension/messages/send.ts";
import { ButtonWatcher } from "../../utils/page/sites/engine/button-watcher.ts";
import { countPages } from "../../utils/page/sites/engine/count-page.ts";
import {
  addressAlone,
  hasRoomForForm,
  isFramedPage,
  isInOwnSite,
  siteOf,
  sitePages,
} from "../../utils/page/sites/engine/matches.ts";
import { useNewestRecipes } from "../../utils/page/sites/engine/newest-recipes.ts";
import {
  captureOpener,
  type PageScriptState,
  watchSelection,
} from "../../utils/page/sites/engine/post-ref.ts";
import { requestMarks } from "../../utils/page/sites/engine/request-marks.ts";

export default defineContentScript({
  matches: sitePages,
  // With `document_start` Firefox 153 now and then stops parsing a page in a tab that an extension opened.
  runAt: { chrome: "document_start", edge: "document_start", firefox: "document_end" },
  allFrames: true,
  main(context) {
    const site = siteOf(location.href);
    const isFramed = window !== window.top;
    if (!site || (isFramed && !isFramedPage(site, location.href))) return;
    const isAmongStrangers = isFramed && !isInOwnSite(window);
    // Firefox starts this script again in open pages after a forced update. The elements of the earlier one no longer work.
    for (const part of ["form", "bar", "progress"]) document.querySelector(`lapor-kominfo-${part}`)?.remove();
    // Registered before the buttons' own listeners, which stop events.
    const pointed = watchSelection(context.signal);
    const openCapture = captureOpener();
    const watch: ButtonWatcher = new ButtonWatcher({
      site,
      document,
      signal: context.signal,
      automation: import.meta.env.AUTOMATION === true,
      // The background answers no page inside a stranger's.
      ...(isAmongStrangers
        ? {}
        : {
            onSettled: requestMarks(
              context.signal,
              (most) => watch.takeUnmarked(most),
              (states) => watch.markAll(states),
            ),
          }),
      async onClick(clicked) {
        if (isAmongStrangers || (isFramed && !hasRoomForForm(window))) {
          window.open(addressAlone(location.href), "_blank", "noopener");
          return watch.giveUp(clicked);
        }
        watch.setState(clicked, "opening");
        if (await openCapture(watch)) return;
        watch.giveUp(clicked);
        if (extensionAlive()) return;
        // The extension was reloaded or removed, so the buttons on this page no longer work.
        watch.setState(clicked, "ended");
        context.notifyInvalidated();
      },
    });
    const memory: PageScriptState = watch;
    globalThis.laporKominfo = memory;
    memory.pressSelected = (by) => pointed(by).some((element) => watch.press(element));
    countPages(watch, document, context.signal, {
      onMissing: () => void send("find-by-structure", {}),
      // The background counts nothing and has no recipes for a page inside a stranger's.
      onCount(count) {
        if (!isAmongStrangers) void send("count-page", count);
      },
    });
    if (isAmongStrangers) return;
    useNewestRecipes(site, document, context.signal, (served) => watch.use(served));
  },
});
