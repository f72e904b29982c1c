/** The coordinator's view of the programme, and acts on one vlogger. */

import { ok } from "../../../utils/shared/contract/result.ts";
import { channelKeyOf } from "../../cases/rules/channel-key.ts";
import type { Handler } from "../../core/handler.ts";
import { readAgreement, readCohort } from "../store/cohort.ts";
import {
  recordConflict as noteConflict,
  pauseVlogger as pause,
  readVlogger,
  resumeVlogger,
  saveVlogger as save,
  undeclareFor as undeclare,
} from "../store/coordinate-vloggers.ts";
import { logAct } from "./log-act.ts";

export const listCohort: Handler<"listCohort"> = async ({ store: { db } }, { scope, at }) =>
  ok({ vloggers: await readCohort(db, { scope, at }), ...(await readAgreement(db)) });

export const getVlogger: Handler<"getVlogger"> = ({ store: { db } }, { scope, params, at }) =>
  readVlogger(db, { id: params.id, scope, at });

export const saveVlogger: Handler<"saveVlogger"> = async (intake, { caller, scope, params, body, at }) => {
  const channels = new Set<string>();
  for (const typed of body.channels) {
    const key = channelKeyOf(typed);
    if (!key.ok) return key;
    channels.add(key.value);
  }
  const { network } = body;
  const languages = [...new Set(body.languages)];
  const change = { languages, network, channels: [...channels] };
  const saved = await save(intake.store.db, { id: params.id, scope, at }, change);
  return logAct(saved, { did: "saved", to: params.id, by: caller });
};

export const recordConflict: Handler<"recordConflict"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const channel = channelKeyOf(body.channel);
  if (!channel.ok) return channel;
  const conflict = { channel: channel.value, reason: body.reason };
  const noted = await noteConflict(intake.store.db, { id: params.id, scope, at }, conflict, caller);
  return logAct(noted, { did: "noted a conflict of", to: params.id, by: caller });
};

export const undeclareFor: Handler<"undeclareFor"> = async (intake, { caller, scope, params, body, at }) => {
  const channel = channelKeyOf(body.channel);
  if (!channel.ok) return channel;
  const done = await undeclare(intake.store.db, { id: params.id, scope, at }, channel.value);
  return logAct(done, { did: "took a declared channel off", to: params.id, by: caller });
};

export const pauseVlogger: Handler<"pauseVlogger"> = async (
  { store: { db } },
  { caller, scope, params, body, at },
) => {
  const ref = { id: params.id, scope, at };
  const to = { to: params.id, by: caller };
  return body.reason === null
    ? logAct(await resumeVlogger(db, ref), { did: "resumed", ...to })
    : logAct(await pause(db, ref, body.reason), { did: "paused", ...to });
};
