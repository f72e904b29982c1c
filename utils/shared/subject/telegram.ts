/** Telegram addresses of public messages. */

import type { Grammar } from "./grammar.ts";

export const telegram: Grammar = {
  hosts: /^(?:(?:www\.)?t\.me|telegram\.(?:me|dog)|web\.telegram\.org)$/,
  forms: {
    message: {
      kind: "message",
      path: /^(?:\/s)?\/(?<owner>[a-z]\w{3,31})(?:\/\d{1,10})?\/(?<id>[1-9]\d{0,9})$/i,
    },
  },
  address: (_kind, id) => `https://t.me/${id}`,
};
