/** An intake with data of every kind, callers of every kind, and a journal of written tables. */

import { sql } from "drizzle-orm";
import { requestItems } from "../../intake/db/schema/index.ts";
import { receiveObjection } from "../../intake/objections/store/receive-objection.ts";
import { createApiKey } from "../../intake/people/store/api-keys.ts";
import {
  type IntakeKit,
  readAnswer,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../scripts/dev/kits/intake-kit.ts";
import { makeReviewer } from "../../scripts/dev/kits/vlogger-kit.ts";
import type { Role } from "../../utils/shared/contract/site.ts";
import { deskOf, verdicts } from "../support/desk-kit.ts";
import { uploadLessons } from "../support/exam-kit.ts";
import { insertLetter } from "../support/inserted-requests-kit.ts";
import { requestKit } from "../support/request-kit.ts";
import { openTestStores } from "../support/test-stores.ts";

export const callers = [
  "officer",
  "vlogger",
  "supervisor",
  "second",
  "panelist",
  "admin",
  "stranger",
  "key",
  "nobody",
  "revoked",
] as const;
export type CallerName =
  | "officer"
  | "vlogger"
  | "supervisor"
  | "second"
  | "panelist"
  | "admin"
  | "stranger"
  | "revoked";

export interface World {
  kit: IntakeKit;
  devices: Record<CallerName, TestDevice>;
  apiKey: string;
  /** Ids returned by the intake, by kind. */
  known: Record<"cases" | "reports" | "decisions" | "exams" | "requests" | "objections" | "items", string[]>;
  /** A picture listed by each of the first reports. */
  pictures: { sha256: string; bytes: Uint8Array<ArrayBuffer> }[];
  /** Tables written to since the last call, and `evidence` for a stored file. */
  takeWritten(): Promise<string[]>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const stores = await openTestStores("postgres");
  const written: string[] = [];
  const kit = await startKit(await stores.open(), (files) => ({
    ...files,
    async put(...args) {
      written.push("evidence");
      return files.put(...args);
    },
  }));
  const enrolled = async (role: Role, name?: string) => kit.enrolled(role, name);
  const devices = {
    officer: await enrolled("officer"),
    vlogger: await enrolled("vlogger"),
    supervisor: await enrolled("supervisor"),
    second: await enrolled("supervisor", "second"),
    panelist: await enrolled("panelist"),
    admin: await enrolled("admin"),
    revoked: await enrolled("officer", "revoked"),
    stranger: await kit.newDevice(),
  };
  await makeReviewer({ db: kit.store.db, at: kit.intake.now() }, devices.vlogger);
  // A panel has three members.
  for (const name of ["B", "C"]) await enrolled("panelist", name);
  const { db } = kit.store;
  await db.execute(sql`update devices set revoked_at = now() where thumbprint in
    (select thumbprint from devices d join people p on p.id = d.person_id where p.name = 'revoked')`);
  const { key } = await createApiKey(kit.store, { scope: "read" });
  const known: World["known"] = {
    cases: [],
    reports: [],
    decisions: [],
    exams: [],
    requests: [],
    objections: [],
    items: [],
  };
  await keepJournal(kit);
  const world: World = {
    kit,
    devices,
    apiKey: key,
    known,
    pictures: [],
    async takeWritten() {
      const { rows } = await db.execute<{ name: string }>(sql`delete from fuzz_journal returning name`);
      return [...new Set([...rows.map(({ name }) => name), ...written.splice(0)])];
    },
    async close() {
      await kit.close();
      await stores.close();
    },
  };
  for (const video of [false, false, true]) await addCase(world, video);
  await uploadLessons(devices.vlogger);
  known.exams.push((await devices.vlogger.call("POST", "/v1/exams")).body.id);
  known.objections.push(...(await addObjections(world)));
  await addRequests(world);
  // The filter's secret and the export key are created on first use by any caller, so this is done in advance.
  await devices.supervisor.call("GET", `/v1/cases/${known.cases[0]}/exports/json`);
  await devices.officer.call("GET", "/v1/reported/filter");
  await world.takeWritten();
  return world;
}

/** A trigger records the table's name in the same transaction, so that rollbacks leave no trace. */
async function keepJournal({ store: { db } }: IntakeKit): Promise<void> {
  await db.execute(sql`create table fuzz_journal (name text not null)`);
  await db.execute(sql`create function fuzz_note() returns trigger language plpgsql as
    'begin insert into fuzz_journal values (tg_argv[0]); return null; end'`);
  const { rows } = await db.execute<{ name: string }>(
    // A partition gets the triggers of its table.
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p') and not relispartition and relname <> 'fuzz_journal'`,
  );
  for (const { name } of rows) {
    const statement = `create trigger fuzz after insert or update or delete on "${name}" for each row execute function fuzz_note('${name}')`;
    await db.execute(sql.raw(statement));
  }
}

async function addCase({ devices, known, pictures }: World, video: boolean): Promise<void> {
  const { bytes, file, picture } = await samplePicture(`picture ${pictures.length}`);
  pictures.push({ sha256: file.sha256, bytes });
  const report = sampleReport({
    evidence: { picture, ...(video ? ({ site: "youtube", kind: "video" } as const) : {}) },
  });
  const sent = await devices.officer.call("POST", "/v1/reports", { body: report });
  if (sent.status !== 200) throw new Error(`the first reports: ${JSON.stringify(sent.body)}`);
  known.cases.push(sent.body.caseId);
  known.reports.push(report.id);
}

/** One request over each kind of channel, none of which sends. */
async function addRequests({ kit, devices, known }: World): Promise<void> {
  const { officer, supervisor, second } = devices;
  const desk = deskOf(kit, { officer, reader: supervisor });
  const { make } = await requestKit(kit, desk, [supervisor, second]);
  for (const channel of ["x-surel", "x-kait", "x-formulir", "x-berkas"])
    known.requests.push(await make({ channel, items: 2 }));
  const asked = await kit.store.db.select({ id: requestItems.id }).from(requestItems);
  known.items.push(...asked.map(({ id }) => id));
}

/** Objections to a request whose decision none of the callers took part in. */
async function addObjections({ kit, devices }: World): Promise<string[]> {
  const [one, two] = [await kit.enrolled("supervisor", "third"), await kit.enrolled("supervisor", "fourth")];
  const desk = deskOf(kit, { officer: devices.officer, reader: one });
  const { id } = (await desk.decide(one, await desk.open(), verdicts.approve)).body;
  await desk.answer(two, id, "confirm");
  const { items } = await insertLetter(kit.store.db, [id], { state: "sent", at: kit.intake.now() });
  const made: string[] = [];
  for (const text of ["Kritik.", "Parodi.", "Berita."]) {
    const said = { objector: "other", text } as const;
    const received = await receiveObjection(kit.store.db, items[0]?.id ?? "", said, kit.intake.now());
    if (received.ok) made.push(received.value.id);
  }
  return made;
}

/** Sends an unsigned request. */
export async function callUnsigned(
  { kit }: World,
  address: string,
  init: RequestInit,
): Promise<Awaited<ReturnType<typeof readAnswer>>> {
  return readAnswer(await kit.app.request(address, init));
}
