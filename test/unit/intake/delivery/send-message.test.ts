/** Letters over a mail server that never finishes an answer. */

import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createMail, createNoticeMail } from "../../../../intake/delivery/send-message.ts";

const from = "Kominfo <permintaan@kominfo.test>";

let server: Server;
let sockets: Socket[];
let line: NodeJS.Timeout;
/** Resolves once the server has begun to answer. */
let begun: PromiseWithResolvers<void>;

beforeEach(async () => {
  sockets = [];
  begun = Promise.withResolvers();
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => socket.destroy());
    socket.write("220 mail.test\r\n");
    socket.once("data", () => {
      line = setInterval(() => socket.write("250-lambat\r\n"), 5);
      begun.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(async () => {
  vi.useRealTimers();
  clearInterval(line);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

function settings() {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server: `smtp://127.0.0.1:${address.port}`, from };
}

test("a letter waits no longer for the mail server than its lease allows", async () => {
  const letter = {
    number: "1",
    subject: "Permintaan",
    text: "Isi",
    readAttachments: async () => [],
    json: {},
  };
  const ids = { dispatchId: "1", messageId: "<1@kominfo.test>", envelope: "1" };
  const sending = createMail(settings())(letter, { to: ["a@platform.test"], cc: [] }, ids);
  await begun.promise;
  await vi.advanceTimersByTimeAsync(150_000);
  expect(await sending).toEqual({ outcome: "later", mayHaveArrived: true, answer: "no answer in time" });
});

test("a notice gives up sooner, so that the next person's is sent", async () => {
  const sending = createNoticeMail(settings())({
    ...{ to: "a@kominfo.test", subject: "Peringatan", text: "Isi", messageId: "<2@kominfo.test>" },
  });
  await begun.promise;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await sending).toMatchObject({ outcome: "later", answer: "no answer in time" });
});
