/** Addresses of messages on Sebar, an invented site of public channels. */

import type { Grammar } from "./grammar.ts";

export const sebar: Grammar = {
  hosts: /^sebar\.example$/,
  forms: { message: { kind: "message", path: /^\/(?<owner>[a-z]\w{2,30})\/(?<id>[1-9]\d{0,9})$/i } },
  address: (_kind, id) => `https://sebar.example/${id}`,
};
