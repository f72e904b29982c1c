/** Questions to reporters, and what is asked of reviewers. */

import type { Handler } from "../http/mount.ts";
import { notFound } from "./not-found.ts";

export const askReporter: Handler<"askReporter"> = async () => notFound();

export const answerQuestion: Handler<"answerQuestion"> = async () => notFound();

export const askReviewers: Handler<"askReviewers"> = async () => notFound();
