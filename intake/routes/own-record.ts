/** How one's own reports fared, and which of them devices forget. */

import { ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import { readRecord } from "../store/records.ts";
import { notFound } from "./not-found.ts";

export const getRecord: Handler<"getRecord"> = async (intake, { scope }) =>
  ok(await readRecord(intake.store.db, scope));

export const listForgotten: Handler<"listForgotten"> = async () => notFound();
