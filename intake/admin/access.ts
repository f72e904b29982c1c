/** Commands about access: people, units, codes, devices and API keys. */

import { renderUnicodeCompact } from "uqr";
import { z } from "zod";
import { categoryCode } from "../../utils/shared/contract/category.ts";
import type { PanelGap } from "../../utils/shared/contract/decision.ts";
import { id as anyId, shortText } from "../../utils/shared/contract/ids.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { channelCode } from "../../utils/shared/contract/platform-channel.ts";
import { affiliation, role, siteId } from "../../utils/shared/contract/site.ts";
import { isOverseeing } from "../../utils/shared/policy/administration.ts";
import { panelGap } from "../cases/rules/quorum.ts";
import type { Db, Store } from "../db/store.ts";
import { readPanelists } from "../decisions/store/decision-reads.ts";
import { findNamesakes } from "../people/rules/namesakes.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "../people/store/api-keys.ts";
import {
  listCodes,
  listDevices,
  listPeople,
  revokeCode,
  revokeDevice,
  revokePerson,
} from "../people/store/devices-and-codes.ts";
import {
  createCode,
  createEnrolment,
  type Enrolment,
  enrolmentAddress,
  enrolmentLink,
} from "../people/store/enrolment.ts";
import {
  assignUnit,
  changeRole,
  listUnits,
  promotePerson,
  requirePerson,
  requireUnit,
  saveUnit,
  suspendPerson,
} from "../people/store/people.ts";
import { readPartnerChannels } from "../referrals/store/partner-channels.ts";
import { readChannels } from "../requests/store/channels.ts";

const id = anyId.transform((value) => value.toLowerCase());
const name = z.string().trim().pipe(shortText(limits.nameChars));
const hours = z.coerce.number().int().min(1).max(limits.maxCodeHours).optional();
const days = z.coerce.number().int().min(1).max(limits.maxKeyDays).optional();
const languageCode = z.string().regex(/^[a-z]{2,3}$/, "is a code of ISO 639, such as id or jv");
/** Comma-separated at the command line, for example `x,youtube`; `all` is null. */
const commaList = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .union([
      z.literal(["all", null]).transform(() => null),
      z.array(z.string()),
      z.string().transform((text) => text.split(",").map((word) => word.trim())),
    ])
    .pipe(z.array(item).min(1).nullable())
    .optional();

export const trustCommands = [
  z
    .strictObject({
      command: z.literal("enrol"),
      role: role.optional(),
      name: name.optional(),
      affiliation: affiliation.optional(),
      unit: name.optional(),
      person: id.optional(),
      hours,
      mail: z.email("must be an address such as ani@example.go.id").optional(),
      qr: z.boolean().optional(),
    })
    .refine(
      ({ person, role, name, unit, affiliation }) =>
        person === undefined
          ? role !== undefined && name !== undefined
          : !(role ?? name ?? unit ?? affiliation),
      "give --role and --name for a new person, or only --person",
    )
    .refine(({ role, affiliation }) => (role === "panelist") === (affiliation !== undefined), {
      path: ["affiliation"],
      message:
        "is required with --role panelist and only allowed there: civil-society or ministry. It cannot be changed later",
    }),
  z.strictObject({ command: z.literal("people") }),
  z.strictObject({
    command: z.literal("unit"),
    name,
    sites: commaList(siteId),
    categories: commaList(categoryCode),
    languages: commaList(languageCode),
  }),
  z.strictObject({ command: z.literal("units") }),
  z.strictObject({ command: z.literal("assign"), person: id, unit: name.optional() }),
  z.strictObject({
    command: z.literal("role"),
    person: id,
    role: role.exclude(
      ["panelist"],
      "a panelist is enrolled as one, because the body cannot be changed later",
    ),
  }),
  z.strictObject({ command: z.literal("suspend"), person: id }),
  z.strictObject({ command: z.literal("resume"), person: id }),
  z.strictObject({ command: z.literal("codes") }),
  z.strictObject({ command: z.literal("devices") }),
  z
    .strictObject({
      command: z.literal("revoke"),
      device: id.optional(),
      key: id.optional(),
      person: id.optional(),
      code: z
        .string()
        .regex(/^([0-9a-fA-F]{6,64}|[A-Z2-7]{26})$/, "is what `codes` shows, or the code itself")
        .optional(),
    })
    .refine(
      ({ command: _, ...which }) => Object.keys(which).length === 1,
      "give one of --device, --code, --person and --key",
    ),
  z
    .strictObject({
      command: z.literal("apikey"),
      scope: z.enum(["read", "platform", "partner"]),
      channel: channelCode.optional(),
      name: name.optional(),
      days,
    })
    .refine(({ scope, channel }) => (scope !== "read") === (channel !== undefined), {
      path: ["channel"],
      message: "is required with --scope platform or partner and only allowed there",
    }),
  z.strictObject({ command: z.literal("keys") }),
] as const;
export type TrustCommand = z.infer<(typeof trustCommands)[number]>;

