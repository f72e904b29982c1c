/**
 * One dishonest administrator among two or three: random sequences of acts, none of which silences oversight or has one
 * human as its two people.
 */

import { randomUUID } from "node:crypto";
import { and, asc, eq, isNull, like } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Administrator, answerAct, askAct } from "../../../../intake/admin/ask-act.ts";
import type { Done, StoredAct } from "../../../../intake/admin/perform-act.ts";
import { readPolicy } from "../../../../intake/cases/store/retention-changes.ts";
import * as schema from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { checkSender } from "../../../../intake/recipes/store/proposals.ts";
import { type IntakeKit, sampleReport, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { adminAct } from "../../../../utils/shared/contract/administration.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { isOverseeing } from "../../../../utils/shared/policy/administration.ts";
import { outcomes, retention } from "../../../../utils/shared/policy/retention.ts";
import { fc } from "../../../support/seeded-fast-check.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hourMs = 3_600_000;
const form = { id: "x-form", site: "x", name: "X", kind: "form", address: "https://x.test/" } as const;

let stores: TestStores;
let kit: IntakeKit;
let admins: Administrator[];
let targets: { people: string[]; devices: string[]; caseId: string; hold: string; key: string; hook: string };
let start: Date;

const circumstances = (caller: Administrator, at: Date) => ({
  ...{ caller, at, origin: "https://intake.test" },
  ...{ retentionFile: {}, signOn: kit.intake.signOn },
});

/** Asks, and confirms by the second administrator where that is needed. */
async function agree(db: Db, act: object): Promise<void> {
  const [one, two] = admins;
  if (!one || !two) throw new Error("two administrators are needed");
  const id = randomUUID();
  const asked = { id, act: adminAct.parse(act) as StoredAct, reason: "Disepakati berdua." };
  await askAct(db, asked, circumstances(one, kit.intake.now()));
  await answerAct(db, id, { answer: "confirm" }, circumstances(two, kit.intake.now()));
}

/** Adds a device that the person lost long ago. */
async function addDeadDevice(db: Db, personId: string): Promise<void> {
  const enrolledAt = new Date(kit.intake.now().getTime() - 60 * 24 * hourMs);
  const id = randomUUID();
  const publicKey = { kty: "EC", crv: "P-256", x: "", y: "" } as const;
  const device = { id, personId, thumbprint: id, publicKey, browser: "", extensionVersion: "" };
  await db.insert(schema.devices).values({ ...device, enrolledAt, lastSeenAt: enrolledAt });
}

beforeAll(async () => {
  stores = await openTestStores("postgres");
  kit = await startKit(await stores.open());
  const { db } = kit.store;
  const scope = { name: "Judi", sites: null, categories: null, languages: null };
  await saveUnit(db, scope, kit.intake.now());
  for (const name of ["Ani", "Budi", "Cici"]) await kit.enrolled("admin", name);
  await kit.enrolled("supervisor", "Susi", "Judi");
  await kit.enrolled("panelist", "Pana");
  const officer = await kit.enrolled("officer", "Oki");
  const { caseId } = (await officer.call("POST", "/v1/reports", { body: sampleReport() })).body;
  const people = await db.select().from(schema.people).orderBy(asc(schema.people.name));
  admins = people.flatMap(({ id, name, role }) => (role === "admin" ? [{ personId: id, name }] : []));
  for (const { id } of people) await addDeadDevice(db, id);
  await agree(db, { act: "place-hold", case: caseId });
  await agree(db, { act: "make-key", scope: "read", name: "Auditor" });
  await agree(db, { act: "add-hook", address: "https://auditor.test/", events: ["case-decided"] });
  await agree(db, { act: "save-channel", channel: form });
  // Agreed by two, and in force after 72 hours.
  await agree(db, { act: "save-retention", category: "JUDI", days: { approved: 400 } });
  const [hold] = await db.select().from(schema.holds);
  const [key] = await db.select().from(schema.apiKeys);
  const [hook] = await db.select().from(schema.hooks);
  targets = {
    people: people.map(({ id }) => id),
    devices: (await db.select().from(schema.devices)).map(({ id }) => id),
    ...{ caseId, hold: hold?.id ?? "", key: key?.id ?? "", hook: hook?.id ?? "" },
  };
  start = kit.intake.now();
}, 120_000);
afterAll(async () => {
  await kit?.close();
  await stores?.close();
});

type Step =
  | { kind: "ask"; by: number; act: object }
  | { kind: "answer"; by: number; said: "confirm" | "refuse" | "withdraw"; which: number }
  | { kind: "wait"; hours: number };

/** All acts that an administrator can ask for, about all that exists. */
function anyAct(): fc.Arbitrary<object> {
  const person = fc.constantFrom(...targets.people);
  const days = fc.option(fc.integer({ min: 1, max: 3000 }));
  const role = fc.constantFrom("officer", "vlogger", "supervisor", "admin");
  const { caseId, hold, key, hook } = targets;
  return fc.oneof(
    fc.record({ act: fc.constant("suspend"), person }),
    fc.record({ act: fc.constant("change-role"), person, role }),
    fc.record({ act: fc.constant("assign-unit"), person, unit: fc.constantFrom("Judi", "Lain", null) }),
    fc.record({ act: fc.constant("new-code"), person }),
    fc.record({ act: fc.constant("resume"), person }),
    fc.record({ act: fc.constant("revoke-device"), device: fc.constantFrom(...targets.devices) }),
    fc.record({ act: fc.constant("invite"), name: fc.constant("Boneka"), role }),
    fc.record({
      act: fc.constant("save-unit"),
      name: fc.constantFrom("Judi", "Lain"),
      categories: fc.constantFrom(null, ["SPAM"]),
      ...{ sites: fc.constant(null), languages: fc.constant(null) },
    }),
    fc.record({
      act: fc.constant("save-retention"),
      category: fc.constantFrom("JUDI", "SPAM"),
      days: fc.record({ approved: days, rejected: days, open: days, withdrawn: days }, { requiredKeys: [] }),
    }),
    fc.constantFrom(
      { act: "lift-hold", case: caseId, hold },
      { act: "revoke-key", key },
      { act: "end-hook", hook },
      { act: "remove-channel", channel: form.id, to: "platform" },
      { act: "save-channel", channel: { ...form, address: "https://jahat.test/" } },
      { act: "save-channel", channel: { ...form, id: "x-dulu", urgentOnly: true } },
      { act: "make-key", scope: "platform", channel: form.id, name: "Palsu" },
      { act: "make-key", scope: "read", name: "Palsu" },
    ),
  );
}

/** Acts of the other administrators that need no second person. */
function harmlessAct(): fc.Arbitrary<object> {
  return fc.constantFrom(
    { act: "place-hold", case: targets.caseId },
    { act: "invite", name: "Petugas baru", role: "officer" },
    { act: "add-hook", address: "https://lain.test/", events: ["case-decided"] },
    { act: "save-retention", category: "JUDI", days: { rejected: 4000 } },
  );
}

function steps(count: number): fc.Arbitrary<Step[]> {
  const which = fc.nat({ max: 30 });
  const said = fc.constantFrom("confirm", "refuse", "withdraw");
  const [ask, answer] = [fc.constant("ask"), fc.constant("answer")];
  const dishonest = fc.constant(0);
  const honest = fc.integer({ min: 1, max: count - 1 });
  const one = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: ask, by: dishonest, act: anyAct() }) },
    { weight: 4, arbitrary: fc.record({ kind: answer, by: dishonest, said, which }) },
    { weight: 1, arbitrary: fc.record({ kind: ask, by: honest, act: harmlessAct() }) },
    { weight: 1, arbitrary: fc.record({ kind: answer, by: honest, said: fc.constant("refuse"), which }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("wait"), hours: fc.integer({ min: 1, max: 80 }) }),
    },
  );
  return fc.array(one, { minLength: 1, maxLength: 25 }) as fc.Arbitrary<Step[]>;
}

