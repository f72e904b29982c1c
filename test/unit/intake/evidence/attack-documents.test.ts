/** Attacks with documents: long texts on paper, and repeated requests with a letter's address. */

import { randomUUID } from "node:crypto";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRates, defaultRates } from "../../../../intake/core/rate-limits.ts";
import { createDocuments } from "../../../../intake/documents/documents.ts";
import { shortenForPdf } from "../../../../intake/documents/shorten-quotes.ts";
import { openTempFile } from "../../../../intake/documents/temp-file.ts";
import { createTranslator } from "../../../../intake/documents/translator.ts";
import { composeDossier } from "../../../../intake/exports/dossier/dossier.ts";
import { writers } from "../../../../intake/exports/export-formats.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import {
  type IntakeKit,
  readAnswer,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { done } from "../../../../utils/shared/contract/result.ts";
import { sampleCase } from "../../../support/case-contents.ts";
import { type Desk, deskOf } from "../../../support/desk-kit.ts";
import { approved, channelSamples, insertChannel } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe("a text of 100,000 characters", () => {
  const documents = createDocuments();

  /** The main thread's longest stop, and all that was written. */
  async function write(format: "pdf" | "html" | "json", value: string) {
    const fields = { ...evidence.fields, text: { value, source: "s" } };
    const { contents, waczKey } = await sampleCase({ bare: true, evidence: { fields } });
    const spool = await openTempFile();
    const tools = { documents, waczKey, language: "id", origin: "https://lapor.example" } as const;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    const written = await writers[format].write(contents, spool, tools);
    const tookMs = performance.now() - started;
    delay.disable();
    expect(written).toEqual(done);
    const text = Buffer.from(await new Response(spool.finish().stream()).arrayBuffer()).toString();
    return { text, tookMs, longestMs: delay.max / 1e6 };
  }

  test.each([
    ["CJK", "博彩网站现在注册".repeat(limits.textChars / 8)],
    ["one word", "a".repeat(limits.textChars)],
    ["Latin words", "daftar sekarang slot ".repeat(limits.textChars / 21)],
    ["Arabic", "السلام عليكم ".repeat(limits.textChars / 13)],
    ["emoji and letters", "a🎰".repeat(limits.textChars / 3)],
  ])(
    "becomes a PDF in bounded time in %s, and delays no other request",
    { timeout: 60_000 },
    async (_, value) => {
      const { text, tookMs, longestMs } = await write("pdf", value);
      expect(text.slice(0, 5)).toBe("%PDF-");
      expect(tookMs).toBeLessThan(30_000);
      expect(longestMs).toBeLessThan(1_000);
    },
  );

  test("is cut on paper between two characters, with a note about the cut", async () => {
    const value = `${"a".repeat(9_999)}🎰${"b".repeat(90_000)}`;
    const { contents } = await sampleCase({
      bare: true,
      evidence: { fields: { ...evidence.fields, text: { value, source: "s" } } },
    });
    for (const [language, words] of [
      ["id", "9.999 dari 100.001 karakter"],
      ["en", "9,999 of its 100,001 characters"],
    ] as const) {
      const speech = createTranslator(language);
      const whole = await composeDossier(contents.content, speech, { origin: "https://lapor.example" });
      const { blocks } = shortenForPdf(whole, speech);
      const at = blocks.findIndex(({ kind }) => kind === "quote");
      expect(blocks[at]).toMatchObject({ kind: "quote", text: "a".repeat(9_999) });
      expect(blocks[at + 1]).toMatchObject({ kind: "warning", text: expect.stringContaining(words) });
      expect(blocks).toHaveLength(whole.blocks.length + 1);
    }
  });

  test("is whole in HTML and JSON", async () => {
    const value = "博".repeat(limits.textChars);
    expect((await write("html", value)).text).toContain(value);
    expect((await write("json", value)).text).toContain(value);
  });
});

describe.each(engines)("a letter's address on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let two: [TestDevice, TestDevice];
  let ms = 0;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open(), undefined, { rates: createRates(defaultRates, () => ms) });
    const officer = await kit.enrolled("officer");
    two = [await kit.enrolled("supervisor", "Satu"), await kit.enrolled("supervisor", "Dua")];
    desk = deskOf(kit, { officer, reader: two[0] });
    await insertChannel(kit.store.db, channelSamples.mail, 1);
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  async function newLetter() {
    const item = await approved(desk, two);
    const made = await two[0].call("POST", "/v1/requests", { body: { id: randomUUID(), items: [item] } });
    const letter = await two[0].call("GET", `/v1/requests/${made.body.id}/letters/request/txt`);
    const address = /https?:\S+\/v1\/handed\/\S+\/pdf/.exec(new TextDecoder().decode(letter.body))?.[0] ?? "";
    const exports = async () => {
      const log: { act: string }[] = (await desk.read(item.caseId)).body.log;
      return log.filter(({ act }) => act === "evidence-exported").length;
    };
    return { address, exports };
  }
  const open = async (address: string) => readAnswer(await kit.app.request(address));

  test("returns a cached document, and logs one look an hour", async () => {
    const { address, exports } = await newLetter();
    const looks = await Promise.all([open(address), open(address), open(address)]);
    expect(looks.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { body } of looks) expect(Buffer.from(body).equals(Buffer.from(looks[0]?.body))).toBe(true);
    expect(await exports()).toBe(1);
    const started = performance.now();
    for (let look = 0; look < 5; look++) expect((await open(address)).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await exports()).toBe(1);
    kit.clock.ms += 3_600_000;
    expect((await open(address)).status).toBe(200);
    expect(await exports()).toBe(2);
  });

  test("is limited by its own rate, regardless of the caller's address", async () => {
    const { address } = await newLetter();
    const other = await newLetter();
    const statuses: number[] = [];
    for (let look = 0; look < 25; look++) statuses.push((await open(address)).status);
    expect(statuses).toEqual([...Array(20).fill(200), ...Array(5).fill(429)]);
    expect((await open(other.address)).status).toBe(200);
    ms += 30_000;
    expect((await open(address)).status).toBe(200);
  });
});
