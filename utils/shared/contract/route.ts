/** The description of an HTTP route. */

import { z } from "zod";
import { id } from "./ids.ts";
import { limits } from "./limits.ts";
import type { Role } from "./site.ts";

/**
 * API key scopes: read access, a platform's answers to the requests sent over its channel, or a partner's answers to
 * the referrals sent over its channel. A platform's and a partner's channel may have the same id.
 */
export type KeyScope = "read" | "platform" | "partner";

/** `new-device`: signed by an unknown key. `key:<scope>`: an API key with that scope. */
export type Caller = Role | "new-device" | "anyone" | `key:${KeyScope}`;

/**
 * Records that a caller can reach. `own`: the caller's own. `unit`: cases that the caller's unit sees (all
 * cases if the caller has no unit), the unit's vloggers, and the caller's own. `panel`: cases that a panel
 * decides or has decided. `any`: every record, or a route without records. A record out of reach is answered
 * like one that does not exist.
 */
export type Reach = "own" | "unit" | "panel" | "any";

export interface Route {
  method: "GET" | "POST" | "PUT";
  path: `/${string}`;
  summary: string;
  callers: Readonly<Partial<Record<Caller, Reach>>>;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** A JSON body, or `file` for the bytes of an evidence file. */
  body?: z.ZodType | "file";
  /** Maximum body size. Default: `limits.bodyBytes`, or the limit for files. */
  maxBytes?: number;
  /** The JSON answer, or `file`. */
  answer: z.ZodType | "file";
  /** Possible media types of a file answer. Default: the picture types. */
  fileTypes?: readonly string[];
}

/** Keyset paging: repeat with `after` = `next` until `next` is absent. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(limits.pageRows).default(50),
  after: z.string().max(200).optional(),
};
export const idParams = z.object({ id });
