/** Finds the practice pages: each site's folder maps addresses to its files. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** Address → file. A key ending in `*` matches by prefix; a key without a query matches any query. */
export type Pages = Readonly<Record<string, string>>;

export interface SitePages {
  folder: string;
  pages: Pages;
  /** The page for removed content at any address. */
  removed?: string | undefined;
}

/** Reads `<site>/pages.ts` (`export const pages`, and `removed` where the site has it) of every folder below `root`. */
export async function readManifests(root: string): Promise<SitePages[]> {
  const found: SitePages[] = [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const file = join(root, entry.name, "pages.ts");
    if (!entry.isDirectory() || !existsSync(file)) continue;
    const { pages, removed } = (await import(pathToFileURL(file).href)) as Omit<SitePages, "folder">;
    found.push({ folder: join(root, entry.name), pages, removed });
  }
  return found;
}

export function hostsOf(sites: readonly SitePages[]): string[] {
  const addresses = sites.flatMap(({ pages }) => Object.keys(pages));
  return [...new Set(addresses.map((address) => new URL(address.replace(/\*$/, "")).hostname))];
}

/** The addresses that are complete keys and answered by an HTML page. */
export function addressesOf(sites: readonly SitePages[]): string[] {
  const pages = sites.flatMap((site) => Object.entries(site.pages));
  return pages.filter(([key, file]) => !key.endsWith("*") && file.endsWith(".html")).map(([key]) => key);
}

/** The file for an address: the page with the longest matching key, else a file of that name in the folder. */
export function fileFor(sites: readonly SitePages[], address: URL): string | undefined {
  const whole = address.origin + address.pathname + address.search;
  const bare = address.origin + address.pathname;
  let best: { length: number; path: string } | undefined;
  for (const { folder, pages } of sites) {
    for (const [key, file] of Object.entries(pages)) {
      const fits = key.endsWith("*") ? whole.startsWith(key.slice(0, -1)) : key === whole || key === bare;
      if (fits && key.length > (best?.length ?? 0)) best = { length: key.length, path: join(folder, file) };
    }
  }
  return best?.path ?? assetFor(sites, address);
}

/** The file that this address's site shows for removed content. */
export function removedFor(sites: readonly SitePages[], { hostname }: URL): string {
  const site = sites.find((one) => one.removed !== undefined && hostsOf([one]).includes(hostname));
  if (!site?.removed) throw new Error(`${hostname} has no page of what was taken down`);
  return join(site.folder, site.removed);
}

function assetFor(sites: readonly SitePages[], address: URL): string | undefined {
  for (const site of sites.filter((one) => hostsOf([one]).includes(address.hostname))) {
    const path = normalize(join(site.folder, decodeURIComponent(address.pathname)));
    const inside = path.startsWith(site.folder + sep) && !path.endsWith(".ts");
    if (inside && existsSync(path) && statSync(path).isFile()) return path;
  }
  return undefined;
}
