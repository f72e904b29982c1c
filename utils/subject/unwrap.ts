/** Takes a site's redirector off an outbound link, without the network. */

const wrappers: readonly (readonly [place: RegExp, parameter: string])[] = [
  [/^lm?\.facebook\.com\/l\.php$/, "u"],
  [/^(?:(?:www|web|m)\.)?facebook\.com\/(?:flx\/warn|l\.php)\/?$/, "u"],
  [/^(?:(?:www|m)\.)?youtube\.com\/redirect$/, "q"],
];

/**
 * Where a link leads: the target inside l.php, flx/warn and /redirect, without Facebook's click id. Short links
 * such as t.co stay as they are. Undefined when it is no http(s) address.
 */
export function unwrap(address: string, base?: string): string | undefined {
  let url = webAddress(address, base);
  // A redirector can hold another one; more than three deep is someone's joke.
  for (let depth = 0; url && depth < 3; depth++) {
    const place = url.hostname + url.pathname;
    const parameter = wrappers.find(([pattern]) => pattern.test(place))?.[1];
    const target = parameter && url.searchParams.get(parameter);
    // YouTube also accepts a target without its scheme.
    const inner = target && (webAddress(target) ?? webAddress(`https://${target}`));
    if (!inner) break;
    url = inner;
  }
  if (!url) return;
  url.search = url.search.replace(/([?&])fbclid=[^&]*(?:&|$)/g, "$1").replace(/[?&]$/, "");
  return url.href;
}

function webAddress(address: string, base?: string): URL | undefined {
  const url = URL.parse(address, base);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}