async function isActive(db: Db, { personId }: Administrator): Promise<boolean> {
  const [row] = await db.select().from(schema.people).where(eq(schema.people.id, personId));
  return row?.role === "admin" && row.suspendedAt === null;
}

async function run(tx: Db, team: readonly Administrator[], all: readonly Step[]): Promise<Date> {
  let at = start;
  const waiting: string[] = [];
  for (const step of all) {
    if (step.kind === "wait") {
      at = new Date(at.getTime() + step.hours * hourMs);
      continue;
    }
    const caller = team[step.by];
    // The door of the intake: only active administrators.
    if (!caller || !(await isActive(tx, caller))) continue;
    if (step.kind === "ask") {
      const id = randomUUID();
      waiting.push(id);
      const act = adminAct.parse(step.act) as StoredAct;
      await askAct(tx, { id, act, reason: "Alasan." }, circumstances(caller, at));
      continue;
    }
    const id = waiting[step.which % Math.max(1, waiting.length)];
    if (id) await answerAct(tx, id, { answer: step.said, reason: "Alasan." }, circumstances(caller, at));
  }
  return at;
}

const wasInUse = (seen: Date | null) => seen !== null && start.getTime() - seen.getTime() < 24 * hourMs;

/** All that one administrator must not be able to change alone. */
async function oversight(tx: Db, at: Date, dishonest: string) {
  const { people, devices, units, holds, apiKeys, hooks, channels, enrolmentCodes } = schema;
  const everyone = await tx.select().from(people).orderBy(asc(people.id));
  const watching = everyone.filter(({ id, role }) => isOverseeing(role) && id !== dishonest);
  const active = await tx.select().from(devices).where(isNull(devices.revokedAt));
  const scopes = new Map((await tx.select().from(units)).map((unit) => [unit.id, unit]));
  const persons = watching.map(({ id, name, role, suspendedAt, unitId }) => ({
    ...{ id, name, role, suspendedAt, sees: unitId === null ? null : scopes.get(unitId) },
    devices: active.some(({ personId, lastSeenAt }) => personId === id && wasInUse(lastSeenAt)),
  }));
  const known = new Set(targets.people);
  return {
    persons,
    codesOfOthers: (await tx.select().from(enrolmentCodes)).filter(({ personId }) => known.has(personId))
      .length,
    holds: await tx.$count(holds, isNull(holds.releasedAt)),
    auditorsKeys: await tx.$count(apiKeys, isNull(apiKeys.revokedAt)),
    auditorsHooks: await tx.$count(hooks, and(isNull(hooks.endedAt), like(hooks.address, "%auditor%"))),
    channels: (await tx.select().from(channels).where(isNull(channels.endedAt))).map(
      ({ channel }) => channel,
    ),
    policy: await readPolicy(tx, {}, at),
  };
}

