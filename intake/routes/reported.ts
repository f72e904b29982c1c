/** What devices may know of all cases. */

import type { Handler } from "../http/mount.ts";
import { notFound } from "./not-found.ts";

export const getFilter: Handler<"getFilter"> = async () => notFound();

export const listReported: Handler<"listReported"> = async () => notFound();
