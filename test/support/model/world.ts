/** One intake with its people, which can be reset to the state before any report. */

import { randomUUID } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { createCode } from "../../../intake/people/store/enrolment.ts";
import { saveUnit } from "../../../intake/people/store/people.ts";
import { signOnDevice } from "../../../intake/people/store/sign-on.ts";
import { loadChannels } from "../../../intake/requests/store/channels.ts";
import {
  enrolment,
  type IntakeKit,
  startKit,
  type TestDevice,
} from "../../../scripts/dev/kits/intake-kit.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { channelFile } from "../../../utils/shared/contract/platform-channel.ts";
import type { Role, SiteId } from "../../../utils/shared/contract/site.ts";
import { keepBase } from "../reset.ts";
import { openTestStores } from "../test-stores.ts";

/** The unit's scope; undefined for all cases. */
export interface ModelUnit {
  name: string;
  categories?: readonly CategoryCode[];
  sites?: readonly SiteId[];
}

export interface ModelPerson {
  id: string;
  name: string;
  role: Role;
  unit?: ModelUnit;
  suspended: boolean;
  /** Two of those who have two. */
  devices: TestDevice[];
  invitedBy?: string;
}

export interface World {
  kit: IntakeKit;
  /** People at the beginning of a sequence. */
  people: readonly ModelPerson[];
  units: readonly ModelUnit[];
  /** By single sign-on, which alone changes a role. */
  signOn(person: ModelPerson, role: Role): Promise<boolean>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

const units = [
  { name: "Unit Judi", categories: ["JUDI"] },
  { name: "Unit Narkotika", categories: ["NARKOTIKA", "PORNO_ANAK"] },
  { name: "Unit Facebook", sites: ["facebook"] },
] as const satisfies ModelUnit[];

interface Enrolled {
  role: Role;
  name: string;
  unit?: ModelUnit;
}

const [gambling, narcotics, facebook] = units;

const enrolled: readonly Enrolled[] = [
  { role: "officer", name: "Siti Petugas" },
  { role: "officer", name: "Joko Petugas", unit: gambling },
  { role: "officer", name: "Rina Petugas", unit: narcotics },
  { role: "supervisor", name: "Budi Penyelia" },
  { role: "supervisor", name: "Ani Penyelia" },
  { role: "supervisor", name: "Citra Penyelia" },
  { role: "supervisor", name: "Dewi Penyelia", unit: gambling },
  { role: "supervisor", name: "Eko Penyelia", unit: gambling },
  { role: "supervisor", name: "Fajar Penyelia", unit: narcotics },
  { role: "supervisor", name: "Gita Penyelia", unit: facebook },
  { role: "panelist", name: "Panelis Satu" },
  { role: "panelist", name: "Panelis Dua" },
  { role: "panelist", name: "Panelis Tiga" },
  { role: "admin", name: "Hadi Admin" },
];

const startMs = Date.parse("2026-11-25T03:00:00.000Z");

export async function openModelWorld(): Promise<World> {
  const stores = await openTestStores("postgres");
  // Half of the approvals go to the panel, which votes while cases are merged and split.
  const kit = await startKit(await stores.open(), undefined, { sampleShare: 50 });
  const { db } = kit.store;
  for (const { name, sites, categories } of units as readonly ModelUnit[]) {
    const seen = { sites: sites ? [...sites] : null, categories: categories ? [...categories] : null };
    await saveUnit(db, { name, languages: null, ...seen }, new Date(kit.clock.ms));
  }
  await loadChannels(db, channelFile.parse(channelsOfAll()), new Date(kit.clock.ms));
  const people: ModelPerson[] = [];
  for (const profile of enrolled) people.push(await enrol(kit, profile));
  for (const name of ["Siti Petugas", "Budi Penyelia"]) await addDevice(kit, findPerson(people, name));
  people.push(await inviteBy(kit, findPerson(people, "Budi Penyelia")));
  const signedOn = await newSignedOn(kit);
  people.push(signedOn);
  const reset = await keepBase(db);
  return {
    ...{ kit, people, units },
    signOn: (person, role) => signOn(kit, person, role),
    async reset() {
      await reset();
      kit.clock.ms = startMs;
    },
    async close() {
      await kit.close();
      await stores.close();
    },
  };
}

/** One that people carry to each site. */
function channelsOfAll(): unknown[] {
  const sites: SiteId[] = ["x", "facebook", "youtube", "telegram"];
  return sites.map((site) => ({
    ...{ site, id: `${site}-formulir`, name: "Tim hukum", kind: "form" },
    address: "https://legal.platform.test/",
  }));
}

function findPerson(people: readonly ModelPerson[], name: string): ModelPerson {
  const person = people.find((one) => one.name === name);
  if (!person) throw new Error(`nobody is called ${name}`);
  return person;
}

async function enrol(kit: IntakeKit, { role, name, unit }: Enrolled): Promise<ModelPerson> {
  const device = await kit.enrolled(role, name, unit?.name);
  const id = (await device.call("GET", "/v1/me")).body.personId;
  return { ...{ id, name, role, suspended: false, devices: [device] }, ...(unit ? { unit } : {}) };
}

async function addDevice({ store, newDevice, clock }: IntakeKit, person: ModelPerson): Promise<void> {
  const { code } = await createCode(store.db, person.id, new Date(clock.ms));
  person.devices.push(await enter(await newDevice(person.name), code));
}

async function inviteBy(kit: IntakeKit, inviter: ModelPerson): Promise<ModelPerson> {
  const id = randomUUID();
  const name = "Vina Vlogger";
  const invited = await inviter.devices[0]?.call("POST", "/v1/programme/invitations", { body: { id, name } });
  const device = await enter(await kit.newDevice(name), invited?.body.code);
  return { ...{ id, name, role: "vlogger", suspended: false, devices: [device] }, invitedBy: inviter.id };
}

async function enter(device: TestDevice, code: string): Promise<TestDevice> {
  const entered = await device.call("POST", "/v1/enrolments", { body: enrolment(code) });
  if (entered.status !== 200) throw new Error(`enrolment: ${JSON.stringify(entered.body)}`);
  return device;
}

async function newSignedOn(kit: IntakeKit): Promise<ModelPerson> {
  const name = "Oki Penyelia";
  const device = await kit.newDevice(name);
  const person: ModelPerson = { id: "", name, role: "supervisor", suspended: false, devices: [device] };
  await signOn(kit, person, "supervisor");
  return { ...person, id: (await device.call("GET", "/v1/me")).body.personId };
}

async function signOn(
  { store, clock }: IntakeKit,
  { name, devices }: ModelPerson,
  role: Role,
): Promise<boolean> {
  const [device] = devices;
  if (!device) throw new Error(`${name} has no device`);
  const { publicKey } = device;
  const thumbprint = await calculateJwkThumbprint(publicKey);
  const vouched = {
    issuer: "https://sso.test",
    subject: name,
    name,
    role,
    unit: undefined,
    tokenSha256: randomUUID(),
    issuedAt: new Date(clock.ms),
  };
  const key = { thumbprint, publicKey, browser: "Firefox 153", extensionVersion: "0.1.0" };
  return (await signOnDevice(store.db, vouched, key, new Date(clock.ms++))).ok;
}
