/** Making a device known, and telling it who it is. */

import type { Identity } from "../../utils/contract/enrolment.ts";
import { ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import type { Intake } from "../intake.ts";
import type { KnownDevice } from "../store/callers.ts";
import { enrolDevice } from "../store/enrolment.ts";
import { readRecipesKey } from "../store/recipes.ts";

export const enrol: Handler<"enrol"> = async (intake, { caller, body, at }) => {
  const { thumbprint, publicKey } = caller;
  const enrolled = await enrolDevice(intake.store.db, body, { thumbprint, publicKey }, at);
  if (!enrolled.ok) return enrolled;
  return ok({ ...toIdentity(enrolled.value, intake.organisation), ...(await pinnedKeys(intake)) });
};

export const whoAmI: Handler<"whoAmI"> = async (intake, { caller }) =>
  ok(toIdentity(caller, intake.organisation));

/** What a device pins when it becomes known, however it does. */
async function pinnedKeys({ store, key, filesKey }: Intake) {
  const recipesKey = await readRecipesKey(store.db);
  return {
    ...(recipesKey ? { recipesKey } : {}),
    intakeKey: key.publicKey,
    filesKey: filesKey.publicKey,
  };
}

function toIdentity(device: Omit<KnownDevice, "revokedAt" | "suspendedAt">, organisation: string): Identity {
  const { deviceId, personId, name, role, unit, enrolledAt } = device;
  return {
    ...{ deviceId, personId, name, role, organisation, enrolledAt: enrolledAt.toISOString() },
    ...(unit ? { unit: unit.name } : {}),
  };
}
