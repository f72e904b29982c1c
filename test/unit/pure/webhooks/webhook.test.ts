/** Permitted webhook addresses, the meaning of answers, and the settings for sending. */

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readConfig } from "../../../../intake/config.ts";
import { isPrivate, lookupPublic } from "../../../../intake/core/private-address.ts";
import { createWebhook } from "../../../../intake/delivery/send-message.ts";
import { sign } from "../../../../intake/webhooks/signed-request.ts";
import { channelFile } from "../../../../utils/shared/contract/platform-channel.ts";

const now = () => new Date("2026-11-25T03:00:00.000Z");
const secret = "s".repeat(40);
const send = (address: string, isLocal: boolean, timeoutMs = 1_000) =>
  createWebhook({ now, isLocal, timeoutMs })({ json: { a: 1 } }, { address, secret }, { dispatchId: "d" });

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

/** Answers each connection with these bytes and keeps it open. */
async function says(text: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.write(text));
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("an address", () => {
  test.each([
    ...["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
    ...["::1", "::", "fc00::1", "fe80::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1"],
    ...["::7f00:1", "2001:0:a00:1::1", "::ffff:0:7f00:1"],
    ...["2002:a00:1::", "224.0.0.1", "255.255.255.255", "no address"],
  ])("%s lies inside", (address) => {
    expect(isPrivate(address)).toBe(true);
  });

  test.each(["1.1.1.1", "172.32.0.1", "2606:4700::1111", "::ffff:1.1.1.1"])("%s lies outside", (address) => {
    expect(isPrivate(address)).toBe(false);
  });

  test("is detected when a name is looked up, whatever the name is", async () => {
    for (const all of [true, false]) {
      const error = await new Promise((resolve) => lookupPublic("localhost", { all }, resolve));
      expect(error).toMatchObject({ name: "InsideAddress" });
    }
  });
});

describe("a webhook", () => {
  test.each([
    ["http://platform.example/kait", "the address is not https"],
    ["https://10.0.0.1/kait", "the address is private"],
    ["https://[::ffff:7f00:1]/kait", "the address is private"],
    ["https://2130706433/kait", "the address is private"],
    ["http://127.0.0.1:9/kait", "the address is private"],
    ["https://localhost/kait", "the address is private"],
  ])("cannot lead to %s from a public intake", async (address, answer) => {
    expect(await send(address, false)).toEqual({ outcome: "refused", answer });
  });

  test("is tried again if it does not answer or closes", async () => {
    expect(await send(await says(""), true, 200)).toMatchObject({ outcome: "later" });
    expect(await send("http://127.0.0.1:9/", true)).toMatchObject({ outcome: "later" });
    expect(await send(await says("no HTTP\r\n\r\n"), true)).toMatchObject({ outcome: "later" });
  });

  test("is judged by its status, and cut off, if it sends an endless body", async () => {
    const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    const told = await send(await says(`${head}1000\r\n${"\0a".repeat(2_048)}\r\n`), true);
    expect(told.outcome).toBe("sent");
    expect(told.answer.length).toBeLessThan(600);
    expect(told.answer).not.toContain("\0");
  });

  test("is signed over body and time", () => {
    expect(sign('{"a":1}', secret, now())).toBe(
      "t=1795575600,v1=0f216797548afc331a5941554f00273ec1022fd175c5f84592f58defa03fb6c5",
    );
  });
});

test("the channels in the administrator's guide can be loaded", async () => {
  const guide = await readFile(join(import.meta.dirname, "../../../../docs/admin/channels.md"), "utf8");
  const [, example = ""] = /```json\n(\[[\s\S]*?\n\])\n```/.exec(guide) ?? [];
  const channels = channelFile.parse(JSON.parse(example));
  expect(new Set(channels.map(({ site }) => site)).size).toBe(4);
});

describe("the settings", () => {
  const read = (env: Record<string, string>) => readConfig(env).sending;
  const mail = { SMTP_URL: "smtps://a:b@surat.test:465", MAIL_FROM: "Kominfo <permintaan@kominfo.test>" };

  test("set the mail server, the sender and whether the intake is local", () => {
    expect(read(mail)).toEqual({
      mail: { server: mail.SMTP_URL, from: mail.MAIL_FROM },
      ...{ mailHost: "kominfo.test", isLocal: true },
    });
    expect(read({ PUBLIC_URL: "https://lapor.example" })).toEqual({
      ...{ mail: undefined, mailHost: "lapor.example", isLocal: false },
    });
    expect(read({ PUBLIC_URL: "http://192.168.0.4:8787" }).isLocal).toBe(true);
  });

  test.each([
    [{ SMTP_URL: mail.SMTP_URL }, /set both or neither/],
    [{ MAIL_FROM: mail.MAIL_FROM }, /set both or neither/],
    [{ ...mail, SMTP_URL: "https://a.test" }, /^SMTP_URL/],
    [{ ...mail, MAIL_FROM: "Kominfo" }, /^MAIL_FROM/],
    [{ ...mail, MAIL_FROM: "a@b.test\r\nBcc: c@d.test" }, /^MAIL_FROM/],
  ])("are refused where they cannot work: %j", (env, sentence) => {
    expect(() => readConfig(env as Record<string, string>)).toThrow(sentence);
  });
});
