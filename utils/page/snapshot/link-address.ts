/** Addresses of links in a copy. */

import { unwrap } from "../../shared/subject/unwrap-address.ts";

/**
 * Returns where a link leads, without the parameters with which Facebook and YouTube mark the viewer's session.
 * Undefined if it is not an http(s) address.
 */
export function linkAddress(href: string): string | undefined {
  const url = URL.parse(unwrap(href) ?? "");
  if (!url) return;
  if (/(?:^|\.)(?:facebook|youtube)\.com$/.test(url.hostname))
    url.search = (
      url.search.match(/(?<=[?&])(?:v|t|id|lc|list|fbid|story_fbid|comment_id)=[^&]*/g) ?? []
    ).join("&");
  return url.href;
}
