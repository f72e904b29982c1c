/** Does an administrator's act by the same functions as the command line. */

import type { AdminAct, MadeOnce } from "../../utils/shared/contract/administration.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { makesCode } from "../../utils/shared/policy/administration.ts";
import type { RetentionChanges } from "../../utils/shared/policy/retention.ts";
import { placeHold, releaseHold } from "../cases/store/legal-holds.ts";
import { savePeriods } from "../cases/store/retention-changes.ts";
import type { Db } from "../db/store.ts";
import { qrPath } from "../documents/html.ts";
import { createApiKey, revokeApiKey } from "../people/store/api-keys.ts";
import { revokeDevice } from "../people/store/devices-and-codes.ts";
import {
  createCode,
  createEnrolment,
  type Enrolment,
  enrolmentAddress,
  enrolmentLink,
  readSecondParts,
} from "../people/store/enrolment.ts";
import {
  assignUnit,
  changeRole,
  findPerson,
  findUnit,
  promotePerson,
  saveUnit,
  suspendPerson,
} from "../people/store/people.ts";
import { addHook, endHook } from "../webhooks/store/hooks.ts";
import { removeChannel, saveDeskChannel } from "./edit-channels.ts";
import { countOtherAdministrators } from "./store/admin-acts.ts";

export interface Doing {
  /** Id of the act. */
  id: string;
  at: Date;
  /** Names in the log: of the administrator, or of both. */
  by: string;
  reason: string | null;
  /** Public origin of the intake, for enrolment addresses. */
  origin: string;
  /** A second administrator confirmed it. */
  isConfirmed: boolean;
  retentionFile: RetentionChanges;
}

export interface Done {
  made?: MadeOnce;
  /** The person who was added. */
  personId?: string;
}

type ActOf<K extends AdminAct["act"]> = Extract<AdminAct, { act: K }>;
/** Sending waits for another server, so it does not run in the transaction. */
export type StoredAct = Exclude<AdminAct, { act: "test-channel" }>;

/** Runs in the transaction of its row. If it fails, the caller rolls the transaction back. */
export async function performAct(tx: Db, act: StoredAct, doing: Doing): Promise<Result<Done>> {
  switch (act.act) {
    case "invite":
      return invite(tx, act, doing);
    case "new-code":
      return newCode(tx, act, doing);
    case "change-role":
      return changePersonsRole(tx, act, doing);
    case "assign-unit": {
      const unitId = act.unit === null ? null : await findUnit(tx, act.unit);
      if (unitId === undefined) return fail("not-found", "unit");
      await assignUnit(tx, act.person, unitId, doing);
      return ok({});
    }
    case "suspend":
      return suspend(tx, act, doing);
    case "resume":
      await suspendPerson(tx, act.person, null, doing.by);
      return ok({});
    case "revoke-device":
      return orGone(await revokeDevice({ db: tx }, act.device, doing.at, doing.by));
    case "save-unit":
      await saveUnit(tx, act, doing.at, doing.by);
      return ok({});
    case "place-hold":
      await placeHold(tx, { caseId: act.case, reason: doing.reason ?? "", by: doing.by }, doing.at);
      return ok({});
    case "lift-hold":
      await releaseHold(
        tx,
        { caseId: act.case, hold: act.hold, reason: doing.reason ?? "", by: doing.by },
        doing.at,
      );
      return ok({});
    case "save-retention":
      return saveRetention(tx, act, doing);
    case "export-person":
    case "export-breach":
      // The file is made when it is downloaded.
      return ok({});
    case "switch-recipe":
    case "roll-back-recipes":
      // Another program signs the pack after the transaction.
      return ok({});
    default:
      return performForSystems(tx, act, doing);
  }
}

