/** A primary that dies while reports arrive, and the standby that takes its place. */

import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgres } from "../../intake/db/open.ts";
import { reports } from "../../intake/db/schema/index.ts";
import { verifyStore } from "../../intake/verify/verify.ts";
import { until } from "../../scripts/dev/drivers/driver.ts";
import { type IntakeProcess, startIntakeProcess } from "../../scripts/dev/drivers/intake-process.ts";
import { sampleReport } from "../../scripts/dev/kits/intake-kit.ts";
import { freePort } from "../../scripts/dev/kits/processes.ts";
import { sealEvidence } from "../../utils/shared/seal/seal.ts";
import { type HttpDevice, newHttpDevice } from "../support/http-device.ts";
import { whyNot } from "./counterparts.ts";
import { DebianPostgres, debianPostgres } from "./debian-postgres.ts";

const skip = whyNot("a failover", {
  programs: debianPostgres() ? {} : { "pg_ctlcluster-of-postgresql": "postgresql" },
});
const all = 2_000;
const parallel = 16;

/** The address that stays when the servers change, as a virtual address or a pooler is. */
class Address {
  target: number;
  readonly port: number;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  constructor(port: number, target: number) {
    this.port = port;
    this.target = target;
    this.#server = createServer((client) => {
      const server = connect(this.target, "127.0.0.1");
      for (const socket of [client, server]) {
        this.#open.add(socket);
        socket.on("error", () => undefined);
        socket.once("close", () => this.#open.delete(socket));
      }
      client.pipe(server).pipe(client);
      client.once("close", () => server.destroy());
      server.once("close", () => client.destroy());
    }).listen(port, "127.0.0.1");
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }
}

describe.skipIf(skip)("a failover to a synchronous standby", () => {
  let folder = "";
  let primary: DebianPostgres;
  let standby: DebianPostgres;
  let address: Address;
  const intakes: IntakeProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lapor-failover-"));
    primary = await DebianPostgres.start();
    await primary.query("create database lapor");
    standby = await primary.addStandby();
    address = new Address(await freePort(), primary.port);
    const env = {
      DATABASE_URL: `postgres://postgres@127.0.0.1:${address.port}/lapor`,
      EVIDENCE_URL: `file:${join(folder, "evidence")}`,
    };
    for (const name of ["one", "two"])
      intakes.push(await startIntakeProcess({ dataDir: join(folder, name), env }));
  });
  afterAll(async () => {
    for (const intake of intakes) await intake.stop();
    address?.close();
    await standby?.remove();
    await primary?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  test(`loses none and doubles none of ${all} reports`, { timeout: 400_000 }, async () => {
    const [first] = intakes as [IntakeProcess];
    const devices = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const device = await newHttpDevice((intakes[index % 2] ?? first).address);
        await device.enrol(await first.enrol("officer", `Petugas ${index}`));
        return device;
      }),
    );
    const receipts = new Map<string, string>();
    const refused = new Map<string, number>();
    let next = 0;
    const lane = async (device: HttpDevice) => {
      while (next++ < all) {
        const [id, jws] = await sendUntilReceived(device, refused);
        receipts.set(id, jws);
      }
    };
    const sending = Promise.all(
      Array.from({ length: parallel }, (_, index) => lane(devices[index % devices.length] as HttpDevice)),
    );
    await until("a third of the reports", async () => receipts.size > all / 3 || undefined, 120_000);
    const killedMs = performance.now();
    await primary.kill();
    // As in reality: for a while the address leads to a standby that accepts no writes.
    address.target = standby.port;
    await until("a refused report", async () => refused.size > 0 || undefined, 30_000);
    await standby.promote();
    const before = receipts.size;
    await until("a report after the promotion", async () => receipts.size > before || undefined, 60_000);
    const gapMs = Math.round(performance.now() - killedMs);
    await sending;

    const store = await openPostgres(standby.address("lapor"));
    const stored = await store.db.select({ id: reports.id, receipt: reports.receipt }).from(reports);
    const verified = await verifyStore(store);
    await store.close();
    const kept = new Map(stored.map(({ id, receipt }) => [id, receipt]));
    const lost = [...receipts].filter(([id, jws]) => kept.get(id) !== jws);
    console.log(
      `failover: ${all} reports, ${lost.length} lost, ${stored.length - kept.size} doubled, ${gapMs} ms without receipts; refused meanwhile: ${JSON.stringify([...refused])}`,
    );
    expect(lost).toEqual([]);
    expect(stored).toHaveLength(all);
    expect(receipts.size).toBe(all);
    expect(verified.broken).toEqual([]);
    // A device understands these as "later".
    expect([...refused.keys()].filter((why) => !/^503 intake-unavailable$|^no answer$/.test(why))).toEqual(
      [],
    );
  });
});

/** Repeats one report as a device does. Counts why it was refused. */
async function sendUntilReceived(
  device: HttpDevice,
  refused: Map<string, number>,
): Promise<[id: string, jws: string]> {
  const report = sampleReport();
  const body = JSON.stringify({ ...report, seal: await sealEvidence(report.evidence, device.key) });
  for (;;) {
    const answer = await device.send("POST", "/v1/reports", body).catch(() => undefined);
    const text = (await answer?.text().catch(() => "")) ?? "";
    if (answer?.status === 200) {
      const { reportId, jws } = JSON.parse(text) as { reportId: string; jws: string };
      return [reportId, jws];
    }
    const why = answer ? `${answer.status} ${text === "" ? "" : JSON.parse(text).code}` : "no answer";
    refused.set(why, (refused.get(why) ?? 0) + 1);
    await setTimeout(200);
  }
}
