/** Parts of a site's page that are the same in every browser: finding our buttons and waiting for them. */

import { defaultWaitMs, type Host, hostSelector, type Page, type SitePage, until } from "./driver.ts";

type HostReading = Pick<SitePage, "hostState" | "waitForState" | "hosts" | "showHost">;

export function hostReader(page: Pick<Page, "evaluate">): HostReading {
  const hosts = () =>
    page.evaluate((): Host[] =>
      [...document.querySelectorAll<HTMLElement>("lapor-kominfo")].map((host) => ({
        subject: host.dataset.subject ?? "",
        state: host.dataset.state ?? "",
      })),
    );
  const hostState = async (subject: string) =>
    (await hosts()).find((host) => host.subject === subject)?.state;
  const waitForState = async (subject: string, state: string, waitMs = defaultWaitMs) => {
    let last: string | undefined;
    const asked = async () => {
      last = await hostState(subject);
      return last === state || undefined;
    };
    await until(`${hostSelector(subject)} to be ${state}`, asked, waitMs).catch((error: Error) => {
      throw new Error(`${error.message}; it is ${last ?? "not there"}`);
    });
  };
  // Scrolls to the middle, where no sticky bar covers it.
  const showHost = async (subject: string) => {
    await until(hostSelector(subject), async () =>
      (await hostState(subject)) === undefined ? undefined : true,
    );
    await page.evaluate(
      (selector) =>
        document.querySelector(selector)?.scrollIntoView({ block: "center", behavior: "instant" }),
      hostSelector(subject),
    );
  };
  return { showHost, hosts, hostState, waitForState };
}
