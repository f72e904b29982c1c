/** The coordinator's view of the programme, acts on one vlogger, and invitations of new ones. */

import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import { channelKeyOf } from "../../cases/rules/channel-key.ts";
import type { Person } from "../../core/caller.ts";
import type { Handler } from "../../core/handler.ts";
import { logLine } from "../../core/log.ts";
import { enrolmentAddress, enrolmentLink } from "../../people/store/enrolment.ts";
import { readAgreement, readCohort } from "../store/cohort.ts";
import {
  recordConflict as noteConflict,
  pauseVlogger as pause,
  readVlogger,
  resumeVlogger,
  saveVlogger as save,
  undeclareFor as undeclare,
} from "../store/coordinate-vloggers.ts";
import {
  inviteVlogger as invite,
  readInvitations,
  revokeInvitation as revoke,
} from "../store/invitations.ts";

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
  const { languages, network, before } = body;
  const typed = { languages, network, channels: [...channels] };
  const saved = await save(intake.store.db, { id: params.id, scope, at }, typed, before);
  return logAct(saved, { did: "saved", to: params.id, by: caller });
};

export const recordConflict: Handler<"recordConflict"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const channel = channelKeyOf(body.channel);
  if (!channel.ok) return channel;
  const conflict = { channel: channel.value, reason: body.reason };
  const noted = await noteConflict(intake.store.db, { id: params.id, scope, at }, conflict);
  const did = body.reason === null ? "removed a conflict of" : "noted a conflict of";
  return logAct(noted, { did, to: params.id, by: caller });
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
    ? logAct(await resumeVlogger(db, ref, body.why), { did: "resumed", ...to })
    : logAct(await pause(db, ref, body.reason), { did: "paused", ...to });
};

interface CoordinatorAct {
  did:
    | "saved"
    | "noted a conflict of"
    | "removed a conflict of"
    | "took a declared channel off"
    | "paused"
    | "resumed"
    | "invited"
    | "uninvited";
  /** Id of the vlogger. */
  to: string;
  by: Pick<Person, "personId">;
}

/**
 * Logs coordinators' acts for the administrator. Logs ids only, and only successful acts. The trust log names the channel
 * of a conflict or declaration.
 */
function logAct<T>(done: Result<T>, { did, to, by }: CoordinatorAct): Result<T> {
  if (done.ok) logLine("coordinated", { detail: `${by.personId} ${did} ${to}` });
  return done;
}

export const inviteVlogger: Handler<"inviteVlogger"> = async (
  intake,
  { caller, scope, body, at, origin },
) => {
  const id = body.id.toLowerCase();
  const made = await invite(intake.store.db, { id, name: body.name }, scope, at);
  if (!made.ok) return made;
  logAct(made, { did: "invited", to: id, by: caller });
  const { code, expiresAt } = made.value;
  return ok({
    id,
    name: body.name,
    code,
    link: enrolmentLink(origin, code),
    address: enrolmentAddress(origin, code),
    expiresAt: expiresAt.toISOString(),
  });
};

export const listInvitations: Handler<"listInvitations"> = async (intake, { scope, at }) => {
  const invitations = await readInvitations(intake.store.db, scope, at);
  return ok({
    invitations: invitations.map(({ expiresAt, ...invitation }) => ({
      ...invitation,
      expiresAt: expiresAt.toISOString(),
    })),
  });
};

export const revokeInvitation: Handler<"revokeInvitation"> = async (
  intake,
  { caller, scope, params, at },
) => {
  const ended = await revoke(intake.store.db, { id: params.id, scope }, at);
  if (ended.ok && ended.value) logAct(ended, { did: "uninvited", to: params.id, by: caller });
  return ended.ok ? ok({ revoked: ended.value }) : ended;
};
