/** One decision on many cases, and its answer. */

import type { Handler } from "../http/mount.ts";
import { notFound } from "./not-found.ts";

export const decideBulk: Handler<"decideBulk"> = async () => notFound();

export const answerBulk: Handler<"answerBulk"> = async () => notFound();
