/** `lapor doctor`: tries everything that an intake depends on, and says what to do. */

import { randomBytes } from "node:crypto";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { styleText } from "node:util";
import { createTransport } from "nodemailer";
import pg from "pg";
import { tryCalendar } from "../audit-log/anchor-days.ts";
import { findLostKeys } from "../audit-log/lost-keys.ts";
import { askAuthority } from "../audit-log/stamp-days.ts";
import type { Config } from "../config.ts";
import { readHolder } from "../core/folder-lock.ts";
import { folderOf, foldersOf } from "../core/folders.ts";
import { readPrivateKey } from "../core/key-file.ts";
import { exists } from "../core/private-folders.ts";
import { readServers } from "../db/servers.ts";
import { mailOptions } from "../delivery/send-message.ts";
import { openEvidence } from "../evidence/evidence-files.ts";
import { idSetting, missingStore, refuseOtherStore } from "../evidence/store/own-evidence.ts";
import { createProvider } from "../people/sign-on/provider.ts";
import { findWrongFiles } from "./check-files.ts";

/** `advice` is there if `ok` is false, or if the part is usable but should be better. */
export interface Check {
  name: string;
  ok: boolean;
  found: string;
  advice?: string;
}
type Finding = Omit<Check, "name">;

const timeoutMs = 8_000;
const leastNode: readonly [number, number] = [24, 2];
const leastPostgres = 15;
/** Certificates, proofs and sign-on tolerate less than this. */
const maxDriftMs = 30_000;
const leastFreeBytes = 2_000_000_000;

/** Parts are tried at the same time; one that throws has failed. */
export async function examine(config: Config): Promise<Check[]> {
  const clocks: Clock[] = [];
  const parts: [string, string, () => Promise<Finding> | Finding][] = [
    ["Node", "Install Node 24.", () => tryNode()],
    ["Settings", "Check the files that settings name.", () => tryFiles(config)],
    ["Database", databaseAdvice(config), () => tryDatabase(config, clocks)],
    ["Evidence store", evidenceAdvice(config), () => tryEvidence(config)],
    ["Keys", "Check INTAKE_KEY and FILES_KEY.", () => tryKeys(config)],
    ["Other servers", "Check the file CELLS.", () => tryOtherServers(config, clocks)],
    ["Mail server", "Check SMTP_URL: host, port, name and password.", () => tryMail(config)],
    ["Single sign-on", "Check OIDC_ISSUER and the network.", () => trySignOn(config)],
    ["Timestamp authority", "Check TSA_URL and the network.", () => tryAuthority(config)],
    ["OpenTimestamps", "Check OTS_CALENDARS and the network.", () => tryCalendars(config)],
    ["Disk space", "Check DATA_DIR and EVIDENCE_URL.", () => tryDisks(config)],
    ["Public address", "Check PUBLIC_URL, the proxy and the certificate.", () => tryPublic(config, clocks)],
  ];
  const checks = await Promise.all(parts.map(([name, advice, run]) => check(name, advice, run)));
  return [...checks, { name: "Clock", ...judgeClock(clocks) }];
}

async function check(name: string, advice: string, run: () => Promise<Finding> | Finding): Promise<Check> {
  try {
    return { name, ...(await run()) };
  } catch (error) {
    const { message, code, cause } = error as Error & { code?: string };
    const { code: reason = code } = (cause ?? {}) as { code?: string };
    return { name, ok: false, found: [message, reason].filter(Boolean).join(": "), advice };
  }
}

function tryNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isEnough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  const found = `version ${process.versions.node}`;
  return isEnough ? { ok: true, found } : { ok: false, found, advice: "Install Node 24." };
}

async function tryFiles(config: Config): Promise<Finding> {
  const wrong = await findWrongFiles(config);
  return wrong.length === 0
    ? { ok: true, found: "the files that they name can be read" }
    : { ok: false, found: wrong.join("; "), advice: "Check the files that settings name." };
}

interface Clock {
  name: string;
  driftMs: number;
}

const databaseAdvice = ({ databaseUrl, dataDir }: Config) =>
  databaseUrl === undefined
    ? `Check that this account may use ${dataDir}.`
    : "Check DATABASE_URL: host, port, name, password, and that the server accepts this machine.";

async function tryDatabase({ databaseUrl, dataDir }: Config, clocks: Clock[]): Promise<Finding> {
  return databaseUrl === undefined ? tryFolder(dataDir) : tryPostgres(databaseUrl, "PostgreSQL", clocks);
}

