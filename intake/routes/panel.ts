/** A panel's voices about a disputed decision. */

import type { Handler } from "../http/mount.ts";
import { notFound } from "./not-found.ts";

export const vote: Handler<"vote"> = async () => notFound();
