/** An intake filled through its routes, a dump of its answers, and empty targets to restore it into. */

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { closeDays } from "../../intake/audit-log/close-days.ts";
import { sealLog } from "../../intake/audit-log/seal-log.ts";
import { deleteDueEvidence } from "../../intake/cases/store/delete-evidence.ts";
import { placeHold } from "../../intake/cases/store/legal-holds.ts";
import { type Config, readConfig } from "../../intake/config.ts";
import { openPglite, openPostgres } from "../../intake/db/open.ts";
import type { Store } from "../../intake/db/store.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  type TestDevice,
  type UnsealedReport,
} from "../../scripts/dev/kits/intake-kit.ts";
import { retention } from "../../utils/shared/policy/retention.ts";
import { wrapFile, wrappedType } from "../../utils/shared/seal/wrap-file.ts";
import type { Engine, TestStores } from "./test-stores.ts";

const dayMs = 86_400_000;

export interface FilledStore {
  officer: TestDevice;
  supervisor: TestDevice;
  second: TestDevice;
  /** Decided, under legal hold, with a sealed log. */
  report: UnsealedReport;
  caseId: string;
  sha256: string;
  /** The file whose evidence was deleted at the end of its retention period. */
  deleted: string;
}

/** Fills an intake: plain and encrypted files, a decision, a deletion, a hold, batches, a closed day, unsealed entries. */
export async function fillStore(kit: IntakeKit): Promise<FilledStore> {
  const officer = await kit.enrolled("officer", "Siti");
  const [supervisor, second] = [
    await kit.enrolled("supervisor", "Budi"),
    await kit.enrolled("supervisor", "Ani"),
  ];
  const { db } = kit.store;

  async function reported(content: string, sealed: boolean) {
    const { bytes, file, picture } = await samplePicture(content);
    const report = sampleReport({ note: `Catatan ${content} 🎰`, evidence: { picture } });
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    const path = `/v1/reports/${report.id}/files/${file.sha256}`;
    const sent = sealed
      ? {
          bytes: await wrapFile(bytes, kit.intake.filesKey.publicKey),
          headers: { "Content-Type": wrappedType },
        }
      : { bytes, headers: { "Content-Type": "image/png" } };
    const { status } = await officer.call("PUT", path, sent);
    if (status !== 200) throw new Error(`the file was answered with ${status}`);
    return { report, caseId: caseId as string, sha256: file.sha256 };
  }

  async function rejected(caseId: string) {
    const { version } = (await supervisor.call("GET", `/v1/cases/${caseId}`)).body;
    const body = {
      id: randomUUID(),
      act: "reject",
      why: "other",
      reason: "Tidak melanggar.",
      caseVersion: version,
    };
    await supervisor.call("POST", `/v1/cases/${caseId}/decisions`, { body });
    await second.call("POST", `/v1/decisions/${body.id}/answer`, { body: { answer: "confirm" } });
  }

  const gone = await reported("lama", false);
  await rejected(gone.caseId);
  kit.clock.ms += 200 * dayMs;
  await deleteDueEvidence(db, kit.intake.files, { policy: retention, at: kit.intake.now() });
  const main = await reported("utama", true);
  await rejected(main.caseId);
  await placeHold(db, { caseId: main.caseId, reason: "Penyidikan", by: "rudi" }, kit.intake.now());
  await sealLog(db, kit.intake.key, kit.intake.now);
  kit.clock.ms += dayMs;
  await closeDays(db, kit.intake.now());
  await reported("baru", false);
  await officer.call("POST", "/v1/reports", { body: sampleReport({ evidence: main.report.evidence }) });
  return { officer, supervisor, second, ...main, deleted: gone.sha256 };
}

/** The intake's answers as text, by requested path. */
export async function readAll({ officer, supervisor, sha256, caseId, report }: FilledStore, app: Hono) {
  const answers: Record<string, string> = {};
  const ask = async (device: TestDevice, method: string, path: string) => {
    const { status, body } = await device.call(method, path, { app });
    const text = body instanceof Uint8Array ? Buffer.from(body).toString("base64") : JSON.stringify(body);
    answers[path] = `${status} ${text}`;
    return body;
  };
  const { cases } = await ask(supervisor, "GET", "/v1/cases?limit=100");
  for (const { id } of cases) await ask(supervisor, "GET", `/v1/cases/${id}`);
  await ask(supervisor, "POST", `/v1/cases/${caseId}/files/${sha256}/reveals`);
  await ask(officer, "GET", "/v1/reports/own?limit=100");
  await ask(officer, "GET", "/v1/me");
  await ask(supervisor, "GET", `/v1/reports/${report.id}/inclusion`);
  await ask(officer, "GET", "/v1/keys");
  return answers;
}

export interface Target {
  config: Config;
  /** Opens the restored store and migrates it. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

/** A target that has never held data. */
export async function emptyTarget(engine: Engine, stores: TestStores): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-target-"));
  const databaseUrl = engine === "postgres" ? await stores.createDatabase() : undefined;
  const config = readConfig({ DATA_DIR: folder, PORT: "0", DATABASE_URL: databaseUrl ?? "" });
  return {
    config,
    open: () => (databaseUrl === undefined ? openPglite(join(folder, "db")) : openPostgres(databaseUrl)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
