/** Holding a case while looking at it. */

import type { Handler } from "../http/mount.ts";
import { notFound } from "./not-found.ts";

export const claimCase: Handler<"claimCase"> = async () => notFound();