/** `name`: for the comparison of clocks. */
async function tryPostgres(databaseUrl: string, name: string, clocks: Clock[]): Promise<Finding> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: timeoutMs });
  try {
    await client.connect();
    const began = Date.now();
    const { rows } = await client.query<{ version: string; now: Date; creates: boolean }>(
      "select current_setting('server_version') as version, clock_timestamp() as now, has_schema_privilege(current_user, current_schema(), 'CREATE') as creates",
    );
    const [row] = rows;
    if (!row) throw new Error("the server gave no answer");
    clocks.push({ name, driftMs: row.now.getTime() - (began + Date.now()) / 2 });
    const found = `PostgreSQL ${row.version}`;
    if (Number.parseInt(row.version, 10) < leastPostgres)
      return { ok: false, found, advice: `Use PostgreSQL ${leastPostgres} or newer.` };
    if (!row.creates)
      return { ok: false, found, advice: "Let its user create tables: GRANT CREATE ON SCHEMA public." };
    return { ok: true, found };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function tryFolder(dataDir: string): Promise<Finding> {
  const holder = await readHolder(dataDir);
  const isUsed = await exists(join(dataDir, "db"));
  const state = holder
    ? `process ${holder.pid} uses it`
    : isUsed
      ? "no process uses it"
      : "no intake ran here yet";
  const advice = "A power cut can lose its last writes: use DATABASE_URL for real work.";
  return { ok: true, found: `embedded, in ${dataDir}; ${state}`, advice };
}

const evidenceAdvice = ({ evidenceUrl }: Config) =>
  evidenceUrl.startsWith("s3:")
    ? "Check EVIDENCE_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may write to the bucket."
    : "Check the folder's owner, its mode 0700 and the free space.";

type Places = Pick<Config, "evidenceUrl" | "databaseUrl">;

async function tryEvidence({ evidenceUrl, databaseUrl }: Places): Promise<Finding> {
  const read = databaseUrl === undefined ? undefined : await readSettings(databaseUrl).catch(() => undefined);
  const id = read?.get(idSetting);
  // Opening a folder makes it, which would hide that a disk is not mounted.
  if (id !== undefined && evidenceUrl.startsWith("file:") && !(await exists(folderOf(evidenceUrl))))
    throw missingStore(evidenceUrl);
  const files = await openEvidence(evidenceUrl);
  if (id !== undefined) await refuseOtherStore(files, evidenceUrl, id);
  await files.checkWritable();
  return { ok: true, found: `writable: ${evidenceUrl}` };
}

/** Returns the id of the evidence store and the pinned keys, by the name of their setting. */
async function readSettings(databaseUrl: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: timeoutMs });
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string; value: string }>(
      "select name, value from settings where name = $1 or name like '%-key'",
      [idSetting],
    );
    return new Map(rows.map(({ name, value }) => [name, value]));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Compares the key files with the keys that devices have pinned. */
async function tryKeys({ databaseUrl, dataDir, intakeKey, filesKey, cells }: Config): Promise<Finding> {
  const files = { INTAKE_KEY: intakeKey, FILES_KEY: filesKey };
  const read = databaseUrl === undefined ? undefined : await readSettings(databaseUrl).catch(() => undefined);
  if (read) {
    const lost = await findLostKeys(async (name) => read.get(name), { intakeKey, filesKey, cells });
    return judgeKeys(lost, "the keys that devices have pinned are where the settings say");
  }
  // The embedded database may be in use; an intake that ran has made the files.
  const isUsed = databaseUrl === undefined && (await exists(join(dataDir, "db")));
  const lost: string[] = [];
  for (const [name, path] of Object.entries(files))
    if (isUsed && path !== undefined && !(await readPrivateKey(path).catch(() => undefined))) lost.push(name);
  return judgeKeys(lost, "not compared with those that devices have pinned");
}

function judgeKeys(lost: readonly string[], well: string): Finding {
  if (lost.length === 0) return { ok: true, found: well };
  const found = `missing, or not the key that devices have pinned: ${lost.join(", ")}`;
  return { ok: false, found, advice: "Check the file, and put it back from its copy before a restart." };
}

/** The servers that share the posts with this one. */
async function tryOtherServers({ cells }: Config, clocks: Clock[]): Promise<Finding> {
  if (!cells) return { ok: true, found: "not set: this database has all posts" };
  const { own, all } = await readServers(cells);
  const others = Object.entries(all).filter(([name]) => name !== own);
  if (others.length === 0) return { ok: true, found: "CELLS names no other server" };
  const tries = others.flatMap(([name, { database, evidence }]) => {
    const { host } = new URL(database);
    const advice = `Check the database of ${name} in CELLS, and that ${host} accepts this machine.`;
    return [
      check(name, advice, () => tryPostgres(database, name, clocks)),
      check(name, `Check the evidence store of ${name} in CELLS.`, () =>
        tryEvidence({ evidenceUrl: evidence, databaseUrl: database }),
      ),
    ];
  });
  const checks = await Promise.all(tries);
  const failed = checks.filter(({ ok }) => !ok);
  const shown = failed.length > 0 ? failed : checks;
  const found = shown.map((check) => `${check.name}: ${check.found}`).join("; ");
  return failed.length === 0
    ? { ok: true, found }
    : { ok: false, found, advice: failed.map(({ advice }) => advice).join(" ") };
}

