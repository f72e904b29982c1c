/** Addresses of links in a copy. */

import { unwrap } from "../../shared/subject/unwrap-address.ts";

/**
 * Returns where a link leads, without the parameters with which Facebook and YouTube mark the viewer's session.
 * Undefined if it is not an http(s) address.
 */
export function linkAddress(href: string): string | undefined {
  const url = URL.parse(unwrap(href) as string);
  if (url && /(^|\.)(facebook|youtube)\.com$/.test(url.hostname))
    url.search =
      url.search.match(/(?<=[?&])([vt]|lc|list|(comment_|fb|story_fb)?id)=[^&]*/g)?.join("&") ?? "";
  return url?.href;
}
