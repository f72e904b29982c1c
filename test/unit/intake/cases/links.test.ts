/** A case's links: other cases with the same host, and people's notes on the pages. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkLooks, reports } from "../../../../intake/db/schema/index.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  startKit,
  type TestDevice,
  type UnsealedReport,
  withoutText,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { Link } from "../../../../utils/shared/contract/evidence.ts";
import { hostOf, hostsOf } from "../../../../utils/shared/policy/link-host.ts";
import { type Desk, deskOf } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

test("uses the visible host if a site wraps its links", () => {
  expect(hostOf({ address: "https://www.Laman.example/a?b" })).toBe("laman.example");
  expect(hostOf({ address: "https://t.co/x1", shown: "laman.example/promo…" })).toBe("laman.example");
  expect(hostOf({ address: "https://t.co/x1", shown: "klik" })).toBe("t.co");
  expect(hostOf({ address: "https://t.co/x1" })).toBe("t.co");
  const twice = [{ address: "https://a.example/1" }, { address: "http://a.example/2" }];
  expect(hostsOf([...twice, { address: "https://b.example/" }])).toEqual(["a.example", "b.example"]);
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let second: TestDevice;
  let ofDrugs: TestDevice;
  let desk: Desk;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const unit = { name: "Narkotika", sites: null, categories: ["NARKOTIKA" as const], languages: null };
    await saveUnit(kit.store.db, unit, new Date());
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
    second = await kit.enrolled("supervisor", "Ani");
    ofDrugs = await kit.enrolled("supervisor", "Rudi", "Narkotika");
    desk = deskOf(kit, { officer, reader: supervisor });
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const linking = (host: string, given: UnsealedReport = withoutText()): UnsealedReport => {
    const links: Link[] = [{ address: `https://www.${host}/promo` }, { address: `https://${host}/lain` }];
    const { evidence } = given;
    const fields = { ...evidence.fields, links: { value: links, source: "a[href]" } };
    return { ...given, evidence: { ...evidence, fields } };
  };
  const plain = (): UnsealedReport => {
    const given = withoutText();
    const { links: _, ...fields } = given.evidence.fields;
    return { ...given, evidence: { ...given.evidence, fields } };
  };
  const send = async (report: UnsealedReport): Promise<string> => {
    const sent = await officer.call("POST", "/v1/reports", { body: report });
    if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
    return sent.body.caseId;
  };
  const read = async (id: string, by = supervisor) => (await by.call("GET", `/v1/cases/${id}/links`)).body;
  const look = (host: string, given: object = {}) => ({
    ...{ id: randomUUID(), host, page: "empty", advertisements: 14, covering: true },
    ...given,
  });
  const note = (id: string, body: object, by = supervisor) =>
    by.call("POST", `/v1/cases/${id}/link-looks`, { body });

  test("counts and names other cases with the same host, within the unit's scope", async () => {
    const [one, two] = [await send(linking("ramai.example")), await send(linking("ramai.example"))];
    await send(linking("sepi.example"));
    const drug = await send({
      ...linking("ramai.example"),
      ...{ category: "NARKOTIKA", action: "HAPUS_KEBIJAKAN", basis: ["uu-35-2009"] },
    });
    const links = await read(one);
    expect(links.mayLook).toBe(true);
    expect(links.hosts).toMatchObject([
      {
        host: "ramai.example",
        addresses: ["https://www.ramai.example/promo", "https://ramai.example/lain"],
        elsewhere: {
          cases: 2,
          more: false,
          newest: expect.arrayContaining([expect.objectContaining({ caseId: two })]),
        },
        looks: [],
      },
    ]);
    expect((await read(drug, ofDrugs)).hosts).toMatchObject([{ elsewhere: { cases: 0, newest: [] } }]);
    expect((await ofDrugs.call("GET", `/v1/cases/${one}/links`)).problem).toBe("not-found");
    expect(await read(await send(plain()))).toMatchObject({ hosts: [] });
  });

  test("stores a finding once with its author, and logs it without the host", async () => {
    const id = await send(linking("iklan.example"));
    const body = look("iklan.example", { note: "Hanya dua kalimat." });
    const said = (await note(id, body)).body;
    expect(said).toMatchObject({ page: "empty", advertisements: 14, covering: true, by: "Budi" });
    expect((await note(id, body)).body).toEqual(said);
    expect((await note(id, { ...body, advertisements: 2 })).problem).toBe("conflict");
    expect((await note(id, look("lain.example"))).problem).toBe("not-found");
    expect((await note(id, look("iklan.example"), officer)).problem).toBe("role-forbidden");
    expect((await note(id, look("iklan.example"), ofDrugs)).problem).toBe("not-found");
    expect((await read(id)).hosts[0].looks).toEqual([said]);
    const { log } = (await supervisor.call("GET", `/v1/cases/${id}`)).body;
    const entries = log.filter(({ act }: { act: string }) => act === "link-looked");
    expect(entries).toMatchObject([{ by: "Budi", detail: { page: "empty", advertisements: 14 } }]);
    expect(JSON.stringify(entries)).not.toContain("iklan.example");
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("follows the case in a merge, and returns in a split", async () => {
    const [older, younger] = [await send(plain()), await send(linking("pindah.example"))];
    await note(younger, look("pindah.example"));
    const regroup = (id: string, body: object) =>
      supervisor.call("POST", `/v1/cases/${id}/likeness`, { body: { ...body, reason: "Video yang sama." } });
    await regroup(older, { act: "merge", with: younger });
    expect((await read(older)).hosts[0].looks).toHaveLength(1);
    await regroup(older, { act: "split", merged: younger });
    expect((await read(older)).hosts).toEqual([]);
    expect((await read(younger)).hosts[0].looks).toHaveLength(1);
  });

  test("deletes links in the no-pixels lane", async () => {
    const id = await send(linking("hilang.example"));
    await note(id, look("hilang.example", { note: "Kata." }));
    const change = { act: "recategorise", category: "PORNO_ANAK", reason: "Dinilai ulang." };
    const decided = await desk.decide(supervisor, id, change);
    expect((await desk.answer(second, decided.body.id, "confirm")).status).toBe(200);
    expect(await read(id)).toEqual({ hosts: [], mayLook: false });
    expect((await note(id, look("hilang.example"))).problem).toBe("not-found");
    const [kept] = await kit.store.db.select().from(linkLooks).where(eq(linkLooks.caseId, id));
    expect(kept).toMatchObject({ host: "", note: null, page: "empty" });
    const [report] = await kit.store.db.select().from(reports).where(eq(reports.caseId, id));
    expect(report?.hosts).toEqual([]);
  });
});