async function tryMail({ sending }: Config): Promise<Finding> {
  if (!sending.mail)
    return {
      ok: true,
      found: "not set",
      advice: "Letters to e-mail channels wait until SMTP_URL and MAIL_FROM are set.",
    };
  const patience = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const transport = createTransport({ ...mailOptions(sending.mail.server), ...patience });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
  return { ok: true, found: `accepts mail from ${sending.mail.from}` };
}

async function trySignOn({ signOn }: Config): Promise<Finding> {
  if (!signOn) return { ok: true, found: "not set: people are enrolled by codes" };
  const keys = await createProvider(signOn.issuer, { timeoutMs }).keys();
  await keys.reload();
  return { ok: true, found: `${signOn.issuer} answers` };
}

async function tryAuthority({ authority }: Config): Promise<Finding> {
  if (authority === undefined)
    return { ok: true, found: "not set", advice: "Days are not stamped until TSA_URL is set." };
  const stamped = await askAuthority(
    authority,
    randomBytes(32).toString("hex"),
    AbortSignal.timeout(timeoutMs),
  );
  if (stamped.ok) return { ok: true, found: `${stamped.value.authority} stamps` };
  const { code, detail = code } = stamped.problem;
  // Without an HTTP answer the detail is the name of an error.
  const found =
    code === "custody-invalid" || /^HTTP/.test(detail) ? `no valid answer: ${detail}` : "no answer";
  return { ok: false, found, advice: "Check TSA_URL and the network." };
}

async function tryCalendars({ calendars }: Config): Promise<Finding> {
  if (calendars.length === 0) return { ok: true, found: "not set: days are not anchored in Bitcoin" };
  const tries = calendars.map(async (calendar) => {
    const answer = await tryCalendar(calendar, AbortSignal.timeout(timeoutMs));
    return { ok: answer.ok, found: `${calendar}: ${answer.ok ? "answers" : answer.problem.detail}` };
  });
  const all = await Promise.all(tries);
  const found = all.map((one) => one.found).join("; ");
  return all.every(({ ok }) => ok)
    ? { ok: true, found }
    : { ok: false, found, advice: "Check OTS_CALENDARS and the network." };
}

async function tryDisks(config: Config): Promise<Finding> {
  const disks = await Promise.all(
    foldersOf(config).map(async (path) => {
      const { bavail, bsize } = await statfs(path).catch(() => statfs("."));
      return { path, free: bavail * bsize };
    }),
  );
  const found = disks.map(({ path, free }) => `${(free / 1e9).toFixed(1)} GB free in ${path}`).join("; ");
  const isFull = disks.some(({ free }) => free < leastFreeBytes);
  return isFull
    ? { ok: false, found, advice: "Make room: the intake refuses reports when a disk is full." }
    : { ok: true, found: found || "nothing is stored on this machine" };
}

/** Asks through the public address, as devices do. */
async function tryPublic({ publicOrigin, proxies }: Config, clocks: Clock[]): Promise<Finding> {
  if (publicOrigin === undefined)
    return { ok: true, found: "not set: this machine alone reaches the intake" };
  const began = Date.now();
  const answer = await fetch(`${publicOrigin}/healthz`, {
    signal: AbortSignal.timeout(timeoutMs),
    redirect: "manual",
  });
  const date = Date.parse(answer.headers.get("date") ?? "");
  if (!Number.isNaN(date))
    clocks.push({ name: publicOrigin, driftMs: date + 500 - (began + Date.now()) / 2 });
  const found = `${publicOrigin} answers with ${answer.status}`;
  if (!answer.ok)
    return { ok: false, found, advice: "Start the intake, or let the proxy pass /healthz on to it." };
  // The intake itself speaks http, so https ends at a proxy.
  if (publicOrigin.startsWith("https:") && proxies.length === 0) {
    const advice =
      "Name the proxy in TRUST_PROXY and let it send X-Forwarded-For; otherwise all people share one rate, and two objections to an item.";
    return { ok: false, found: `${found}, through a proxy that TRUST_PROXY does not name`, advice };
  }
  return { ok: true, found };
}

function judgeClock(clocks: readonly Clock[]): Finding {
  if (clocks.length === 0) return { ok: true, found: "nothing to compare it with" };
  const far = clocks.filter(({ driftMs }) => Math.abs(driftMs) > maxDriftMs);
  const drifts = (list: readonly Clock[]) =>
    list.map(({ name, driftMs }) => `${(driftMs / 1_000).toFixed(1)} s from ${name}`).join("; ");
  return far.length === 0
    ? { ok: true, found: drifts(clocks) }
    : {
        ok: false,
        found: drifts(far),
        advice: "Synchronise both machines' clocks (timedatectl set-ntp true).",
      };
}

export function printDoctor(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, ok, found, advice }) => {
      const mark = ok ? styleText("green", "ok  ") : styleText("red", "FAIL");
      const line = `${mark}  ${name.padEnd(width)}  ${found}`;
      return advice === undefined ? line : `${line}\n${" ".repeat(width + 8)}→ ${advice}`;
    })
    .join("\n");
}
