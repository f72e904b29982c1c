/** Lessons that come in a signed pack, at the intake: what counts, who has to learn again, and what a broken part changes. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runCommand } from "../../../../intake/admin/commands.ts";
import { readPack } from "../../../../intake/recipes/store/recipes.ts";
import {
  checkCertified,
  readCertificate,
  readCertified,
} from "../../../../intake/vloggers/store/certificates.ts";
import { readLessonsInForce } from "../../../../intake/vloggers/store/lessons.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../../../scripts/dev/kits/intake-kit.ts";
import { passExam } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import { checkPack } from "../../../../utils/extension/recipe-packs/check-pack.ts";
import type { LessonId, UploadedLessons } from "../../../../utils/shared/contract/lesson.ts";
import { lessons, lessonsInForce } from "../../../../utils/shared/policy/lessons.ts";
import { type PackKey, signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import { allTried, sitExam, uploadLessons } from "../../../support/exam-kit.ts";
import { editedLessons, raisedLesson } from "../../../support/lessons-kit.ts";
import { newPackKey, packOf } from "../../../support/recipe-packs-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const today = Object.fromEntries(lessons.map(({ id, edition }) => [id, edition])) as Record<LessonId, number>;
const next = today.uang + 1;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let key: PackKey;
  let version = 1;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    key = await newPackKey();
    await run({ command: "pin-recipes-key", key: key.publicKey });
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });
  beforeEach(() => publish(undefined));

  const run = (asked: Parameters<typeof runCommand>[2]) => runCommand(kit.store, "", asked);
  const publish = async (part: unknown) => {
    const pack = packOf(++version, (draft) =>
      Object.assign(draft, part === undefined ? {} : { lessons: part }),
    );
    await run({ command: "add-recipes", jws: await signPack(pack, key), act: "publish", by: "pengelola" });
  };
  const learner = async () => {
    const device = await kit.enrolled("vlogger", `Vlogger ${randomUUID()}`);
    return { device, id: (await device.call("GET", "/v1/me")).body.personId as string };
  };
  const certified = async () => {
    const person = await learner();
    await uploadLessons(person.device);
    const jws = await passExam({ db: kit.store.db, at: kit.intake.now(), key: kit.intake.key }, person.id);
    return { ...person, jws };
  };
  const heldBy = async (id: string) =>
    readCertificate(kit.store.db, id, await readLessonsInForce(kit.store.db));
  const course = async (device: TestDevice) => (await device.call("GET", "/v1/me/course")).body;
  const tried = (id: LessonId, edition: number): UploadedLessons => {
    const item = allTried()[id];
    return item ? { [id]: { ...item, edition } } : {};
  };

  test("device and intake read the same lessons from the same pack", async () => {
    const edited = raisedLesson("uang", next);
    await publish(edited);
    const stored = await readPack(kit.store.db);
    const pack = await checkPack(stored?.jws ?? "", key.publicKey, 0);
    expect(pack.ok && lessonsInForce(pack.value.lessons)).toEqual(edited);
    expect(await readLessonsInForce(kit.store.db)).toEqual(edited);
  });

  test("a new edition makes the certificate miss that lesson, and the refresher asks about it only", async () => {
    const { device, id, jws } = await certified();
    expect(await checkCertified(kit.store.db, id)).toMatchObject({ ok: true });
    await publish(raisedLesson("uang", next));
    expect(await heldBy(id)).toMatchObject({ valid: false, lacking: ["uang"] });
    expect(await checkCertified(kit.store.db, id)).toMatchObject({
      problem: { code: "certificate-needed", detail: "uang" },
    });
    expect(await readCertified(kit.store.db)).not.toContain(id);
    const check = () => device.call("POST", "/v1/certificates/checks", { body: { certificate: jws } });
    expect((await check()).body).toMatchObject({ valid: false, lacking: ["uang"] });
    const chief = await kit.enrolled("supervisor");
    const rowOf = async () =>
      (await chief.call("GET", "/v1/programme/vloggers")).body.vloggers.find(
        (row: { personId: string }) => row.personId === id,
      );
    expect(await rowOf()).toMatchObject({ lessons: { done: 4, of: 5 }, exam: { lacking: ["uang"] } });

    expect((await course(device)).exam).toEqual({ state: "lessons-first", untried: ["uang"] });
    // Answers to the edition before change nothing.
    await uploadLessons(device, tried("uang", today.uang));
    expect((await course(device)).exam).toEqual({ state: "lessons-first", untried: ["uang"] });
    await uploadLessons(device, tried("uang", next));
    expect((await course(device)).exam).toEqual({ state: "ready", lessons: ["uang"], count: 4 });
    const { result } = await sitExam(device, (await device.call("POST", "/v1/exams")).body);
    expect(result).toMatchObject({ passed: true, lessons: [{ id: "uang", right: 4, of: 4 }] });
    const held = await heldBy(id);
    expect(held).toMatchObject({ valid: true, claims: { lessons: { ...today, uang: next } } });
    expect(await rowOf()).toMatchObject({ lessons: { done: 5, of: 5 }, exam: { state: "passed" } });
  });

  test("other wording makes no certificate lapse", async () => {
    const { id } = await certified();
    await publish(raisedLesson("uang", today.uang));
    expect((await readLessonsInForce(kit.store.db))[3]?.title.id).toBe(`Edisi ${today.uang}`);
    expect(await heldBy(id)).toMatchObject({ valid: true });
  });

  test("after a return to the built-in lessons, progress of another edition is discarded", async () => {
    const { device } = await learner();
    await publish(raisedLesson("uang", next));
    await uploadLessons(device, tried("uang", next));
    expect((await course(device)).progress.uang.edition).toBe(next);
    await publish(undefined);
    expect(await readLessonsInForce(kit.store.db)).toBe(lessons);
    await uploadLessons(device, tried("uang", today.uang));
    expect((await course(device)).progress.uang.edition).toBe(today.uang);
  });

  test.each([
    ["a broken lesson", editedLessons("uang", (lesson) => lesson.tries.pop())],
    ["markup", editedLessons("uang", (lesson) => Object.assign(lesson.intro, { id: "<img src=x>" }))],
    ["something else", { length: 5, 0: "uang" }],
  ])("%s in a signed pack is ignored, its recipes are handed out", async (_, part) => {
    const { device, id } = await certified();
    await publish(part);
    expect(await readLessonsInForce(kit.store.db)).toBe(lessons);
    expect(await heldBy(id)).toMatchObject({ valid: true });
    const { pack } = (await device.call("GET", "/v1/recipes")).body;
    const taken = await checkPack(pack, key.publicKey, version - 1);
    expect(taken.ok && taken.value.sites.x?.posts.length).toBeGreaterThan(0);
    expect(taken.ok && lessonsInForce(taken.value.lessons)).toBe(lessons);
  });

  test("counts by lesson the people whose certificates would lapse, each once", async () => {
    await certified();
    const before = (await count({ uang: next })).uang ?? 0;
    const { id } = await certified();
    expect(await count({ uang: next })).toEqual({ uang: before + 1 });
    expect(await count({})).toEqual({});
    // Theirs does not count for that lesson any more: nothing lapses.
    const older = { ...today, uang: next + 1 };
    await passExam({ db: kit.store.db, at: kit.intake.now() }, id, older);
    expect(await count({ uang: next })).toEqual({ uang: before });
  });
  const count = async (raised: Partial<Record<LessonId, number>>) => {
    const editions = { ...today, ...raised };
    return ((await run({ command: "count-lapsing", editions })) as { lapsing: Record<string, number> })
      .lapsing;
  };
});
