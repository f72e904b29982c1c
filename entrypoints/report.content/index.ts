/** On every page of the four sites: a button on each post; the first click brings the rest of the code. */

import { defineContentScript } from "wxt/utils/define-content-script";
import { extensionAlive } from "../../utils/core/browser.ts";
import { send } from "../../utils/messages/send.ts";
import { askMarks } from "../../utils/sites/ask-marks.ts";
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
    let arriving: ReturnType<typeof send<"open-capture">> | undefined;
    /** The rest of the code, once for the page; false when it does not come. */
    const bring = async () => {
      arriving ??= send("open-capture", {});
      const answer = await arriving;
      if (!answer.ok) arriving = undefined;
      return answer.ok && extensionAlive();
    };
    const watch: Watch = new Watch({
      site,
      document,
      signal: context.signal,
      automation: import.meta.env.MODE === "automation",
      onSettled: askMarks(
        context.signal,
        () => watch.unmarked(),
        (states) => watch.markAll(states),
      ),
      async onClick(clicked) {
        watch.setState(clicked, "opening");
        if (await bring()) {
          // As it came it took the press, unless it was here before.
          if (watch.presses.length > 0) void watch.openForm?.(watch);
          return;
        }
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
