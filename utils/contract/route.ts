/** What a route says about itself: the same for every table of them. */

import type { z } from "zod";
import type { Role } from "./site.ts";

/** What an API key is good for: reading, or answering for a platform what its channel was sent. */
export type KeyScope = "read" | "platform";

/** `new-device`: signed by a key that is not known yet. `key:<scope>`: an API key with that scope. */
export type Caller = Role | "new-device" | "anyone" | `key:${KeyScope}`;

/**
 * How far a caller reaches: `own`, what this person made; `unit`, the cases that the person's unit sees (all, where the
 * person is of none), the vloggers who are of it, and what is their own; `panel`, cases that a panel settles or has settled; `any`, every record, or a route without records. A record out of reach
 * answers like one that does not exist.
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
  /** Largest body; absent: `limits.bodyBytes`, or the limit for files. */
  maxBytes?: number;
  /** The JSON answer, or `file`. */
  answer: z.ZodType | "file";
  /** Media types of a file that is answered; absent: those of pictures. */
  fileTypes?: readonly string[];
}
