/** Measures every saved page in a folder, or the practice pages. */

import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { BrowserErrorCaptureEnum, Window } from "happy-dom";
import { siteOf } from "../../../utils/page/sites/engine/matches.ts";
import type { Page } from "../../../utils/page/sites/engine/page.ts";
import { siteFields, sites } from "../../../utils/page/sites/index.ts";
import type { Site } from "../../../utils/page/sites/site.ts";
import { fileFor, practiceSites } from "../practice/pages.ts";
import { openPage } from "../samples/open-page.ts";
import { measurePage, type PageResult, type TunnelOptions } from "./measure.ts";

/** `only` is a pattern of file names or addresses. */
type PageChoice = TunnelOptions & { only?: string };

export async function measureFolder(
  folder: string,
  { only = "", ...options }: PageChoice,
): Promise<PageResult[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.html?$/.test(name)).sort();
  const results: PageResult[] = [];
  for (const name of names.filter((fileName) => new RegExp(only).test(fileName))) {
    const saved = await openPage(join(folder, name));
    if (!saved) continue;
    const { site, page } = saved;
    results.push(measurePage({ name, site, fields: siteFields[site.id](), page }, options));
    await saved.close();
  }
  return results;
}

export async function measurePractice({ only = "", ...options }: PageChoice): Promise<PageResult[]> {
  const results: PageResult[] = [];
  for (const name of practiceAddresses.filter((practiceAddress) => new RegExp(only).test(practiceAddress))) {
    const { site, page, close } = await openPracticePage(name);
    results.push(measurePage({ name, site, fields: siteFields[site.id](), page }, options));
    await close();
  }
  return results;
}

/** Practice pages of every surface. Telegram's web clients close when their markup changes, so they are left out. */
export const practiceAddresses: readonly string[] = [
  "https://www.facebook.com/",
  "https://www.facebook.com/groups/jualbeli.melati/",
  "https://www.facebook.com/rajakoin.official/posts/pfbid02x",
  "https://www.facebook.com/photo/?fbid=880001",
  "https://m.facebook.com/story.php?story_fbid=555000111&id=100042",
  "https://t.me/s/infokampungmelati",
  "https://t.me/infokampungmelati",
  "https://t.me/infokampungmelati/42?embed=1&mode=tme",
  "https://x.com/home",
  "https://x.com/tips_cuan_id",
  "https://x.com/tips_cuan_id/status/199321000000000001",
  "https://www.youtube.com/watch?v=S4y0rL0d3h1",
  "https://www.youtube.com/shorts/SambalMatah",
  "https://www.youtube.com/results?search_query=tahu",
  "https://www.youtube.com/live_chat?is_popout=1&v=SiaranPagi1",
  "https://m.youtube.com/watch?v=PepesTahu01",
];

interface PracticePage {
  site: Site;
  page: Page;
  close(): Promise<void>;
}

const fileAt = (address: string) => fileFor(practiceSites, new URL(address));

/** Opens a practice page as a browser shows it: its own scripts build most of it. */
export async function openPracticePage(address: string): Promise<PracticePage> {
  const file = fileAt(address);
  const site = siteOf(address);
  if (!file || !site) throw new Error(`no practice page answers ${address}`);
  const window = new Window({
    url: address,
    settings: {
      enableJavaScriptEvaluation: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
      disableCSSFileLoading: true,
      disableIframePageLoading: true,
      // A page's script may use what happy-dom lacks, after it has built the page.
      errorCapture: BrowserErrorCaptureEnum.processLevel,
      fetch: {
        interceptor: {
          beforeAsyncRequest: async ({ request, window: { Response } }) => {
            const path = fileAt(request.url);
            return new Response(path ? readFileSync(path) : "", { status: path ? 200 : 404 });
          },
        },
      },
    },
  });
  window.document.write(readFileSync(file, "utf8"));
  await window.happyDOM.waitUntilComplete();
  return {
    site: sites[site.id],
    page: { document: window.document as unknown as Document, address },
    close: () => window.happyDOM.close(),
  };
}
