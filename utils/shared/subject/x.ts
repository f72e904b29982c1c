/** X addresses of posts, and the public addresses of all other subjects on X. */

import type { Kind } from "../contract/site.ts";
import type { Grammar } from "./grammar.ts";

export const x: Grammar = {
  hosts: /^(?:(?:www|mobile)\.)?(?:x|twitter)\.com$/,
  forms: {
    status: {
      kind: "post",
      path: /^\/(?:i(?:\/web)?|(?<owner>\w{1,15}))\/status(?:es)?\/(?<id>[1-9]\d{0,19})(?:\/\w+){0,2}$/,
    },
    statuses: { kind: "post", path: /^\/statuses\/(?<id>[1-9]\d{0,19})$/ },
  },
  address: (kind, id, owner) => {
    const folders: Partial<Record<Kind, string>> = {
      post: `${owner ?? "i"}/status/`,
      space: "i/spaces/",
      group: "i/communities/",
    };
    return `https://x.com/${folders[kind] ?? ""}${id}`;
  },
};