async function performForSystems(
  tx: Db,
  act: ActOf<"make-key" | "revoke-key" | "add-hook" | "end-hook" | "save-channel" | "remove-channel">,
  doing: Doing,
): Promise<Result<Done>> {
  const { at, by } = doing;
  switch (act.act) {
    case "make-key": {
      const made = { ...act, ...(await secondPartOf(tx, doing)) };
      const { key, expiresAt } = await createApiKey({ db: tx }, made, at, by);
      return ok({ made: { made: "key", key, expiresAt: expiresAt.toISOString() } });
    }
    case "revoke-key":
      return orGone(await revokeApiKey(tx, act.key, at, by));
    case "add-hook": {
      const { secret } = await addHook(tx, act, at, by);
      return ok({ made: { made: "secret", secret } });
    }
    case "end-hook":
      return orGone(await endHook(tx, act.hook, at, by));
    case "save-channel": {
      const { secret } = await saveDeskChannel(tx, act.channel, { at, by });
      return ok(secret === undefined ? {} : { made: { made: "secret", secret } });
    }
    case "remove-channel":
      return orGone(await removeChannel(tx, act, { at, by }));
  }
}

const orGone = (isDone: boolean): Result<Done> => (isDone ? ok({}) : fail("not-found"));

async function saveRetention(
  tx: Db,
  act: ActOf<"save-retention">,
  { at, by, reason, isConfirmed, retentionFile: file }: Doing,
): Promise<Result<Done>> {
  const saving = { file, at, by, reason: reason ?? "", mayShorten: isConfirmed };
  const saved = await savePeriods(tx, act, saving);
  return saved.ok ? ok({}) : saved;
}

async function invite(tx: Db, act: ActOf<"invite">, doing: Doing): Promise<Result<Done>> {
  const { name, role, affiliation, unit } = act;
  const unitId = unit === undefined ? undefined : await findUnit(tx, unit);
  if (unit !== undefined && unitId === undefined) return fail("not-found", "unit");
  const person = { name, role, affiliation, unitId, ...(await codeOptions(tx, act, doing)) };
  const made = await createEnrolment({ db: tx }, person, doing.at, doing.by);
  return ok({ personId: made.personId, made: toMade(made, doing) });
}

async function newCode(tx: Db, act: ActOf<"new-code">, doing: Doing): Promise<Result<Done>> {
  if ((await findPerson(tx, act.person))?.suspendedAt) return fail("person-suspended");
  const made = await createCode(tx, act.person, doing.at, await codeOptions(tx, act, doing));
  return ok({ made: toMade(made, doing) });
}

async function codeOptions(tx: Db, { hours }: { hours?: number | undefined }, doing: Doing) {
  return { hours, ...(await secondPartOf(tx, doing)) };
}

/** A confirmed act makes a code or key of two parts. The administrator who confirms sees only the first. */
async function secondPartOf(tx: Db, { id, isConfirmed }: Doing): Promise<{ secondPart?: string }> {
  return isConfirmed ? { secondPart: (await readSecondParts(tx))(id) } : {};
}

function toMade({ code, expiresAt }: Enrolment, { origin, isConfirmed }: Doing): MadeOnce {
  const address = enrolmentAddress(origin, code);
  return {
    made: "code",
    code,
    isPart: isConfirmed,
    address,
    link: enrolmentLink(origin, code),
    expiresAt: expiresAt.toISOString(),
    qr: qrPath(address),
  };
}

/** A panelist's body is fixed at the enrolment, and with sign-on the provider names the role. */
async function changePersonsRole(tx: Db, act: ActOf<"change-role">, doing: Doing): Promise<Result<Done>> {
  const { person: id, role } = act;
  const person = await findPerson(tx, id);
  if (!person) return fail("not-found");
  if (role === "panelist" || person.role === "panelist" || person.issuer !== null) return fail("role-fixed");
  if (person.role === "admin" && role !== "admin" && (await countOtherAdministrators(tx, id)) === 0)
    return fail("last-administrator");
  if (!makesCode(act)) {
    await changeRole(tx, id, role, doing);
    return ok({});
  }
  const { at, by } = doing;
  const made = await promotePerson(
    tx,
    { personId: id, role },
    { at, by, ...(await codeOptions(tx, {}, doing)) },
  );
  return ok({ made: toMade(made, doing) });
}

async function suspend(tx: Db, { person: id }: ActOf<"suspend">, { at, by }: Doing): Promise<Result<Done>> {
  const person = await findPerson(tx, id);
  if (!person) return fail("not-found");
  if (person.suspendedAt) return fail("person-suspended");
  if (person.role === "admin" && (await countOtherAdministrators(tx, id)) === 0)
    return fail("last-administrator");
  await suspendPerson(tx, id, at, by);
  return ok({});
}
