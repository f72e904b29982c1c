/** The browser's name and major version, for the record of how evidence was captured. */

interface Brand {
  brand: string;
  version: string;
}

/** Such as `Chromium 156` or `Firefox 153`; brands made up to keep sites honest are left out. */
export function browserName(): string {
  const brands = (navigator as { userAgentData?: { brands: Brand[] } }).userAgentData?.brands ?? [];
  const real = brands.filter(({ brand }) => !/not.?a.?brand|[^\w .]/i.test(brand));
  const named = real.find(({ brand }) => brand !== "Chromium") ?? real[0];
  if (named) return `${named.brand} ${named.version}`;
  const [, name, version] = /(Firefox|Edg|Chrome)\/(\d+)/.exec(navigator.userAgent) ?? [];
  return name ? `${name} ${version}` : "unknown";
}
