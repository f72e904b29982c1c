/** The browser's name and major version, recorded in evidence. */

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
