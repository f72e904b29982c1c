/**
 * Alerts while intakes are killed: urgent cases arrive, two replicas send their mails, and one of the two is killed
 * every few seconds. Counts the delay from the report to the mail, and mails that were lost or doubled.
 */

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { savePreferences } from "../../intake/alerts/store/preferences.ts";
import { openPostgres } from "../../intake/db/open.ts";
import { sampleReport, startKit, withoutText } from "../../scripts/dev/kits/intake-kit.ts";
import { type MailServer, startMailServer } from "../../scripts/dev/kits/mail-server.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { receiptNumberOf } from "../../utils/shared/seal/receipt-number.ts";
import { ask, startChild } from "./child.ts";
import { type Figure, figure } from "./figure.ts";

const replicas = 2;
const supervisors = 3;
/** `CASES=N` shortens a run during development. */
const cases = Number(process.env.CASES ?? 30);
const betweenCasesMs = 2_000;
const betweenKillsMs = 5_000;
const mostMs = 60_000;

interface Arrival {
  ms: number;
  messageId: string;
}

/** When each mailbox got each reference. */
type Mailboxes = Map<string, Arrival[]>;

function listenTo(mails: MailServer): Mailboxes {
  const boxes: Mailboxes = new Map();
  let read = 0;
  mails.onReceive = async () => {
    // Slow enough that kills hit the time between sending and recording.
    await setTimeout(100);
    // The server stores the mail right after this function.
    setImmediate(() => {
      const ms = Date.now();
      for (const { text, envelope } of mails.received.slice(read)) {
        const messageId = /^Message-ID: *(.*)$/im.exec(text)?.[1] ?? "";
        for (const reference of new Set(text.match(/LK-[0-9A-Z]{5}-[0-9A-Z]{5}/g)))
          for (const { address } of envelope.rcptTo) {
            const key = `${reference} ${address}`;
            boxes.set(key, [...(boxes.get(key) ?? []), { ms, messageId }]);
          }
      }
      read = mails.received.length;
    });
  };
  return boxes;
}

interface Replicas {
  /** Kills one at random places in its work and starts another; returns when told to stop. */
  killAround(): Promise<void>;
  stop(): Promise<void>;
}

async function startReplicas(settings: Record<string, string>): Promise<Replicas & { kills(): number }> {
  let [kills, goesOn] = [0, true];
  const start = async () => {
    const child = startChild("ingest-server.ts");
    await ask(child, { act: "start", settings });
    return child;
  };
  const children: ChildProcess[] = [];
  for (let index = 0; index < replicas; index++) children.push(await start());
  return {
    kills: () => kills,
    async killAround() {
      for (let turn = 0; goesOn; turn = (turn + 1) % replicas) {
        await setTimeout(betweenKillsMs);
        const child = children[turn];
        if (!child || !goesOn) return;
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
        kills++;
        children[turn] = await start();
      }
    },
    async stop() {
      goesOn = false;
      for (const child of children) child.kill("SIGKILL");
    },
  };
}

export async function alertDelay(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-bench-alerts-"));
  const server = await startPostgres();
  const mails = await startMailServer();
  const databaseUrl = await server.createDatabase();
  const store = await openPostgres(databaseUrl);
  const boxes = listenTo(mails);
  const kit = await startKit(store, (files) => files, { now: () => new Date() });
  const settings = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, "intake"),
    EVIDENCE_URL: `file:${join(folder, "evidence")}`,
    RATES: "off",
    SMTP_URL: mails.url,
    MAIL_FROM: "lapor@kominfo.test",
  };
  const running = await startReplicas(settings);
  try {
    const addresses: string[] = [];
    for (let index = 0; index < supervisors; index++) {
      const device = await kit.enrolled("supervisor", `Penyelia ${index}`);
      const { personId } = (await device.call("GET", "/v1/me")).body;
      const email = `penyelia-${index}@kominfo.test`;
      await savePreferences(store.db, personId, { mail: "now", email });
      addresses.push(email);
    }
    const officer = await kit.enrolled("officer", "Petugas");
    const killing = running.killAround();
    killing.catch(() => undefined);
    const wanted = new Map<string, number>();
    for (let index = 0; index < cases; index++) {
      const report = withoutText(sampleReport({ urgent: true }));
      const sent = await officer.call("POST", "/v1/reports", { body: report });
      if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
      for (const address of addresses) wanted.set(`${receiptNumberOf(report.id)} ${address}`, Date.now());
      await setTimeout(betweenCasesMs);
    }
    const untilMs = Date.now() + 2 * mostMs;
    while ([...wanted.keys()].some((key) => !boxes.has(key)) && Date.now() < untilMs) await setTimeout(500);
    // Whatever would come a second time has time to come.
    await setTimeout(mostMs / 2);
    await running.stop();
    await killing.catch(() => undefined);
    return judge(wanted, boxes, running.kills());
  } finally {
    await running.stop();
    await mails.close();
    await kit.close();
    await store.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function judge(wanted: ReadonlyMap<string, number>, boxes: Mailboxes, kills: number): Figure[] {
  const delaysMs: number[] = [];
  let [lost, doubled, repeated] = [0, 0, 0];
  for (const [key, ms] of wanted) {
    const arrivals = boxes.get(key) ?? [];
    const [first] = arrivals;
    if (first) delaysMs.push(first.ms - ms);
    else lost++;
    const messages = new Set(arrivals.map(({ messageId }) => messageId)).size;
    if (messages > 1) doubled++;
    repeated += arrivals.length - messages;
  }
  const against = `the limit; ${wanted.size} alerts, ${kills} kills, ${repeated} sent again with the same Message-ID`;
  const worst = Math.max(...delaysMs) / 1_000;
  return [
    figure({ name: "alert.delay", value: worst, unit: "s", vs: mostMs / 1_000, against }),
    figure({
      name: "alert.delay.lost",
      value: lost,
      unit: "alerts",
      vs: 1,
      against: `${wanted.size} alerts`,
    }),
    figure({
      name: "alert.delay.doubled",
      value: doubled,
      unit: "alerts",
      vs: 1,
      against: `${wanted.size} alerts`,
    }),
  ];
}
