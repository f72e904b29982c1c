/** Parts of a site's page that are the same in every browser: finding our buttons and waiting for them. */

import {
  defaultWaitMs,
  type Host,
  hostSelector,
  type Page,
  type SitePage,
  until,
  withinBrief,
} from "./driver.ts";

type HostReading = Pick<SitePage, "hostState" | "waitForState" | "hosts" | "showHost">;

/** Longer than the page script needs in automation builds. */
const identifiedMs = 3_000;

/** Runs in the page. */
async function describeButtons(): Promise<string> {
  const all = [...document.querySelectorAll<HTMLElement>("lapor-kominfo")];
  const named = all.filter(({ dataset }) => dataset.subject);
  const frame = new Promise((resolve) => requestAnimationFrame(() => resolve("shows frames")));
  const none = new Promise((resolve) => setTimeout(resolve, 2_000, "shows no frames"));
  const frames = await Promise.race([frame, none]);
  return `${named.length} of ${all.length} buttons are named; the page is ${document.visibilityState}, ${document.readyState} and ${frames}`;
}

export function hostReader(page: Pick<Page, "evaluate">): HostReading {
  const hostsNow = () =>
    page.evaluate((): Host[] =>
      [...document.querySelectorAll<HTMLElement>("lapor-kominfo")].map((host) => ({
        subject: host.dataset.subject ?? "",
        state: host.dataset.state ?? "",
      })),
    );
  // A post far from the viewport is identified in idle time. Until then its button has no state.
  const hosts = async () => {
    const identified = async () => {
      const all = await hostsNow();
      return all.every(({ state }) => state !== "") ? all : undefined;
    };
    return until("every post to be identified", identified, identifiedMs).catch(hostsNow);
  };
  const hostState = async (subject: string) =>
    (await hostsNow()).find((host) => host.subject === subject)?.state;
  const waitForState = async (subject: string, state: string, waitMs = defaultWaitMs) => {
    let last: string | undefined;
    const asked = async () => {
      last = await hostState(subject);
      return last === state || undefined;
    };
    await until(`${hostSelector(subject)} to be ${state}`, asked, waitMs).catch(async (error: Error) => {
      const seen = last ?? `not there: ${await withinBrief(() => page.evaluate(describeButtons))}`;
      throw new Error(`${error.message}; it is ${seen}`);
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