class RollBack extends Error {}

test.each([2, 3])(
  "with %d administrators, a single one cannot change the oversight",
  async (count) => {
    const team = admins.slice(0, count);
    const [dishonest] = team;
    if (!dishonest) throw new Error("no administrator");
    const { db } = kit.store;
    const before = await oversight(db, start, dishonest.personId);
    await fc.assert(
      fc.asyncProperty(steps(count), async (all) => {
        const check = async (tx: Db) => {
          const at = await run(tx, team, all);
          const { policy, holds, ...after } = await oversight(tx, at, dishonest.personId);
          const { policy: _, holds: held, ...rest } = before;
          expect(after).toEqual(rest);
          expect(holds).toBeGreaterThanOrEqual(held);
          // Also later: nothing that waits shortens a period, but what two had agreed on before.
          const later = await readPolicy(tx, {}, new Date(at.getTime() + 80 * hourMs));
          const isAgreed = at.getTime() - start.getTime() >= 72 * hourMs;
          for (const category of ["JUDI", "SPAM"] as const)
            for (const outcome of outcomes) {
              const agreed =
                category === "JUDI" && outcome === "approved" ? 400 : retention[category][outcome];
              const least = (days: number | null) => days ?? Number.POSITIVE_INFINITY;
              expect(least(later[category][outcome])).toBeGreaterThanOrEqual(least(agreed));
              const now = isAgreed ? agreed : retention[category][outcome];
              expect(least(policy[category][outcome])).toBeGreaterThanOrEqual(least(now));
            }
          throw new RollBack();
        };
        await db.transaction(check).catch((error: unknown) => {
          if (!(error instanceof RollBack)) throw error;
        });
      }),
      { numRuns: 40 },
    );
  },
  120_000,
);

/** How long a shown code counts as the reader's: its owner misses it by then. */
const disguisedMs = limits.maxCodeHours * hourMs;

type DisguisedStep =
  | { kind: "ask"; who: number; act: object; honest: object }
  | { kind: "answer"; who: number; said: "confirm" | "refuse" | "withdraw"; which: number }
  | { kind: "wait"; hours: number };

