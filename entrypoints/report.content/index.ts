/** On every page of the four sites: a button on each post; the first click brings the rest of the code. */

import { defineContentScript } from "wxt/utils/define-content-script";
import { extensionAlive } from "../../utils/core/browser.ts";
import { askMarks } from "../../utils/sites/ask-marks.ts";
import { captureBringer } from "../../utils/sites/bring-capture.ts";
import { countPages } from "../../utils/sites/count-page.ts";
import { sites } from "../../utils/sites/index.ts";
import { isFramedPage, siteOf } from "../../utils/sites/matches.ts";
import { watchPointing } from "../../utils/sites/pointed.ts";
import { useServed } from "../../utils/sites/served.ts";
import { Watch } from "../../utils/sites/watch.ts";

export default defineContentScript({
  matches: Object.values(sites).flatMap((site) => [...site.matches]),
  runAt: "document_start",
  allFrames: true,
  main(context) {
    const site = siteOf(location.href);
    if (!site || (window !== window.top && !isFramedPage(site, location.href))) return;
    // Before the buttons' own listeners, which keep events on them to themselves.
    const pointed = watchPointing(context.signal);
    const bring = captureBringer();
    const watch: Watch = new Watch({
      site,
      document,
      signal: context.signal,
      automation: import.meta.env.AUTOMATION === true,
      onSettled: askMarks(
        context.signal,
        (most) => watch.takeUnmarked(most),
        (states) => watch.markAll(states),
      ),
      async onClick(clicked) {
        watch.setState(clicked, "opening");
        if (await bring(watch)) return;
        watch.giveUp(clicked);
        // Reloaded or removed under the page: our buttons lead nowhere any more.
        if (!extensionAlive()) context.notifyInvalidated();
      },
    });
    globalThis.laporKominfo = watch;
    globalThis.laporKominfo.pressPointed = (by) => pointed(by).some((element) => watch.press(element));
    countPages(() => watch.site, document, context.signal);
    useServed(site, document, context.signal, (served) => watch.use(served));
  },
});
