/** Making a device known, and telling it who it is. */

import type { Identity } from "../../utils/contract/enrolment.ts";
import { ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import type { KnownDevice } from "../store/callers.ts";
import { enrolDevice } from "../store/enrolment.ts";
import { readRecipesKey } from "../store/recipes.ts";

export const enrol: Handler<"enrol"> = async (intake, { caller, body, at }) => {
  const { thumbprint, publicKey } = caller;
  const enrolled = await enrolDevice(intake.store.db, body, { thumbprint, publicKey }, at);
  if (!enrolled.ok) return enrolled;
  const recipesKey = await readRecipesKey(intake.store.db);
  return ok({
    ...toIdentity(enrolled.value, intake.organisation),
    ...(recipesKey ? { recipesKey } : {}),
    intakeKey: intake.key.publicKey,
  });
};

export const whoAmI: Handler<"whoAmI"> = async (intake, { caller }) =>
  ok(toIdentity(caller, intake.organisation));

function toIdentity(device: Omit<KnownDevice, "revokedAt" | "suspendedAt">, organisation: string): Identity {
  const { deviceId, personId, name, role, unit, enrolledAt } = device;
  return {
    ...{ deviceId, personId, name, role, organisation, enrolledAt: enrolledAt.toISOString() },
    ...(unit ? { unit: unit.name } : {}),
  };
}
