/** Unwraps a site's redirector from an outbound link without network access. */

const wrappers: readonly (readonly [place: RegExp, parameter: string])[] = [
  [/^lm?\.facebook\.com\/l\.php$/, "u"],
  [/^(?:(?:www|web|m)\.)?facebook\.com\/(?:flx\/warn|l\.php)\/?$/, "u"],
  [/^(?:(?:www|m)\.)?youtube\.com\/redirect$/, "q"],
];

/**
 * Returns a link's target from l.php, flx/warn and /redirect, without Facebook's click id. Short links such as
 * t.co stay unchanged. Undefined if it is not an http(s) address.
 */
export function unwrap(address: string, base?: string): string | undefined {
  let url = webAddress(address, base);
  // Redirectors can be nested; more than three levels are not legitimate.
  for (let depth = 0; url && depth < 3; depth++) {
    const hostAndPath = url.hostname + url.pathname;
    const parameter = wrappers.find(([pattern]) => pattern.test(hostAndPath))?.[1];
    const target = parameter && url.searchParams.get(parameter);
    // YouTube also accepts a target without a scheme.
    const inner = target && (webAddress(target) ?? webAddress(`https://${target}`));
    if (!inner) break;
    url = inner;
  }
  if (!url) return;
  // Setting it parses the address once more.
  if (url.search.includes("fbclid="))
    url.search = url.search.replace(/([?&])fbclid=[^&]*(?:&|$)/g, "$1").replace(/[?&]$/, "");
  return url.href;
}

function webAddress(address: string, base?: string): URL | undefined {
  const url = URL.parse(address, base);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}
