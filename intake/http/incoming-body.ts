/** A request's body straight from its socket: the fetch API's streams copy each part and cost more than all else. */

import { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Body } from "./read-input.ts";

/** How long a sender that is refused for good may go on sending: long enough to read the answer. */
const lastWordsMs = 100;

/** Without a socket (in tests) the request's own. */
export function incomingBody(c: Context): Body {
  const incoming = incomingOf(c);
  if (!incoming) return c.req.raw.body ?? [];
  // To stop reading is no reason to close: the answer has to leave first.
  return incoming.iterator({ destroyOnReturn: false });
}

/** Ends the connection soon after the answer, with whatever is still being sent. */
export function closeSoon(c: Context): void {
  const incoming = incomingOf(c);
  if (!incoming || incoming.readableEnded) return;
  setTimeout(() => {
    if (!incoming.readableEnded) incoming.destroy();
  }, lastWordsMs).unref();
}

function incomingOf(c: Context): IncomingMessage | undefined {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  return incoming instanceof IncomingMessage ? incoming : undefined;
}
