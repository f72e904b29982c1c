/** Addresses of posts on X. */

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
  address: (kind, id, owner) =>
    `https://x.com/${kind === "post" ? `${owner ?? "i"}/status/` : kind === "space" ? "i/spaces/" : ""}${id}`,
};
