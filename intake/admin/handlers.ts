/** One handler per route of administration; apart from the others, because this domain uses all of them. */

import type { AdministrationRouteName } from "../../utils/shared/contract/routes/administration.ts";
import type { Handlers } from "../core/handler.ts";
import { answerAdminAct, askAdminAct, getActFile, listAdminActs } from "./routes/acts.ts";
import { listDays } from "./routes/days.ts";
import { getLessonsState } from "./routes/lessons.ts";
import { getStaff, listStaff, listUnitScopes } from "./routes/people.ts";
import {
  getServerState,
  listAllChannels,
  listApiKeys,
  listHolds,
  listRecipePacks,
} from "./routes/systems.ts";

export const administrationHandlers: Pick<Handlers, AdministrationRouteName> = {
  askAdminAct,
  answerAdminAct,
  getActFile,
  listAdminActs,
  listStaff,
  getStaff,
  listUnitScopes,
  listAllChannels,
  listHolds,
  listApiKeys,
  listRecipePacks,
  listDays,
  getLessonsState,
  getServerState,
};
