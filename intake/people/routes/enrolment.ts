/** Enrols devices, returns their identity, and lists the units that a code can be for. */

import type { z } from "zod";
import type { enrolled, Identity } from "../../../utils/shared/contract/enrolment.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { logLine } from "../../core/log.ts";
import type { Intake } from "../../intake.ts";
import { readRecipesKey } from "../../recipes/store/recipes.ts";
import { checkToken } from "../sign-on/check-token.ts";
import { readClaims } from "../sign-on/read-claims.ts";
import type { KnownDevice } from "../store/callers.ts";
import { enrolDevice } from "../store/enrolment.ts";
import { listUnits as readUnits } from "../store/people.ts";
import { endSignOns, signOnDevice } from "../store/sign-on.ts";

export const enrol: Handler<"enrol"> = async (intake, { caller, body, at }) => {
  const { thumbprint, publicKey } = caller;
  const enrolled = await enrolDevice(intake.home.db, body, { thumbprint, publicKey }, at);
  return enrolled.ok ? ok(await toEnrolled(intake, enrolled.value)) : enrolled;
};

export const getSignOn: Handler<"getSignOn"> = async ({ signOn }) =>
  ok(signOn.settings ? { signOn: signOn.settings } : {});

export const enrolBySignOn: Handler<"enrolBySignOn"> = async (intake, { caller, body, at }) => {
  const { settings, provider } = intake.signOn;
  if (!settings || !provider) return fail("sign-on-off");
  const { thumbprint, publicKey } = caller;
  const { db } = intake.home;
  const vouched = await checkToken(provider, settings, { idToken: body.idToken, thumbprint, now: at });
  if (!vouched.ok) return refused(vouched);
  const { subject, claims, ...token } = vouched.value;
  const who = { issuer: settings.issuer, subject };
  const read = readClaims(claims, settings);
  const device = { thumbprint, publicKey, ...body.device };
  const signedOn = read.ok ? await signOnDevice(db, { ...who, ...read.value, ...token }, device, at) : read;
  if (!signedOn.ok) {
    // A person without a role must not keep the previous one until the next sign-on.
    if (signedOn.problem.code === "sign-on-no-role") await endSignOns(db, { ...who, ...token }, at);
    return refused(signedOn);
  }
  const { known, formerRole } = signedOn.value;
  const detail = `device ${known.deviceId} ${formerRole ?? "nobody"} -> ${known.role}`;
  logLine("signed-on", { route: "enrolBySignOn", detail });
  return ok(await toEnrolled(intake, known));
};

/** Logs the reason for the administrator, who cannot see it otherwise. Never logs the token. */
function refused<R extends ReturnType<typeof fail>>(refusal: R): R {
  const { code, detail } = refusal.problem;
  logLine(code, { route: "enrolBySignOn", ...(detail === undefined ? {} : { detail }) });
  return refusal;
}

/** The answer to an enrolled device, by code or by sign-on. */
async function toEnrolled(intake: Intake, device: KnownDevice): Promise<z.input<typeof enrolled>> {
  return { ...toIdentity(device, intake.organisation), ...(await pinnedKeys(intake)) };
}

export const whoAmI: Handler<"whoAmI"> = async (intake, { caller }) =>
  ok(toIdentity(caller, intake.organisation));

async function pinnedKeys({ home, key, filesKey }: Intake) {
  const recipesKey = await readRecipesKey(home.db);
  return {
    ...(recipesKey ? { recipesKey } : {}),
    intakeKey: key.publicKey,
    filesKey: filesKey.publicKey,
  };
}

function toIdentity(
  device: Omit<KnownDevice, "affiliation" | "revokedAt" | "suspendedAt" | "signedOnAt" | "lastSeenAt">,
  organisation: string,
): Identity {
  const { deviceId, personId, name, role, unit, enrolledAt } = device;
  return {
    deviceId,
    personId,
    name,
    role,
    organisation,
    enrolledAt: enrolledAt.toISOString(),
    ...(unit ? { unit: unit.name } : {}),
  };
}

/** Names only; the units' scopes are for administrators. */
export const listUnits: Handler<"listUnits"> = async (intake) => {
  const rows = await readUnits(intake.home.db);
  return ok({ units: rows.map(({ name }) => name) });
};
