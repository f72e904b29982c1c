/** Cases that look alike, and what a person does about it. */

import type { Handler } from "../http/mount.ts";
import { notFound } from "./not-found.ts";

export const regroupCase: Handler<"regroupCase"> = async () => notFound();

export const getGroup: Handler<"getGroup"> = async () => notFound();
