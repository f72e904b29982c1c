/** People from a file: wrong lines by number, all or none, run twice, and codes by mail. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { adminCommand } from "../../../../intake/admin/commands.ts";
import { printAnswer } from "../../../../intake/admin/print.ts";
import { runAdminCommand } from "../../../../intake/admin/run-command.ts";
import { readConfig } from "../../../../intake/config.ts";
import type { Store } from "../../../../intake/db/store.ts";
import { enrolment, type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { type MailServer, startMailServer } from "../../../../scripts/dev/kits/mail-server.ts";
import { keepBase } from "../../../support/reset.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let store: Store;
  let reset: () => Promise<void>;
  let kit: IntakeKit;
  let mails: MailServer;
  let folder: string;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    store = await stores.open();
    reset = await keepBase(store.db);
    mails = await startMailServer();
  }, 120_000);
  beforeEach(async () => {
    mails.received.length = 0;
    mails.behaviour = "well";
    folder = await mkdtemp(join(tmpdir(), "lapor-import-"));
    await kit?.close();
    await reset();
    // Commands are given by the clock of the machine.
    kit = await startKit(store, undefined, { now: () => new Date() });
  }, 60_000);
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
    await mails?.close();
  });

  /** Runs a command as the command line does. */
  async function say(command: string, options: object = {}, settings: Record<string, string> = {}) {
    const asked = adminCommand.parse({ command, ...options });
    const config = readConfig({ DATA_DIR: folder, ORG_NAME: "Kementerian Contoh", ...settings });
    const opened = { store: kit.store, config, address: "https://intake.test" };
    const answer = await runAdminCommand(opened, asked, () => undefined);
    // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
    return { answer: answer as any, printed: printAnswer(asked, JSON.parse(JSON.stringify(answer))) };
  }
  const withMail = () => ({ SMTP_URL: mails.url, MAIL_FROM: "lapor@example.go.id" });
  const importFile = (text: string, more: object = {}, settings: Record<string, string> = {}) =>
    say("import-people", { text, ...more }, settings);
  const names = async (): Promise<string[]> =>
    (await say("people")).answer.people.map(({ name }: { name: string }) => name).sort();
  const codeIn = (text: string) => {
    const flat = text.replaceAll("=\r\n", "");
    return /https:\/\/intake\.test\/daftar#([A-Z2-7]{26})/.exec(flat)?.[1] ?? "";
  };
  const codesOf = async (text: string): Promise<{ code: string }[]> =>
    (await importFile(text)).answer.invitations.map(({ address }: { address: string }) => ({
      code: codeIn(address),
    }));
  const people = "name,role,email\nAni,officer,ani@example.go.id\nBudi,supervisor,budi@example.go.id\n";

  test("changes nothing if one line is wrong, or in a dry run", async () => {
    const { answer, printed } = await importFile(`${people}Citra,officer,\nDewi,officer,x@`);
    expect(answer).toEqual({ ok: false, wrong: [{ line: 5, problem: expect.stringContaining("email") }] });
    expect(printed).toMatch(/^Line 5: email .*\nNothing was changed\. Wrong lines: 1\.$/);
    const unknown = await importFile("name,role,unit\nAni,officer,\nBudi,officer,Judi\n");
    expect(unknown.answer.wrong).toEqual([
      { line: 3, problem: 'there is no unit Judi: lapor units set "Judi"' },
    ]);
    const dry = await importFile(people, { dryRun: true });
    expect(dry.printed).toContain("2 new");
    expect(dry.printed).toContain("Nothing was changed.");
    expect(await names()).toEqual([]);
  });

  test("enrols each person once, also when it is run twice or by two at once", async () => {
    await say("unit", { name: "Judi" });
    const many = Array.from({ length: 300 }, (_, no) => `Petugas ${no},officer,`).join("\n");
    const text = `name,role,unit\nAni,officer,Judi\n${many}\n`;
    const [one, other] = await Promise.all([importFile(text), importFile(text)]);
    expect(one.answer.ok && other.answer.ok).toBe(true);
    expect((await say("codes")).answer.codes).toHaveLength(301);
    const listedNames = await names();
    expect(listedNames).toHaveLength(301);
    expect(new Set(listedNames).size).toBe(301);
    const again = await importFile(text);
    expect(again.answer.invitations).toEqual([]);
    expect(again.printed).toContain("301 with an unused code");
    const listed = (await say("people")).answer.people;
    expect(listed.find(({ name }: { name: string }) => name === "Ani").unit).toBe("Judi");
    expect((await say("verify")).answer.ok).toBe(true);
  });

  test("an address of the file enrols a browser; a person without a valid code gets another", async () => {
    const { answer } = await importFile("name,role\nAni,officer\nBudi,officer");
    const codes = answer.invitations.map(({ address }: { address: string }) => codeIn(address));
    const device = await kit.newDevice();
    const enrolled = await device.call("POST", "/v1/enrolments", { body: enrolment(codes[0]) });
    expect(enrolled.status).toBe(200);
    await say("revoke", { code: codes[1] });
    const again = await importFile("name,role\nANI,officer\nBudi,officer");
    expect(again.answer.counts).toEqual({ new: 0, "without-device": 1, invited: 0, enrolled: 1 });
    expect(again.answer.invitations).toMatchObject([{ line: 3, name: "Budi" }]);
    expect(await names()).toEqual(["Ani", "Budi"]);
  });

  test("gives no code to a person whose device was revoked", async () => {
    const text = "name,role\nAni,supervisor";
    const [invitation] = (await importFile(text)).answer.invitations;
    const device = await kit.newDevice();
    await device.call("POST", "/v1/enrolments", { body: enrolment(codeIn(invitation.address)) });
    await say("revoke", { person: invitation.person });
    expect((await importFile(text)).answer.invitations).toEqual([]);
  });

  test("does not take a namesake in another unit or of another affiliation for the person of the file", async () => {
    await say("unit", { name: "Judi" });
    await say("unit", { name: "Hoaks" });
    const before = "name,role,unit,affiliation\nBudi,officer,Judi,\nRina,panelist,,ministry";
    for (const { code } of await codesOf(before)) await say("revoke", { code });
    const other = await importFile(
      "name,role,unit,affiliation\nBudi,officer,Hoaks,\nRina,panelist,,civil-society",
    );
    expect(other.answer.wrong).toEqual([
      { line: 2, problem: expect.stringContaining("in unit Judi") },
      { line: 3, problem: expect.stringContaining("for ministry") },
    ]);
  });

  test("makes no second account for a person whose role changed since the file was written", async () => {
    const text = "name,role\nAni,officer\nBudi,officer";
    const [ani] = (await importFile(text)).answer.invitations;
    await say("role", { person: ani.person, role: "supervisor" });
    expect((await importFile(text)).answer).toEqual({
      ok: false,
      wrong: [{ line: 2, problem: expect.stringContaining("Ani is there already, as supervisor") }],
    });
    expect(await names()).toEqual(["Ani", "Budi"]);
  });

  test("sends codes by mail and prints none", async () => {
    const { answer, printed } = await importFile(people, { mail: true }, withMail());
    expect(mails.received.map(({ envelope }) => envelope.rcptTo[0]?.address)).toEqual([
      "ani@example.go.id",
      "budi@example.go.id",
    ]);
    const code = codeIn(mails.received[0]?.text ?? "");
    expect(code).not.toBe("");
    expect(JSON.stringify(answer) + printed).not.toContain(code);
    expect(printed).toContain("Mails accepted by the mail server: 2.");
    const unfolded = (mails.received[0]?.text ?? "").replaceAll("=\r\n", "");
    expect(unfolded.match(/\d\d\.\d\d WIB[^.]*\./g)).toEqual([
      expect.stringMatching(/^\d\d\.\d\d WIB\.$/),
      expect.stringMatching(/^\d\d\.\d\d WIB\.$/),
    ]);
    const device = await kit.newDevice();
    expect((await device.call("POST", "/v1/enrolments", { body: enrolment(code) })).status).toBe(200);
  });

  test("lists mails that were not accepted, refuses their codes, and sends new ones later", async () => {
    mails.behaviour = "refuses-message";
    const failed = await importFile(people, { mail: true }, withMail());
    expect(failed.answer.ok).toBe(false);
    expect(failed.printed).toContain("Line 2: no mail to ani@example.go.id: 554");
    expect((await say("codes")).answer.codes).toEqual([]);
    mails.behaviour = "well";
    const again = await importFile(people, { mail: true }, withMail());
    expect(again.printed).toContain("Mails accepted by the mail server: 2.");
    expect(await names()).toEqual(["Ani", "Budi"]);
    expect((await say("codes")).answer.codes).toHaveLength(2);
  });

  test("stops sending after three failures in a row", async () => {
    const away = { SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "lapor@example.go.id" };
    const rows = ["A", "B", "C", "D", "E"].map((name) => `${name},officer,${name}@example.go.id`);
    const { answer } = await importFile(["name,role,email", ...rows].join("\n"), { mail: true }, away);
    const reasons = answer.invitations.map(({ failed }: { failed: string }) => failed);
    expect(reasons.filter((one: string) => one.includes("ECONNREFUSED"))).toHaveLength(3);
    expect(reasons.slice(3)).toEqual(Array(2).fill("not tried, because the mails before it failed"));
  });

  test("refuses --mail without a mail server or an email, and changes nothing", async () => {
    await expect(importFile(people, { mail: true })).rejects.toThrow("SMTP_URL and MAIL_FROM are not set");
    const { answer } = await importFile("name,role\nAni,officer", { mail: true }, withMail());
    expect(answer.wrong).toEqual([{ line: 2, problem: "email is required with --mail" }]);
    await expect(say("enrol", { role: "officer", name: "X", mail: "x@example.go.id" })).rejects.toThrow(
      "SMTP_URL",
    );
    expect(await names()).toEqual([]);
  });

  test("enrol sends one code by mail, and refuses it if the mail is refused", async () => {
    const options = { role: "officer", name: "Ani", mail: "ani@example.go.id" };
    const { answer, printed } = await say("enrol", options, withMail());
    const code = codeIn(mails.received[0]?.text ?? "");
    expect(answer).not.toHaveProperty("code");
    expect(printed).toContain("accepted by the mail server for ani@example.go.id");
    expect(code).not.toBe("");
    mails.behaviour = "refuses-address";
    await expect(say("enrol", { ...options, name: "Budi" }, withMail())).rejects.toThrow(
      /No mail to ani@example\.go\.id: 550 .*enrol --person [0-9a-f-]{36}/,
    );
    expect((await say("codes")).answer.codes).toHaveLength(1);
  });

  test("enrol prints the address as a QR code", async () => {
    const { printed } = await say("enrol", { role: "officer", name: "Ani", qr: true });
    expect(printed).toMatch(/[█▀▄]{10}/);
    expect((await say("enrol", { role: "officer", name: "Budi" })).printed).not.toMatch(/[█▀▄]/);
  });
});
