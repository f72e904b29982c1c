/**
 * Reads a request's body directly from its socket, because the fetch API's streams copy every chunk and
 * dominate the cost.
 */

import { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Body } from "../core/read-input.ts";

/** Time for which a refused sender may go on sending, so that it can read the answer. */
const lastWordsMs = 100;

/** Without a socket, as in tests, returns the request's own body. */
export function incomingBody(c: Context): Body {
  const incoming = incomingOf(c);
  if (!incoming) return c.req.raw.body ?? [];
  // Stopping early must not close the socket, because the answer has to be sent first.
  return incoming.iterator({ destroyOnReturn: false });
}

/** Closes the connection soon after the answer, even if the sender is still sending. */
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
