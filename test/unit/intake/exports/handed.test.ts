/** Evidence for a platform: each sentence of a letter about an enclosure is true of what its address gives. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRates, defaultRates } from "../../../../intake/core/rate-limits.ts";
import { cases, files, reports } from "../../../../intake/db/schema/index.ts";
import {
  type IntakeKit,
  sampleNoPixels,
  sampleReport,
  startKit,
  type TestDevice,
  type UnsealedReport,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { ActionCode, CategoryCode } from "../../../../utils/shared/contract/category.ts";
import { categories, narrowestAction, order } from "../../../../utils/shared/policy/categories.ts";
import { isPlatformRequest } from "../../../../utils/shared/policy/decision-destinations.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { basesInForce } from "../../../../utils/shared/policy/legal-bases.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approved, channelSamples, insertChannel } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const pixels = new Uint8Array(
  encode({ width: 40, height: 20, data: new Uint8Array(40 * 20 * 3).fill(90), channels: 3 }),
);

const asked = order.flatMap((category) =>
  categories[category].actions
    .filter((action) => isPlatformRequest(action))
    .map((action) => [category, action] as const),
);

describe.each(engines)("evidence handed to a platform on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let two: [TestDevice, TestDevice];
  let officer: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    two = [await kit.enrolled("supervisor", "Satu"), await kit.enrolled("supervisor", "Dua")];
    desk = deskOf(kit, { officer, reader: two[0] });
    await insertChannel(kit.store.db, channelSamples.mail, 1);
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  type Lane = "received" | "not-received" | "frame" | "none";

  const basesIn = (category: CategoryCode) =>
    basesInForce(category, new Date(kit.clock.ms).toISOString()).map(({ id }) => id);

  async function sample(lane: Lane, category: CategoryCode): Promise<UnsealedReport> {
    if (category === "PORNO_ANAK") return sampleNoPixels();
    const size = { bytes: pixels.length, width: 40, height: 20 };
    const file = { sha256: await digestHex(pixels), type: "image/png", ...size } as const;
    const [taken, none] = [
      { state: "taken", file } as const,
      { state: "none", reason: "out-of-view" } as const,
    ];
    const picture = lane === "frame" || lane === "none" ? none : taken;
    const frame = lane === "frame" ? { frame: taken } : {};
    const basis = basesIn(category).slice(0, 1);
    return sampleReport({
      category,
      basis,
      action: narrowestAction(category),
      evidence: { picture, ...frame },
    });
  }

  interface Sent {
    caseId: string;
    requestId: string;
    itemId: string;
    reportId: string;
    /** The letter as text in each language. */
    texts: string[];
  }

  async function letterFor(
    lane: Lane,
    {
      category,
      action,
      reported = category,
    }: { category: CategoryCode; action: ActionCode; reported?: CategoryCode },
  ): Promise<Sent> {
    const body = await sample(lane, reported);
    const sent = await officer.call("POST", "/v1/reports", { body });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    const { caseId } = sent.body;
    if (reported !== "PORNO_ANAK" && (lane === "received" || lane === "frame"))
      await officer.call("PUT", `/v1/reports/${body.id}/files/${await digestHex(pixels)}`, {
        bytes: pixels,
        headers: { "Content-Type": "image/png" },
      });
    const verdict = {
      ...{ act: "approve", category, action, basis: basesIn(category).slice(0, 1) },
      ...{ reason: "Unsur terpenuhi menurut analisis.", ...groundsOf(category) },
    };
    const item = await approved(desk, two, { caseId, verdict });
    const made = await two[0].call("POST", "/v1/requests", { body: { id: randomUUID(), items: [item] } });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    const written = ["id", "en"].map(async (language) => {
      const path = `/v1/requests/${made.body.id}/letters/request/txt?language=${language}`;
      return new TextDecoder().decode((await two[0].call("GET", path)).body);
    });
    const [named] = made.body.letter.items;
    return {
      caseId,
      requestId: made.body.id,
      itemId: named.id,
      reportId: body.id,
      texts: await Promise.all(written),
    };
  }

  const addressIn = (text: string) => /^(?:Berkas bukti|Evidence file): (\S+)$/m.exec(text)?.[1];
  const pictureIn = (text: string) => /^(?:Tangkapan layar|Screenshot): (.+)$/m.exec(text)?.[1] ?? "";
  const fetchText = async (address: string) => {
    const answer = await kit.app.request(address);
    expect(answer.status, address).toBe(200);
    return answer.text();
  };
  const press = (address: string, sha256: string, method = "POST") =>
    kit.app.request(`${address}/gambar/${sha256}`, { method });

  /** Digests of the pictures that an address gives: in its file, and on its page after a press. */
  async function given(address: string): Promise<{ inFile: string[]; afterPress: string[] }> {
    const page = address.replace("/v1/handed/", "/bukti/").replace(/\/pdf$/, "");
    const file = await fetchText(`${page.replace("/bukti/", "/v1/handed/")}/html`);
    const shown = await fetchText(page);
    expect(shown).not.toContain("data:image");
    expect(shown).not.toContain("<img");
    const images = [...file.matchAll(/src="data:image\/png;base64,([^"]+)"/g)];
    const inFile = images.map(([, base64]) => digestHex(new Uint8Array(Buffer.from(base64 ?? "", "base64"))));
    const afterPress: string[] = [];
    for (const [, sha256] of shown.matchAll(/\/gambar\/([0-9a-f]{64})"/g)) {
      const opened = await press(page, sha256 ?? "");
      expect(opened.status).toBe(200);
      expect(opened.headers.get("Content-Type")).toBe("image/png");
      afterPress.push(await digestHex(new Uint8Array(await opened.arrayBuffer())));
    }
    return { inFile: await Promise.all(inFile), afterPress };
  }

  /** Checks each sentence of the letter about an enclosure against its address. */
  async function checkEnclosures({ texts }: Sent): Promise<string> {
    kit.intake.linkedDocuments.clear();
    for (const text of texts) {
      const [address, picture] = [addressIn(text), pictureIn(text)];
      const said =
        /^SHA-256 ([0-9a-f]{64}), (dalam berkas|in the evidence file|di halaman|on the evidence page)/.exec(
          picture,
        );
      const gives = address === undefined ? { inFile: [], afterPress: [] } : await given(address);
      const isOnPage = said?.[2] === "di halaman" || said?.[2] === "on the evidence page";
      expect(gives.inFile, picture).toEqual(said && !isOnPage ? [said[1]] : []);
      expect(gives.afterPress, picture).toEqual(said ? [said[1]] : []);
      if (address === undefined) continue;
      const file = await fetchText(`${address.replace("/bukti/", "/v1/handed/").replace(/\/pdf$/, "")}/html`);
      // The archive and the JSON file are not handed out.
      expect(file).not.toMatch(/WACZ|JSON/);
    }
    return pictureIn(texts[0] ?? "");
  }

  test.each(asked)(
    "%s, %s: the letter encloses what it lists, in both languages",
    async (category, action) => {
      const picture = await checkEnclosures(await letterFor("received", { category, action }));
      const { capture } = categories[category];
      if (capture === "C0") expect(picture).toContain("UU 44/2008");
      else expect(picture).toContain(capture === "C2" ? "di halaman bukti" : "dalam berkas bukti");
    },
  );

  test.each([
    ["JUDI", "not-received", "belum diterima"],
    ["PORNO", "not-received", "belum diterima"],
    ["JUDI", "none", "tidak dapat diambil"],
    ["PORNO", "none", "tidak dapat diambil"],
    ["JUDI", "frame", "dalam berkas bukti"],
    ["PORNO", "frame", "di halaman bukti"],
  ] as const)("%s with a picture %s: the letter states it", async (category, lane, words) => {
    const action = categories[category].actions.find((code) => isPlatformRequest(code)) as ActionCode;
    expect(await checkEnclosures(await letterFor(lane, { category, action }))).toContain(words);
  });

  test("a picture reported as adult material stays veiled under another decision", async () => {
    const sent = await letterFor("received", {
      category: "JUDI",
      action: "BATAS_WILAYAH",
      reported: "PORNO",
    });
    expect(await checkEnclosures(sent)).toContain("di halaman bukti");
  });

  test("deleted evidence is stated in a letter made later", async () => {
    const caseId = await desk.open(await sample("none", "JUDI"));
    const item = await approved(desk, two, { caseId });
    await kit.store.db
      .update(reports)
      .set({ evidenceDeletedAt: new Date(kit.clock.ms) })
      .where(eq(reports.caseId, caseId));
    const made = await two[0].call("POST", "/v1/requests", { body: { id: randomUUID(), items: [item] } });
    expect(made.body.letter.items[0].picture).toEqual({ none: "deleted" });
  });

  const adult = { category: "PORNO", action: "HAPUS_KEBIJAKAN" } as const;
  const logOf = async (caseId: string) =>
    (
      (await desk.read(caseId)).body.log as { act: string; by: string; detail: Record<string, unknown> }[]
    ).filter(({ detail }) => detail.format === "picture");

  test("adult pictures need a press, and each opening is logged with the platform, file and letter", async () => {
    const sent = await letterFor("received", adult);
    const address = addressIn(sent.texts[0] ?? "") ?? "";
    const sha256 = await digestHex(pixels);
    expect(address).toMatch(/\/bukti\//);
    // Mail scanners fetch by GET.
    expect((await press(address, sha256, "GET")).status).toBe(404);
    expect((await fetchText(address)).includes(sha256)).toBe(true);
    expect(await logOf(sent.caseId)).toEqual([]);
    for (const count of [1, 2]) {
      const opened = await press(address, sha256);
      expect(opened.headers.get("Content-Security-Policy")).toBe("default-src 'none'; sandbox");
      expect(opened.headers.get("Cache-Control")).toBe("no-store");
      expect(new Uint8Array(await opened.arrayBuffer())).toEqual(pixels);
      const log = await logOf(sent.caseId);
      expect(log).toHaveLength(count);
      expect(log.at(-1)).toMatchObject({
        ...{ act: "evidence-exported", by: "platform x" },
        detail: { sha256, request: sent.requestId, item: sent.itemId, bytes: pixels.length },
      });
    }
    for (const wrong of ["0".repeat(64), "..%2f..%2fetc", "A"])
      expect((await press(address, wrong)).status).toBe(404);
    expect(await logOf(sent.caseId)).toHaveLength(2);
  });

  test.each([
    ["adult", adult, 0],
    ["reported as adult", { category: "JUDI", action: "BATAS_WILAYAH", reported: "PORNO" }, 0],
    ["other", { category: "JUDI", action: "BATAS_WILAYAH" }, 1],
  ] as const)(
    "an administrator's copy of a letter has no address of a picture they may not open: %s",
    async (_, wanted, count) => {
      const { requestId, texts } = await letterFor("received", wanted);
      expect(texts.map(addressIn)).toEqual([expect.any(String), expect.any(String)]);
      const admin = await kit.enrolled("admin");
      for (const format of ["txt", "html", "jws", "csv", "json", "xarf", "flag", "dsa"])
        for (const language of ["id", "en"]) {
          const path = `/v1/requests/${requestId}/letters/request/${format}?language=${language}`;
          const copy = await admin.call("GET", path);
          expect(copy.status, format).toBe(200);
          const text =
            copy.body instanceof Uint8Array ? new TextDecoder().decode(copy.body) : JSON.stringify(copy.body);
          const links = text.match(/\/(?:bukti|v1\/handed)\/[\w.-]+/g) ?? [];
          expect(links, format).toHaveLength(["txt", "html"].includes(format) ? count : 0);
        }
      const whole = JSON.stringify((await admin.call("GET", `/v1/requests/${requestId}`)).body);
      expect(whole).not.toMatch(/\/bukti\/|\/v1\/handed\//);
    },
  );

  test("the page closes with its time, its request, its evidence, and in the no-pixels lane", async () => {
    const sent = await letterFor("received", adult);
    const address = addressIn(sent.texts[0] ?? "") ?? "";
    const sha256 = await digestHex(pixels);
    const statusOf = async () => [
      (await press(address, sha256)).status,
      (await kit.app.request(address)).status,
    ];
    expect(await statusOf()).toEqual([200, 200]);
    const wasMs = kit.clock.ms;
    kit.clock.ms += 61 * 24 * 3_600_000;
    expect(await statusOf()).toEqual([404, 404]);
    kit.clock.ms = wasMs;
    const { db } = kit.store;
    for (const [close, open] of [
      [
        () => db.update(cases).set({ withheld: true }).where(eq(cases.id, sent.caseId)),
        () => db.update(cases).set({ withheld: false }).where(eq(cases.id, sent.caseId)),
      ],
      [
        () => db.update(reports).set({ evidenceDeletedAt: new Date() }).where(eq(reports.id, sent.reportId)),
        () => db.update(reports).set({ evidenceDeletedAt: null }).where(eq(reports.id, sent.reportId)),
      ],
    ] as const) {
      await close();
      expect(await statusOf()).toEqual([404, 200]);
      expect(await fetchText(address)).not.toContain("/gambar/");
      await open();
    }
    expect(await statusOf()).toEqual([200, 200]);
    await db.delete(files).where(eq(files.reportId, sent.reportId));
    expect(await statusOf()).toEqual([404, 200]);
    await two[0].call("POST", `/v1/requests/${sent.requestId}/withdrawal`, {
      body: { id: randomUUID(), reason: "Dibatalkan." },
    });
    expect(await statusOf()).toEqual([404, 404]);
  });

  test.each([false, true])("only a confirmed reversal ends the address (blind: %s)", async (blind) => {
    kit.intake.blindConfirm = blind;
    const sent = await letterFor("received", { category: "JUDI", action: "BATAS_WILAYAH" });
    const address = (addressIn(sent.texts[0] ?? "") ?? "").replace(/pdf$/, "html?language=en");
    const approval = "Approved and confirmed by two supervisors";
    expect(await fetchText(address)).toContain(approval);
    const [{ id: reverses }] = (await desk.read(sent.caseId)).body.decisions;
    const [three, four] = [await kit.enrolled("supervisor"), await kit.enrolled("supervisor")];
    const verdict = { ...verdicts.reject, reverses, reason: "Ternyata sah." };
    const proposed = await desk.decide(three, sent.caseId, verdict);
    const during = await fetchText(address);
    expect(during).toContain(approval);
    for (const words of ["is not final", "not a request", "Ternyata sah."])
      expect(during).not.toContain(words);
    // That of the approval.
    expect(during.match(/Decision proposed/g)).toHaveLength(1);
    expect((await desk.answer(three, proposed.body.id, "undo")).status).toBe(200);
    expect(await fetchText(address)).toContain(approval);
    const again = await desk.decide(three, sent.caseId, verdict);
    expect((await desk.answer(four, again.body.id, "confirm")).status).toBe(200);
    expect((await kit.app.request(address)).status).toBe(404);
    kit.intake.blindConfirm = false;
  });

  test("a link that has expired, is unknown, or is opened too often answers people with a page and programs with JSON", async () => {
    const sent = await letterFor("received", { category: "JUDI", action: "BATAS_WILAYAH" });
    const address = addressIn(sent.texts[0] ?? "") ?? "";
    const browser = { headers: { Accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };
    const asPerson = async (path = address) => {
      const answer = await kit.app.request(path, browser);
      return { status: answer.status, type: answer.headers.get("Content-Type"), text: await answer.text() };
    };
    expect(await asPerson()).toMatchObject({ status: 200, type: "application/pdf" });
    kit.intake.rates = createRates(
      { ...defaultRates, handed: { perSecond: 0.01, burst: 1 } },
      () => kit.clock.ms,
    );
    await kit.app.request(address);
    const often = await asPerson();
    expect(often).toMatchObject({ status: 429, type: "text/html; charset=utf-8" });
    expect(often.text).toContain("Terlalu sering dibuka");
    expect((await kit.app.request(address, browser)).headers.get("Retry-After")).toMatch(/^\d+$/);
    kit.intake.rates = undefined;
    kit.clock.ms += 61 * 24 * 3_600_000;
    for (const path of [address, address.replace(/handed\/[^/]+/, "handed/a.b.c")]) {
      const gone = await asPerson(path);
      expect(gone.type, path).toBe("text/html; charset=utf-8");
      for (const words of [
        "Bukti ini tidak tersedia",
        "nomor surat",
        '<section lang="en">',
        "This evidence is not",
      ])
        expect(gone.text).toContain(words);
      expect(gone.text).not.toContain("a.b.c");
      const read = await kit.app.request(path);
      expect(read.headers.get("Content-Type")).toBe("application/problem+json");
      expect(read.status).toBe(gone.status);
    }
    expect((await kit.app.request(address, browser)).headers.get("Content-Security-Policy")).toContain(
      "default-src 'none'",
    );
  });

  test("endless presses are refused, so that they cannot fill a case's log", async () => {
    const sent = await letterFor("received", adult);
    const address = addressIn(sent.texts[0] ?? "") ?? "";
    kit.intake.rates = createRates(
      { ...defaultRates, handed: { perSecond: 0.1, burst: 3 } },
      () => kit.clock.ms,
    );
    const statuses = [];
    for (let count = 0; count < 5; count++)
      statuses.push((await press(address, await digestHex(pixels))).status);
    kit.intake.rates = undefined;
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(await logOf(sent.caseId)).toHaveLength(3);
  });
});
