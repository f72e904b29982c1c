/** Coordinators invite vloggers, and only vloggers. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { enrolmentLink } from "../../people/enrolment-link.ts";
import {
  inviteVlogger as invite,
  readInvitations,
  revokeInvitation as revoke,
} from "../store/invitations.ts";
import { logAct } from "./log-act.ts";

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
    expiresAt: expiresAt.toISOString(),
  });
};

export const listInvitations: Handler<"listInvitations"> = async (intake, { scope, at }) => {
  const found = await readInvitations(intake.store.db, scope, at);
  return ok({
    invitations: found.map(({ expiresAt, ...one }) => ({ ...one, expiresAt: expiresAt.toISOString() })),
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
