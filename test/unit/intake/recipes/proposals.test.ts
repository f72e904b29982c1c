/** Proposals for mended recipes at the intake: rights, limits, the log, and who may publish. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runRecipesCommand } from "../../../../intake/admin/recipes.ts";
import { trustLogId } from "../../../../intake/audit-log/store/trust-log.ts";
import { log, people, recipeProposals } from "../../../../intake/db/schema/index.ts";
import { changeRole, suspendPerson } from "../../../../intake/people/store/people.ts";
import { decideProposal } from "../../../../intake/recipes/store/proposals.ts";
import { addPack, listPacks, pinRecipesKey } from "../../../../intake/recipes/store/recipes.ts";
import { verifyRows } from "../../../../intake/verify/verify-rows.ts";
import {
  enrolment,
  type IntakeKit,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import type { RecipePack } from "../../../../utils/shared/contract/recipe.ts";
import { ok } from "../../../../utils/shared/contract/result.ts";
import { type PackKey, signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import { sampleProposal } from "../../../support/proposal-kit.ts";
import { newPackKey, packOf, siteIn } from "../../../support/recipe-packs-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const path = "/v1/recipe-proposals";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let admin: TestDevice;
  let other: TestDevice;
  let isReady = true;
  let key: PackKey;
  /** Arguments of each start of the publisher. Its program runs in `recipes-command.test.ts`. */
  const started: (readonly string[])[] = [];

  beforeAll(async () => {
    stores = await openTestStores(engine);
    const publisher = {
      isReady: () => isReady,
      async run(words: readonly string[]) {
        started.push(words);
        return ok({ version: 7 });
      },
    };
    kit = await startKit(await stores.open(), undefined, { publisher });
    officer = await kit.enrolled("officer", "Siti");
    admin = await kit.enrolled("admin", "Budi");
    other = await kit.enrolled("admin", "Tuti");
    key = await newPackKey();
    await pinRecipesKey(kit.store.db, key.publicKey, kit.intake.now());
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  beforeEach(() => {
    isReady = true;
    started.length = 0;
  });

  const send = (device: TestDevice, body: unknown) => device.call("POST", path, { body });
  const triedWell = { score: sampleProposal().score, before: 0, after: 12 };
  const decide = (device: TestDevice, id: string, act: string, tried: unknown = triedWell) =>
    device.call("POST", `${path}/${id}/decision`, { body: { act, ...(tried ? { tried } : {}) } });
  const entries = async () =>
    (await kit.store.db.select().from(log).where(eq(log.caseId, trustLogId))).filter(({ act }) =>
      act.startsWith("recipe-"),
    );

  test("stores a proposal once, logs it in the chain, and lets nothing take effect", async () => {
    const proposal = sampleProposal();
    expect((await send(officer, proposal)).body).toEqual({ id: proposal.id, state: "open" });
    expect((await send(officer, { ...proposal, id: proposal.id.toUpperCase() })).status).toBe(200);
    expect((await send(officer, { ...proposal, browser: "edge" })).body.code).toBe("conflict");
    expect((await send(admin, proposal)).body.code).toBe("conflict");
    expect(await entries()).toMatchObject([
      {
        act: "recipe-proposed",
        detail: { rows: { [`recipe_proposals/${proposal.id}`]: { state: "open" } } },
      },
    ]);
    expect((await officer.call("GET", "/v1/recipes")).body).toEqual({});
    const { body } = await other.call("GET", path);
    expect(body).toMatchObject({
      proposals: [{ ...proposal, by: "Siti", own: false, state: "open" }],
      packs: [],
      canPublish: true,
    });
  });

  test("only administrators read and decide; only officers and administrators propose", async () => {
    const proposal = sampleProposal();
    await send(officer, proposal);
    for (const role of ["supervisor", "vlogger", "panelist"] as const) {
      const device = await kit.enrolled(role, `Orang ${role}`);
      expect((await send(device, sampleProposal())).body.code).toBe("role-forbidden");
      expect((await device.call("GET", path)).body.code).toBe("role-forbidden");
      expect((await decide(device, proposal.id, "refuse")).body.code).toBe("role-forbidden");
    }
    expect((await officer.call("GET", path)).body.code).toBe("role-forbidden");
    expect((await decide(officer, proposal.id, "publish")).body.code).toBe("role-forbidden");
    expect(started).toEqual([]);
  });

  test("an administrator starts the publisher for another person's proposal, never for their own", async () => {
    const proposal = sampleProposal();
    await send(admin, proposal);
    expect((await decide(admin, proposal.id, "publish")).body.code).toBe("own-decision");
    expect(started).toEqual([]);
    expect((await decide(other, proposal.id, "publish")).body).toEqual({ version: 7 });
    expect(started).toEqual([
      [
        ...["publish", "--proposal", proposal.id, "--decided-by", expect.stringMatching(/^[\da-f-]{36}$/)],
        ...["--note", `Usulan ${proposal.id}: 12 kiriman ditandai, sebelumnya 0`],
      ],
    ]);
  });

  test.each([
    ["was not made", null],
    ["found nothing", { ...triedWell, after: 0 }],
    ["found fewer posts than before", { ...triedWell, before: 13 }],
    ["named a post wrongly", { ...triedWell, score: { ...triedWell.score, wrong: 1 } }],
  ])("does not publish if the second person's trial %s", async (_, tried) => {
    const proposal = sampleProposal();
    await send(await kit.enrolled("officer", "Pengusul"), proposal);
    expect((await decide(admin, proposal.id, "publish", tried)).body.code).toBe("conflict");
    expect(started).toEqual([]);
  });

  test("an administrator cannot be proposer and publisher through an officer whom they invited", async () => {
    const invite = { act: "invite", name: "Palsu", role: "officer", hours: 24 };
    const { body } = await admin.call("POST", "/v1/admin/acts", { body: { id: randomUUID(), act: invite } });
    const puppet = await kit.newDevice("Palsu");
    await puppet.call("POST", "/v1/enrolments", { body: enrolment(body.made.code) });
    const proposal = sampleProposal();
    expect((await send(puppet, proposal)).status).toBe(200);
    const isOwn = async (device: TestDevice) => {
      const { proposals } = (await device.call("GET", path)).body;
      return proposals.find((one: { id: string }) => one.id === proposal.id).own;
    };
    expect([await isOwn(admin), await isOwn(other)]).toEqual([true, false]);
    expect((await decide(admin, proposal.id, "publish")).body.code).toBe("own-decision");
    expect(started).toEqual([]);
    expect((await decide(other, proposal.id, "publish")).body).toEqual({ version: 7 });
  });

  const act = async (by: TestDevice, asked: object, confirmer?: TestDevice) => {
    const body = { id: randomUUID(), act: asked, reason: "Alasan yang jelas." };
    const done = await by.call("POST", "/v1/admin/acts", { body });
    const answered = { body: { answer: "confirm" } };
    const path = `/v1/admin/acts/${body.id}/answer`;
    const confirmed = confirmer && (await confirmer.call("POST", path, answered));
    return { asked: done.body.act, made: confirmed?.body.made };
  };
  const enrolWith = async (code: string) => {
    const device = await kit.newDevice("Palsu");
    const { body } = await device.call("POST", "/v1/enrolments", { body: enrolment(code) });
    return { device, body };
  };
  const idOf = async ({ name }: TestDevice) => {
    const [row] = await kit.store.db.select({ id: people.id }).from(people).where(eq(people.name, name));
    return row?.id ?? "";
  };

  test("an administrator may publish for a person whose code they confirmed, because they know only a part of it", async () => {
    const code = { act: "new-code", person: await idOf(await kit.enrolled("officer", "Korban")) };
    const { asked, made } = await act(admin, code, other);
    expect((await enrolWith(made.code + made.code)).body.code).toBe("code-invalid");
    const proposal = sampleProposal();
    const { device } = await enrolWith(made.code + asked.codePart);
    expect((await send(device, proposal)).status).toBe(200);
    expect((await decide(other, proposal.id, "publish")).body).toEqual({ version: 7 });
  });

  test("an administrator cannot publish for a person whom they alone restored or allowed to propose", async () => {
    const restored = await kit.enrolled("officer", "Lama");
    await suspendPerson(kit.store.db, await idOf(restored), new Date());
    await act(admin, { act: "resume", person: await idOf(restored) });
    const promoted = await kit.enrolled("vlogger", "Naik");
    await act(admin, { act: "change-role", person: await idOf(promoted), role: "officer" });
    for (const puppet of [restored, promoted]) {
      const proposal = sampleProposal();
      expect((await send(puppet, proposal)).status).toBe(200);
      expect((await decide(admin, proposal.id, "publish")).body.code).toBe("own-decision");
      expect(started).toEqual([]);
      expect((await decide(other, proposal.id, "publish")).body).toEqual({ version: 7 });
      started.length = 0;
    }
  });

  test("a proposal is not published after its sender lost the right to propose", async () => {
    const { db } = kit.store;
    for (const lose of [
      (id: string) => suspendPerson(db, id, new Date()),
      (id: string) => changeRole(db, id, "vlogger", { at: new Date() }),
    ]) {
      const sender = await kit.enrolled("officer", `Bekas ${randomUUID()}`);
      const proposal = sampleProposal();
      await send(sender, proposal);
      await lose(await idOf(sender));
      expect((await decide(admin, proposal.id, "publish")).body.code).toBe("conflict");
      expect((await decide(admin, proposal.id, "refuse")).status).toBe(200);
    }
    expect(started).toEqual([]);
  });

  test("invented trial numbers are refused if they contradict each other, and otherwise are in the pack's note", async () => {
    const { score } = triedWell;
    const impossible = [
      { matched: score.posts + 1 },
      { buttons: score.matched + 1 },
      { fields: { read: 1, same: 2 } },
    ];
    for (const part of impossible) {
      const sent = await send(officer, { ...sampleProposal(), score: { ...score, ...part } });
      expect(sent.body.code).toBe("invalid-input");
      const proposal = sampleProposal();
      await send(await kit.enrolled("officer", "Pengusul"), proposal);
      const tried = { ...triedWell, score: { ...score, ...part } };
      expect((await decide(admin, proposal.id, "publish", tried)).body.code).toBe("conflict");
    }
    expect(started).toEqual([]);
    // The intake cannot repeat the trial, because it has no page, so it accepts the invented number 150.
    const proposal = sampleProposal();
    await send(officer, proposal);
    const invented = { score: { ...score, posts: 150, matched: 150 }, before: 0, after: 150 };
    expect((await decide(admin, proposal.id, "publish", invented)).body).toEqual({ version: 7 });
    expect(started[0]?.at(-1)).toBe(`Usulan ${proposal.id}: 150 kiriman ditandai, sebelumnya 0`);
  });

  test("names the command where the intake may not publish", async () => {
    isReady = false;
    const proposal = sampleProposal();
    await send(officer, proposal);
    const answer = await decide(admin, proposal.id, "publish");
    expect(answer.body).toMatchObject({
      code: "recipes-publisher",
      detail: expect.stringContaining(`lapor recipes publish --proposal ${proposal.id}`),
    });
    expect((await admin.call("GET", path)).body.canPublish).toBe(false);
    expect(started).toEqual([]);
  });

  test("a refused or published proposal cannot be decided again, and each decision is in the log", async () => {
    const [refused, published] = [sampleProposal(), sampleProposal()];
    await send(officer, refused);
    await send(officer, published);
    const before = (await entries()).length;
    expect((await decide(admin, refused.id, "refuse")).status).toBe(200);
    expect((await decide(admin, refused.id, "refuse")).body.code).toBe("conflict");
    expect((await decide(admin, refused.id, "publish")).body.code).toBe("conflict");
    // As the publisher's command stores it, with the pack.
    const decision = { id: published.id, from: "open", to: "published", by: undefined, version: 3 } as const;
    expect(await kit.store.db.transaction((tx) => decideProposal(tx, decision, new Date()))).toBe(true);
    expect(await kit.store.db.transaction((tx) => decideProposal(tx, decision, new Date()))).toBe(false);
    expect((await decide(admin, published.id, "publish")).body.code).toBe("conflict");
    // Version 3 is not the newest pack, of which there is none here.
    expect((await decide(admin, published.id, "roll-back")).body.code).toBe("conflict");
    expect((await entries()).slice(before).map(({ act }) => act)).toEqual([
      "recipe-proposal-refused",
      "recipe-proposal-published",
    ]);
    expect(started).toEqual([]);
    expect((await decide(admin, randomUUID(), "publish")).body.code).toBe("not-found");
  });

  test("a published proposal can be rolled back while its recipe is as it made it, whatever is published after", async () => {
    const publish = async (version: number, change?: Parameters<typeof packOf>[1]) => {
      const jws = await signPack(packOf(version, change), key);
      await addPack(kit.store.db, { version, jws, act: "publish", by: "root", note: null }, new Date());
    };
    const proposal = sampleProposal();
    await send(officer, proposal);
    const mended = (pack: RecipePack) => siteIn(pack, "x").posts[0].find.push("article.baru");
    await publish(10, mended);
    const decision = { id: proposal.id, from: "open", to: "published", by: undefined, version: 10 } as const;
    await kit.store.db.transaction((tx) => decideProposal(tx, decision, new Date()));
    const inForce = async () => (await admin.call("GET", path)).body.inForce;
    expect(await inForce()).toEqual([proposal.id]);
    await publish(11, (pack) => {
      mended(pack);
      siteIn(pack, "x").posts[1].find.push("div.lain");
      siteIn(pack, "youtube").posts[0].find.push("div.lain");
    });
    expect(await inForce()).toEqual([proposal.id]);
    expect((await decide(admin, proposal.id, "roll-back")).body).toEqual({ version: 7 });
    expect(started).toEqual([
      ["rollback", "--proposal", proposal.id, "--decided-by", expect.stringMatching(/^[\da-f-]{36}$/)],
    ]);
    await publish(12);
    expect(await inForce()).toEqual([]);
    expect((await decide(admin, proposal.id, "roll-back")).body.code).toBe("conflict");
    expect(started).toHaveLength(1);
  });

  test("stores no pack if the administrator or the sender lost their right while the program ran", async () => {
    const publisher = await kit.enrolled("admin", "Penerbit");
    const sender = await kit.enrolled("officer", "Pengusul tetap");
    const proposal = sampleProposal();
    await send(sender, proposal);
    const packs = await listPacks(kit.store.db);
    const store = async (act: "publish" | "rollback", version: number) =>
      runRecipesCommand(kit.store.db, {
        ...{ command: "add-recipes", act, by: "root" },
        jws: await signPack(packOf(version), key),
        proposal: { id: proposal.id, by: await idOf(publisher) },
      });
    for (const [lost, why] of [
      [publisher, /no administrator/],
      [sender, /may not publish/],
    ] as const) {
      await suspendPerson(kit.store.db, await idOf(lost), new Date());
      await expect(store("publish", 21)).rejects.toThrow(why);
      await suspendPerson(kit.store.db, await idOf(lost), null);
    }
    expect(await listPacks(kit.store.db)).toEqual(packs);
    const both = await Promise.allSettled([store("publish", 21), store("publish", 22)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await suspendPerson(kit.store.db, await idOf(publisher), new Date());
    await expect(store("rollback", 23)).rejects.toThrow(/no administrator/);
    expect(await listPacks(kit.store.db)).toHaveLength(packs.length + 1);
  });

  test("an altered proposal is found by the chain", async () => {
    const proposal = sampleProposal();
    await send(officer, proposal);
    const findings = () => kit.store.db.transaction((tx) => verifyRows(tx));
    expect((await findings()).broken).toEqual([]);
    const changed = { ...proposal.mend, find: ["div[data-lain]"] };
    const { id } = recipeProposals;
    await kit.store.db.update(recipeProposals).set({ mend: changed }).where(eq(id, proposal.id));
    expect((await findings()).broken.join()).toContain("recipe proposal");
    await kit.store.db.update(recipeProposals).set({ mend: proposal.mend }).where(eq(id, proposal.id));
  });

  test.each([
    ["a selector of everything", { find: ["*"] }],
    ["a selector of the page", { find: ["main"] }],
    ["a name", { find: ['div[aria-label="Budi Santoso"]'] }],
    ["a number", { find: ['div[data-testid="u1993"]'] }],
    ["an identity", { identity: [{ read: "attr:href" }] }],
    ["a permalink", { fields: { permalink: [{ at: "a", like: 0 }] } }],
    ["too many selectors", { find: ["li", "article", "a-b", "a-c"] }],
    ["an index beyond all recipes", { recipe: 50 }],
  ])("refuses a proposal with %s", async (_name, more) => {
    const { mend, ...rest } = sampleProposal();
    expect((await send(officer, { ...rest, mend: { ...mend, ...more } })).body.code).toBe("invalid-input");
  });

  test("refuses a proposal that is too large, and more than a day's limit from one person", async () => {
    const box = [0, 0, 10_000, 10_000];
    const boxes = Array.from({ length: limits.proposalPosts }, () => box);
    const outlines = { width: 1_280, height: 720, before: boxes, after: boxes };
    const eager = await kit.enrolled("officer", "Rajin");
    expect((await send(eager, { ...sampleProposal(), outlines })).status).toBe(200);
    expect(
      (await send(eager, { ...sampleProposal(), note: "x".repeat(limits.proposalBytes) })).body.code,
    ).toBe("too-large");
    for (let sent = 1; sent < limits.proposalsPerDay; sent++)
      expect((await send(eager, sampleProposal())).status).toBe(200);
    expect((await send(eager, sampleProposal())).body.code).toBe("too-many-requests");
    kit.clock.ms += 86_400_000;
    expect((await send(eager, sampleProposal())).status).toBe(200);
  });

  test("refuses more open proposals than people can look at", async () => {
    const codes = new Set<string | undefined>();
    for (let person = 0; person < limits.openProposals / limits.proposalsPerDay + 1; person++) {
      const device = await kit.enrolled("officer", `Petugas ${person}`);
      for (let sent = 0; sent < limits.proposalsPerDay; sent++)
        codes.add((await send(device, sampleProposal())).body.code);
    }
    expect([...codes]).toEqual([undefined, "too-many-requests"]);
    const { rowCount } = {
      rowCount: await kit.store.db.$count(recipeProposals, eq(recipeProposals.state, "open")),
    };
    expect(rowCount).toBe(limits.openProposals);
  });

  test("some people's proposals do not keep out another person's; the oldest of who has most gives way", async () => {
    const openOnes = () =>
      kit.store.db
        .select({ id: recipeProposals.id, personId: recipeProposals.personId })
        .from(recipeProposals)
        .where(eq(recipeProposals.state, "open"))
        .orderBy(recipeProposals.at, recipeProposals.id);
    while ((await openOnes()).length < limits.openProposals) {
      const device = await kit.enrolled("officer", "Banjir");
      for (let sent = 0; sent < limits.proposalsPerDay; sent++) await send(device, sampleProposal());
    }
    const before = await openOnes();
    const countOf = (personId: string) => before.filter((row) => row.personId === personId).length;
    const most = Math.max(...before.map(({ personId }) => countOf(personId)));
    const proposal = sampleProposal();
    const honest = await kit.enrolled("officer", "Jujur");
    expect((await send(honest, proposal)).body).toEqual({ id: proposal.id, state: "open" });
    expect((await send(honest, proposal)).body).toEqual({ id: proposal.id, state: "open" });
    const after = (await openOnes()).map(({ id }) => id);
    expect(after).toHaveLength(limits.openProposals);
    const gone = before.filter(({ id }) => !after.includes(id));
    expect(gone).toHaveLength(1);
    const [{ id = "", personId = "" } = {}] = gone;
    expect(countOf(personId)).toBe(most);
    expect(before.find((row) => row.personId === personId)?.id).toBe(id);
    expect((await entries()).slice(-2)).toMatchObject([
      { act: "recipe-proposal-displaced", by: "intake" },
      { act: "recipe-proposed", detail: { rows: { [`recipe_proposals/${proposal.id}`]: {} } } },
    ]);
    expect((await kit.store.db.transaction(verifyRows)).broken).toEqual([]);
  });
});
