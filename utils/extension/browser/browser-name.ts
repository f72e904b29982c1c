/** The browser's name and major version, recorded in evidence. */

import type { BrowserFamily } from "../../shared/contract/recipe-health.ts";

interface Brand {
  brand: string;
  version: string;
}

/** For example `Chromium 156` or `Firefox 153`. Skips the fake brands in the user agent data. */
export function browserName(): string {
  const brands = (navigator as { userAgentData?: { brands: Brand[] } }).userAgentData?.brands ?? [];
  const real = brands.filter(({ brand }) => !/not.?a.?brand|[^\w .]/i.test(brand));
  const named = real.find(({ brand }) => brand !== "Chromium") ?? real[0];
  if (named) return `${named.brand} ${named.version}`;
  const [, name, version] = /(Firefox|Edg|Chrome)\/(\d+)/.exec(navigator.userAgent) ?? [];
  return name ? `${name} ${version}` : "unknown";
}

/** Without the version, which would tell devices apart. */
export function browserFamily(): BrowserFamily {
  const name = browserName();
  if (/^(Microsoft Edge|Edg) /.test(name)) return "edge";
  if (/^(Google |Headless)?Chrom(e|ium) /.test(name)) return "chrome";
  return name.startsWith("Firefox ") ? "firefox" : "other";
}
