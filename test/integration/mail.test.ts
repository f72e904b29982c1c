/** Letters through Postfix into a mailbox of Dovecot, and what comes back. */

import tls from "node:tls";
import { createTransport } from "nodemailer";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgres } from "../../intake/db/open.ts";
import type { Store } from "../../intake/db/store.ts";
import { readSending } from "../../intake/delivery/delivery-settings.ts";
import { readMail } from "../../intake/delivery/read-mail.ts";
import { recordMail } from "../../intake/delivery/record-mail.ts";
import { mailOptions } from "../../intake/delivery/send-message.ts";
import { loadChannels } from "../../intake/requests/store/channels.ts";
import { requestLetters } from "../../intake/requests/store/deliver-requests.ts";
import { type IntakeKit, origin, startKit } from "../../scripts/dev/kits/intake-kit.ts";
import { type PostgresServer, startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { channelFile } from "../../utils/shared/contract/platform-channel.ts";
import { deskOf } from "../support/desk-kit.ts";
import { channelsTo, type RequestKit, requestKit } from "../support/request-kit.ts";
import { whyNot } from "./counterparts.ts";
import { MailServers, mailboxes } from "./mail-servers.ts";

const [ours, theirs] = mailboxes;
const skip = whyNot("mail", {
  programs: {
    postfix: "postfix",
    dovecot: "dovecot-imapd",
    lmtp: "dovecot-lmtpd",
    curl: "curl",
    openssl: "openssl",
  },
  root: true,
});

test("a password is sent to another machine over TLS only", () => {
  expect(mailOptions("smtp://kirim:rahasia@mx.example.go.id:587").requireTLS).toBe(true);
  expect(mailOptions("smtp://kirim:rahasia@localhost").requireTLS).toBe(false);
  expect(mailOptions("smtp://mx.example.go.id").requireTLS).toBe(false);
});

describe.skipIf(skip)("a letter through Postfix to Dovecot", () => {
  let servers: MailServers;
  let postgres: PostgresServer;
  let store: Store;
  let kit: IntakeKit;
  let made: RequestKit;
  const read = { ours: 0, theirs: 0 };

  beforeAll(async () => {
    servers = await MailServers.start();
    postgres = await startPostgres();
    store = await openPostgres(await postgres.createDatabase());
    const sending = readSending(servers.url(), `Kominfo <${ours}>`, origin);
    kit = await startKit(store, undefined, { sending });
    const officer = await kit.enrolled("officer", "Siti");
    const one = await kit.enrolled("supervisor", "Budi");
    const two = await kit.enrolled("supervisor", "Ani");
    made = await requestKit(kit, deskOf(kit, { officer, reader: one }), [one, two]);
  });
  afterAll(async () => {
    await kit?.close();
    await store?.close();
    await postgres?.stop();
    await servers?.stop();
  });

  const send = () => kit.intake.dispatcher.run(new AbortController().signal);
  const record = async (bytes: Uint8Array) =>
    recordMail(kit.store.db, requestLetters, await readMail(bytes), kit.intake.now());

  test("waits while the server's certificate is not trusted, and goes when it is", async () => {
    const id = await made.make({ channel: "x-surel" });
    await send();
    const [waiting] = await made.letters(id);
    expect(waiting).toMatchObject({
      state: "queued",
      attempts: 1,
      answer: expect.stringMatching(/certificate/),
    });
    tls.setDefaultCACertificates([...tls.getCACertificates("default"), servers.certificate]);
    kit.clock.ms += 3_600_000;
    await send();
    expect((await made.letters(id))[0]).toMatchObject({
      state: "sent",
      answer: expect.stringMatching(/^250 /),
    });

    const raw = await servers.newest(theirs, ++read.theirs);
    const mail = await PostalMime.parse(raw);
    const [letter] = await made.letters(id);
    expect(mail.messageId).toBe(letter?.messageId);
    expect(mail.attachments.map(({ mimeType }) => mimeType)).toEqual([
      "application/pdf",
      "application/pdf",
      "application/jose",
    ]);
    const { jws } = await made.row(id);
    expect(new TextDecoder().decode(mail.attachments[2]?.content as ArrayBuffer)).toBe(jws);
    // The connection was encrypted and the sender known.
    expect(servers.log()).toMatch(/sasl_method=\w+, sasl_username=permintaan@lapor.test/);
    expect(mail.headers.find(({ key }) => key === "received")?.value).toMatch(/ESMTPSA|LMTP/);

    const receipt = await servers.newest(ours, ++read.ours);
    // Postfix handed it to a server without receipts: no proof that the mailbox has it.
    const { what, about, envelope } = await readMail(receipt);
    expect({ what, about }).toEqual({ what: "waiting", about: [letter?.messageId] });
    expect(envelope).toMatch(new RegExp(`^${letter?.id}[.]`));
    expect((await made.row(id)).state).toBe("sent");
  });

  test("voids the clock when the mailbox does not exist and the letter comes back", async () => {
    const [channel] = channelsTo() as { to: string[] }[];
    const gone = { ...channel, to: ["tidak-ada@x.test"] };
    await loadChannels(store.db, channelFile.parse([gone]), kit.intake.now());
    const id = await made.make({ channel: "x-surel" });
    await send();
    expect((await made.letters(id))[0]?.state).toBe("sent");
    const bounce = await servers.newest(ours, ++read.ours);
    expect(await record(bounce)).toEqual({ request: id, what: "bounced", noted: false });
    expect(await made.row(id)).toMatchObject({ state: "undelivered", sentAt: null, dueAt: null });
    await loadChannels(store.db, channelFile.parse([channel]), kit.intake.now());
  });

  test("notes a person's reply as an answer", async () => {
    const id = await made.make({ channel: "x-surel" });
    await send();
    const mail = await PostalMime.parse(await servers.newest(theirs, ++read.theirs));
    await servers.newest(ours, ++read.ours);
    const platform = createTransport({ url: servers.url(theirs) });
    await platform.sendMail({
      from: theirs,
      to: ours,
      subject: `Re: ${mail.subject}`,
      inReplyTo: mail.messageId ?? "",
      text: "Sudah kami terima.",
    });
    platform.close();
    const reply = await readMail(await servers.newest(ours, ++read.ours));
    expect(reply).toMatchObject({ what: "reply", automatic: false });
    expect(await recordMail(store.db, requestLetters, reply, kit.intake.now())).toMatchObject({
      request: id,
      what: "reply",
    });
  });

  test("waits with a wrong password, and the answer does not name it", async () => {
    const wrong = readSending(servers.url(ours, "salah-sekali"), `Kominfo <${ours}>`, origin);
    const other = await startKit(store, undefined, { sending: wrong });
    const id = await made.make({ channel: "x-surel" });
    other.clock.ms = kit.clock.ms;
    await other.intake.dispatcher.run(new AbortController().signal);
    const [letter] = await made.letters(id);
    expect(letter).toMatchObject({ state: "queued", answer: expect.stringMatching(/535/) });
    expect(letter?.answer).not.toContain("salah-sekali");
    await other.close();
  });
});
