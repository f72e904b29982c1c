/** A script in a site's page, which runs in the site's process, cannot reach what the extension stores. */

import { expect, test } from "../support/e2e/fixtures.ts";

interface Extension {
  storage: { local: { get(keys: null): Promise<object>; set(values: object): Promise<void> } };
  tabs: { query(filter: object): Promise<{ id: number }[]> };
  scripting: { executeScript(injection: object): Promise<{ result: Seen }[]> };
}

interface Seen {
  read: string;
  written: string;
  /** Databases that the script finds under its own origin. */
  databases: string[];
}

/** Runs in a page of ours, which has our script's world in the site's page ask for what is stored. */
async function askInSite(planted: object): Promise<Seen> {
  const { chrome } = globalThis as unknown as { chrome: Extension };
  const [tab] = await chrome.tabs.query({ url: "https://x.com/*" });
  const func = async (connection: object) => {
    const { local } = (globalThis as unknown as { chrome: Extension }).chrome.storage;
    const refused = (error: Error) => `refused: ${error.message}`;
    return {
      read: await local.get(null).then((values) => JSON.stringify(values), refused),
      written: await local.set({ connection }).then(() => "written", refused),
      databases: (await indexedDB.databases()).map(({ name }) => name ?? ""),
    };
  };
  const [answer] = await chrome.scripting.executeScript({
    ...{ target: { tabId: tab?.id }, func, args: [planted] },
  });
  if (!answer) throw new Error("nothing ran in the site's page");
  return answer.result;
}

const readLocal = () =>
  (globalThis as unknown as { chrome: Extension }).chrome.storage.local.get(null).then(JSON.stringify);

test("a content script's own world reads nothing of what is stored, and what it writes counts for nothing", {
  tag: "@firefox-permissions",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  await officer.open("https://x.com/home");
  const options = await officer.extensionPage("options.html");
  await options.waitFor("enrolled-as");
  const connected = await options.text("enrolled-as");
  expect(connected).toContain("Petugas Contoh");

  const planted = { intake: "https://palsu.example", identity: { name: "Orang Lain" } };
  const { read, written, databases } = await options.evaluate(askInSite, planted);
  expect(databases.filter((name) => ["settings", "keys", "outbox"].includes(name))).toEqual([]);
  if (stage.browser === "chromium") {
    expect(read).toMatch(/^refused: .*not allowed/);
    expect(written).toMatch(/^refused: .*not allowed/);
  } else {
    expect(read).toBe("{}");
    expect(written).toBe("written");
  }
  await options.close();

  await officer.killBackground();
  const again = await officer.extensionPage("options.html");
  expect(await again.text("enrolled-as")).toBe(connected);
  await expect.poll(() => again.evaluate(readLocal)).toBe("{}");
});
