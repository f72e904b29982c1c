/** How one's own reports fared, and which of them devices forget. */

import type { Handler } from "../http/mount.ts";
import { notFound } from "./not-found.ts";

export const getRecord: Handler<"getRecord"> = async () => notFound();

export const listForgotten: Handler<"listForgotten"> = async () => notFound();