/** Each step is by any administrator who is one by then. */
function disguisedSteps(): fc.Arbitrary<DisguisedStep[]> {
  const person = fc.constantFrom(...targets.people);
  const role = fc.constantFrom("admin", "admin", "officer", "supervisor");
  const honest = fc.oneof(
    fc.record({ act: fc.constant("invite"), name: fc.constant("Baru"), role }),
    fc.record({ act: fc.constant("new-code"), person }),
  );
  const who = fc.nat({ max: 11 });
  const one = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant("ask"), who, act: fc.oneof(honest, anyAct()), honest }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        ...{ kind: fc.constant("answer"), who, which: fc.nat({ max: 30 }) },
        said: fc.constantFrom("confirm", "confirm", "confirm", "refuse", "withdraw"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("wait"), hours: fc.integer({ min: 1, max: 80 }) }),
    },
  );
  return fc.array(one, { minLength: 5, maxLength: 40 }) as fc.Arbitrary<DisguisedStep[]>;
}

/** The dishonest administrator uses every code that they are shown. The others answer only what honest ones ask. */
class Disguises {
  readonly dishonest: string;
  /** By person, when their code was shown to a name of the dishonest one. */
  readonly codes = new Map<string, Date>();
  /** Reader and owner of each code. */
  readonly shown: [reader: string, owner: string][] = [];
  readonly asked: { id: string; act: StoredAct; isHonest: boolean }[] = [];
  at = start;

  constructor(dishonest: string) {
    this.dishonest = dishonest;
  }

  has(personId: string): boolean {
    const since = this.at.getTime() - disguisedMs;
    return personId === this.dishonest || (this.codes.get(personId)?.getTime() ?? 0) > since;
  }

  async ask(tx: Db, caller: Administrator, { act, honest }: Extract<DisguisedStep, { kind: "ask" }>) {
    const isHonest = !this.has(caller.personId);
    const id = randomUUID();
    const asking = adminAct.parse(isHonest ? honest : act) as StoredAct;
    const done = await askAct(tx, { id, act: asking, reason: "Alasan." }, circumstances(caller, this.at));
    if (!done.ok) return;
    this.asked.push({ id, act: asking, isHonest });
    this.read(caller.personId, done.value);
  }

  async answer(tx: Db, caller: Administrator, step: Extract<DisguisedStep, { kind: "answer" }>) {
    const one = this.asked[step.which % Math.max(1, this.asked.length)];
    const isHonest = !this.has(caller.personId);
    if (!one || (isHonest && !one.isHonest)) return;
    const said = { answer: step.said, reason: "Alasan." };
    const done = await answerAct(tx, one.id, said, circumstances(caller, this.at));
    if (!done.ok || step.said !== "confirm") return;
    expect(isHonest || one.isHonest, `one human both asked and confirmed ${one.act.act}`).toBe(true);
    const { made } = done.value;
    expect(made?.made === "code" && !made.isPart, "who confirms is shown a whole code").toBe(false);
  }

  read(reader: string, { made, personId }: Done): void {
    if (made?.made !== "code" || personId === undefined) return;
    this.shown.push([reader, personId]);
    if (this.has(reader)) this.codes.set(personId, this.at);
  }
}

async function readAdministrators(tx: Db): Promise<Administrator[]> {
  const { people } = schema;
  const rows = await tx
    .select()
    .from(people)
    .where(and(eq(people.role, "admin"), isNull(people.suspendedAt)))
    .orderBy(asc(people.name), asc(people.createdAt), asc(people.id));
  return rows.map(({ id, name }) => ({ personId: id, name }));
}

test("no act has one human as its two people, even one who uses all codes that they are shown", async () => {
  const [dishonest] = admins;
  if (!dishonest) throw new Error("no administrator");
  await fc.assert(
    fc.asyncProperty(disguisedSteps(), async (all) => {
      const check = async (tx: Db) => {
        const disguises = new Disguises(dishonest.personId);
        for (const step of all) {
          if (step.kind === "wait") {
            disguises.at = new Date(disguises.at.getTime() + step.hours * hourMs);
            continue;
          }
          const team = await readAdministrators(tx);
          const caller = team[step.who % Math.max(1, team.length)];
          if (!caller) continue;
          if (step.kind === "ask") await disguises.ask(tx, caller, step);
          else await disguises.answer(tx, caller, step);
        }
        for (const [reader, personId] of disguises.shown)
          expect((await checkSender(tx, { personId }, reader)).ok, "publishes for a name of their own").toBe(
            false,
          );
        throw new RollBack();
      };
      await kit.store.db.transaction(check).catch((error: unknown) => {
        if (!(error instanceof RollBack)) throw error;
      });
    }),
    { numRuns: 60 },
  );
}, 120_000);