/** Returns plain JSON. `intakeAddress` becomes part of enrolment links. */
export async function runTrustCommand(
  store: Store,
  intakeAddress: string,
  input: TrustCommand,
): Promise<object> {
  const { db } = store;
  const now = new Date();
  switch (input.command) {
    case "enrol": {
      const { who, made } = await enrol(store, input, now);
      const address = enrolmentAddress(intakeAddress, made.code);
      const qr = input.qr ? { qr: renderUnicodeCompact(address, { border: 2 }) } : {};
      return { ...who, ...made, address, ...qr, link: enrolmentLink(intakeAddress, made.code) };
    }
    case "people": {
      const people = await listPeople(db);
      return { people, namesakes: findNamesakes(people), ...(await describePanel(db)) };
    }
    case "unit":
      return setUnit(db, input, now);
    case "units":
      return { units: await listUnits(db) };
    case "assign": {
      const { name } = await requirePerson(db, input.person);
      await assignUnit(db, input.person, input.unit === undefined ? null : await requireUnit(db, input.unit));
      return { person: input.person, name, unit: input.unit ?? null };
    }
    case "role":
      return giveRole(db, intakeAddress, input, now);
    case "suspend":
    case "resume": {
      const { name, role } = await requirePerson(db, input.person);
      const suspended = input.command === "suspend";
      await suspendPerson(db, input.person, suspended ? now : null);
      return { person: input.person, name, role, suspended };
    }
    case "codes":
      return { codes: await listCodes(db, now) };
    case "devices":
      return { devices: await listDevices(store) };
    case "revoke":
      return revoke(db, input, now);
    case "apikey":
      await requireChannel(db, input);
      return createApiKey(store, input, now);
    case "keys":
      return { keys: await listApiKeys(db) };
  }
}

/** A left out option means all. It must not end a limit that is in force without a word. */
async function setUnit(db: Db, { name, ...given }: CommandOf<"unit">, now: Date): Promise<object> {
  const before = (await listUnits(db)).find((unit) => unit.name === name);
  for (const part of ["sites", "categories", "languages"] as const) {
    const limit = before?.[part]?.join(",");
    if (limit && given[part] === undefined)
      throw new Error(
        `Unit ${name} sees only these ${part}: ${limit}. Give --${part} ${limit} to keep that, or --${part} all to end it.`,
      );
  }
  const { sites = null, categories = null, languages = null } = given;
  const saved = await saveUnit(db, { name, sites, categories, languages }, now);
  return { ...saved, ...(before ? { before } : {}) };
}

/** A key of an unknown channel would open nothing. */
async function requireChannel(db: Db, { scope, channel }: CommandOf<"apikey">): Promise<void> {
  if (channel === undefined) return;
  const inUse = scope === "platform" ? await readChannels(db) : await readPartnerChannels(db);
  if (!inUse.some(({ id }) => id === channel))
    throw new Error(`No channel ${channel} to a ${scope} is in use. List them: lapor channels`);
}

/** As at the desk, a person who is to oversee others enrols again, with the code of the answer. */
async function giveRole(
  db: Db,
  intakeAddress: string,
  { person, role }: CommandOf<"role">,
  at: Date,
): Promise<object> {
  const { name, role: formerRole, issuer } = await requirePerson(db, person);
  if (formerRole === "panelist")
    throw new Error(`${name} is a panelist. Suspend them and enrol a new person.`);
  if (issuer !== null) throw new Error(`${name} signs on through the provider, which names the role.`);
  if (formerRole === role)
    throw new Error(`${name} is ${role} already. For a new code: lapor enrol --person ${person}`);
  const changed = { person, name, formerRole, role };
  if (!isOverseeing(role)) {
    await changeRole(db, person, role, { at });
    return changed;
  }
  const { code, expiresAt, devices } = await promotePerson(db, { personId: person, role }, { at });
  const address = enrolmentAddress(intakeAddress, code);
  return { ...changed, devices, code, expiresAt, address, link: enrolmentLink(intakeAddress, code) };
}

/** Only where panelists are enrolled. */
async function describePanel(db: Db): Promise<{ panelGap?: PanelGap }> {
  const members = await readPanelists(db);
  const gap = members.length > 0 ? panelGap(members.map((member) => member.affiliation)) : undefined;
  return gap ? { panelGap: gap } : {};
}

type CommandOf<C extends TrustCommand["command"]> = Extract<TrustCommand, { command: C }>;

async function enrol(
  store: Store,
  { role, name, affiliation, unit, person, hours }: CommandOf<"enrol">,
  now: Date,
): Promise<{ who: object; made: Enrolment }> {
  const { db } = store;
  if (person !== undefined) {
    const invited = await requirePerson(db, person);
    if (invited.suspendedAt)
      throw new Error(`${invited.name} is suspended. Run first: lapor people resume ${person}`);
    const who = { role: invited.role, name: invited.name };
    return { who, made: await createCode(db, person, now, { hours }) };
  }
  if (role === undefined || name === undefined) throw new Error("a new person has a role and a name");
  const unitId = unit === undefined ? undefined : await requireUnit(db, unit);
  const made = await createEnrolment(store, { role, name, affiliation, unitId, hours }, now);
  const more = { ...(affiliation && { affiliation }), ...(unit !== undefined && { unit }) };
  return { who: { role, name, ...more }, made };
}

async function revoke(
  db: Db,
  { device, code, key, person }: CommandOf<"revoke">,
  now: Date,
): Promise<object> {
  if (device !== undefined) return { device, revoked: await revokeDevice({ db }, device, now) };
  if (code !== undefined) return { code: code.slice(0, 12), revoked: await revokeCode(db, code, now) };
  if (key !== undefined) return { key, revoked: await revokeApiKey(db, key, now) };
  if (person === undefined) throw new Error("nothing to revoke");
  const { name } = await requirePerson(db, person);
  return { person, name, ...(await revokePerson(db, person, now)) };
}
