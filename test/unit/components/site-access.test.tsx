/** @vitest-environment happy-dom */
/** Which sites the browser keeps from the extension, and the way to allow them again. */

import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { SiteAccess } from "../../../components/settings/SiteAccess.tsx";
import { followSites, requestSites } from "../../../utils/extension/browser/site-access.ts";
import { click, find, seek, settle, show } from "../../support/components-kit.tsx";

let allowed: Set<string>;
let asked: string[];
/** The answer of the browser's question. */
let grants: boolean;
const listeners = new Set<() => void>();
const event = {
  addListener: (listener: () => void) => listeners.add(listener),
  removeListener: (listener: () => void) => listeners.delete(listener),
};
const change = (patterns: readonly string[], open: boolean) => {
  for (const pattern of patterns) open ? allowed.add(pattern) : allowed.delete(pattern);
  for (const listener of listeners) listener();
};

const youtube = ["*://m.youtube.com/*", "*://studio.youtube.com/*", "*://www.youtube.com/*"];

describe.each(["chrome", "firefox"])("with the manifest of %s", (name) => {
  const manifest = JSON.parse(readFileSync(`scripts/check/manifests/${name}.json`, "utf8"));

  beforeEach(() => {
    allowed = new Set(manifest.host_permissions);
    asked = [];
    grants = true;
    listeners.clear();
    Object.assign(fakeBrowser.runtime, { getManifest: () => manifest });
    const permissions = {
      onAdded: event,
      onRemoved: event,
      contains: async ({ origins = [] }: { origins?: string[] }) => origins.every((one) => allowed.has(one)),
      request: async ({ origins = [] }: { origins?: string[] }) => {
        asked.push(...origins);
        if (grants) change(origins, true);
        return grants;
      },
    };
    Object.assign(fakeBrowser, { permissions });
    return () => Object.assign(fakeBrowser, { permissions: undefined });
  });

  const settings = () => show(<SiteAccess follow={followSites} request={requestSites} />);
  const rows = () =>
    [...document.querySelectorAll<HTMLElement>("[data-site]")].map(({ dataset }) => dataset.site);

  test("shows nothing while every site is allowed", async () => {
    await settings();
    expect(document.body.textContent).toBe("");
  });

  test("names the sites that are kept away, and asks for them in the press", async () => {
    change(youtube, false);
    change(["*://t.me/*"], false);
    await settings();
    expect(rows()).toEqual(["youtube", "telegram"]);
    expect(find("site-access").textContent).toContain("www.youtube.com");
    find("allow-sites").click();
    // Browsers refuse a question that is asked later.
    expect(asked.sort()).toEqual([...youtube, "*://t.me/*"].sort());
    await settle();
    expect(seek("allow-sites")).toBeNull();
    expect(find("sites-allowed").textContent).toContain("Muat ulang");
  });

  test("says what to do if the browser refuses", async () => {
    change(youtube, false);
    grants = false;
    await settings();
    await click("allow-sites");
    expect(find("site-access").textContent).toContain("Kelola ekstensi");
    expect(seek("allow-sites")).not.toBeNull();
  });

  test("follows what the person changes in the browser", async () => {
    await settings();
    change(youtube, false);
    await settle();
    expect(rows()).toEqual(["youtube"]);
    change(youtube, true);
    await settle();
    expect(rows()).toEqual([]);
    expect(seek("sites-allowed")).not.toBeNull();
  });

  test("in the popup, leads to the settings", async () => {
    change(youtube, false);
    const onOpenOptions = vi.fn();
    await show(
      <SiteAccess follow={followSites} request={requestSites} onOpenOptions={onOpenOptions} />,
      "en",
    );
    expect(find("site-access").textContent).toContain("YouTube");
    await click("open-site-access");
    expect(onOpenOptions).toHaveBeenCalledOnce();
    expect(asked).toEqual([]);
  });
});
