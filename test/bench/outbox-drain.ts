/** Measures the time to send one waiting report beside 2,000 sent ones, and beside ten, with an intake that answers at once. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Page } from "@playwright/test";
import { feedSites } from "../../scripts/dev/practice/pages.ts";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { type BenchBrowser, openChromium } from "./chromium.ts";
import { alternate, type Figure, figure, rounds } from "./figure.ts";
import { ourBuild } from "./our-build.ts";
import { addRows, becomeDevice, drainAll } from "./outbox-device.ts";
import { workerOf } from "./packet.ts";

const sentBefore = { ours: 2_000, yardstick: 10 };
const reportsARound = 30;

export async function outboxDrain(): Promise<Figure[]> {
  const practice = await startPractice(feedSites);
  const intake = await startStub();
  const opened: BenchBrowser[] = [];
  const openDevice = async (sent: number) => {
    const browser = await openChromium(ourBuild(), practice.proxyPort);
    opened.push(browser);
    const page = await browser.context.newPage();
    await page.goto(new URL("/options.html", (await workerOf(browser)).url()).href);
    await page.evaluate(becomeDevice, intake.address);
    await page.evaluate(addRows, { count: sent, state: "sent" });
    return page;
  };
  try {
    const many = await openDevice(sentBefore.ours);
    const few = await openDevice(sentBefore.yardstick);
    const taken = await alternate(
      rounds,
      () => msAReport(many),
      () => msAReport(few),
    );
    const against = `the same beside ${sentBefore.yardstick}`;
    return [
      figure({ name: "outbox.drain", value: taken.ours, unit: "ms/report", vs: taken.yardstick, against }),
    ];
  } finally {
    await Promise.allSettled(opened.map((browser) => browser.close()));
    await practice.stop();
    intake.server.close();
  }
}

/** Sends waiting reports with a file each, from "coba sekarang" until the last is sent. */
async function msAReport(page: Page): Promise<number> {
  await page.evaluate(addRows, { count: reportsARound, state: "waiting" });
  const { ms, sent } = await page.evaluate(drainAll);
  if (sent !== reportsARound) throw new Error(`${sent} of ${reportsARound} were sent`);
  return ms / reportsARound;
}

async function startStub(): Promise<{ address: string; server: Server }> {
  const server = createServer((asked, answer) => void reply(asked, answer));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function reply(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const body = await text(asked);
  for (const name of ["Origin", "Headers", "Methods"]) answer.setHeader(`Access-Control-Allow-${name}`, "*");
  answer.setHeader("Content-Type", "application/json");
  if (asked.method === "OPTIONS") return void answer.writeHead(204).end();
  // Policy, filter and recipes: the extension keeps its own without an answer.
  if (asked.method === "GET") return void answer.writeHead(404).end("{}");
  const file = asked.url?.split("/files/")[1];
  answer.end(JSON.stringify(file ? { sha256: file, bytes: body.length } : receiptOf(JSON.parse(body))));
}

function receiptOf({ id, file }: { id?: string; file?: string }): object {
  return {
    reportId: id,
    number: "LK-00000-00000",
    caseId: crypto.randomUUID(),
    reportsOnCase: 1,
    jws: "",
    receivedAt: new Date().toISOString(),
    filesWanted: file ? [file] : [],
  };
}
