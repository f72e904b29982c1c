/** Decisions ready for a letter, and reprimands. */

import { limits } from "../../../utils/shared/contract/limits.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { toReadyGroups } from "../ready-groups.ts";
import { readReady } from "../store/ready-decisions.ts";
import { sendReprimand as send } from "../store/reprimand.ts";
import { readReadyRestores } from "../store/restores-due.ts";
import { requestAnswer } from "./requests.ts";

export const listReady: Handler<"listReady"> = async ({ store: { db } }, { scope }) => {
  const asked = { scope, limit: limits.readyItems };
  const [{ rows, count }, restores] = [await readReady(db, asked), await readReadyRestores(db, asked)];
  return ok({ groups: toReadyGroups(rows, restores), count: count + restores.length });
};

export const sendReprimand: Handler<"sendReprimand"> = async (intake, input) => {
  const { caller, scope, params, body, at } = input;
  const ref = { id: params.id, scope };
  const asked = { ...body, id: body.id.toLowerCase() };
  const sent = await send(intake.store.db, ref, asked, caller, { at, host: intake.mailHost });
  return sent.ok ? requestAnswer(intake, ref) : sent;
};
