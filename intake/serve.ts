/** Starts the intake (store, evidence, port) and stops it without losing work in progress. */

import { createServer, type Server, type ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { intakeCommand } from "./admin/commands.ts";
import { runAdminCommand } from "./admin/run-command.ts";
import { createApp } from "./app.ts";
import { readFilesKey } from "./audit-log/files-key.ts";
import { readIntakeKey } from "./audit-log/intake-key.ts";
import { ensureTrustLog } from "./audit-log/store/trust-log.ts";
import { logRestore } from "./backup/log-restore.ts";
import { retryUndescribed } from "./cases/store/undescribed.ts";
import type { Config } from "./config.ts";
import { type FolderLock, lockFolder } from "./core/folder-lock.ts";
import { foldersOf } from "./core/folders.ts";
import { checkPrivateFolders } from "./core/private-folders.ts";
import { createRates } from "./core/rate-limits.ts";
import { listeningAddress } from "./core/settings-text.ts";
import { openPglite, openPostgres } from "./db/open.ts";
import { readServers } from "./db/servers.ts";
import type { Store } from "./db/store.ts";
import { openEvidence } from "./evidence/evidence-files.ts";
import { readRetention } from "./evidence/retention-file.ts";
import { ownEvidence } from "./evidence/store/own-evidence.ts";
import { limitConnections } from "./http/limit-connections.ts";
import { createIntake, type Intake } from "./intake.ts";
import { startJobs } from "./jobs/start-jobs.ts";
import { createPublisher } from "./recipes/run-publisher.ts";
import { type Cells, openCells } from "./reports/cells.ts";

export interface RunningIntake {
  /** For example `http://127.0.0.1:8787`, without a trailing slash. */
  address: string;
  store: Store;
  /** Finishes running requests within ten seconds and closes the store. */
  stop(): Promise<void>;
}

const stopMs = 10_000;
const headersMs = 10_000;
/** Browsers send about twenty. */
const maxHeaders = 100;
/** Excess connections are closed at once. An office behind one address has some hundreds. */
const maxConnections = { inAll: 10_000, perAddress: 1_000 };

/** Time limits for receiving a request; slower ones get 408 and are closed. */
function patience(requestTimeout: number): ServerOptions {
  return {
    requestTimeout,
    headersTimeout: Math.min(headersMs, requestTimeout),
    // Interval at which the limits are enforced.
    connectionsCheckingInterval: 1_000,
    // Longer than the idle time of common reverse proxies (60 s): otherwise a proxy sends a request on a connection that
    // the intake closes at that moment, and answers 502.
    keepAliveTimeout: 75_000,
    maxHeaderSize: 16_384,
  };
}

/**
 * Throws if the folder is in use, the database cannot be opened or the port is taken; the message is shown to
 * the administrator.
 */
export async function startIntake(config: Config): Promise<RunningIntake> {
  const undo: (() => Promise<unknown>)[] = [];
  const undoAll = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const opening = Promise.withResolvers<{ store: Store; address: string }>();
    // Prevents an unhandled rejection if no command asks; a failed start is reported below.
    opening.promise.catch(() => undefined);
    undo.push(async () => opening.reject(new Error("the intake is stopping")));
    await checkPrivateFolders(config);
    const retentionFile = await readRetention(config.retention);
    const evidence = await openEvidence(config.evidenceUrl);
    if (config.databaseUrl === undefined) undo.push((await hold(config, opening.promise)).release);
    const store = await (config.databaseUrl === undefined
      ? openPglite(join(config.dataDir, "db"))
      : openPostgres(config.databaseUrl));
    undo.push(() => store.close());
    const cells = await openShared(config, store, undo);
    const home = cells?.homeStore ?? store;
    await ensureTrustLog(store.db, new Date());
    await logRestore(store.db);
    await retryUndescribed(store);
    const publicOrigin = config.publicOrigin ?? listeningAddress(config);
    const { organisation, authority, calendars, proxies, extensionOrigins, blindConfirm, sampleShare } =
      config;
    const { signOn, signOnMaxAgeDays, sending, metricsToken, securityContact } = config;
    const rates = config.rates && createRates(config.rates);
    const intake = await createIntake({
      store,
      files: await ownEvidence(store.db, evidence, config.evidenceUrl),
      organisation,
      publicOrigin,
      retentionFile,
      authority,
      calendars,
      key: await readIntakeKey(home.db, config.intakeKey),
      filesKey: await readFilesKey(home.db, config.filesKey),
      rates,
      proxies,
      extensionOrigins,
      folders: foldersOf(config),
      blindConfirm,
      sampleShare,
      signOn,
      signOnMaxAgeDays,
      sending,
      metricsToken,
      securityContact,
      inForce: config.inForce,
      keyFiles: config,
      publisher: config.recipesDesk ? createPublisher(config) : undefined,
      cells,
    });
    undo.push(startJobs(intake));
    const server = await listen(intake, config);
    undo.push(() => close(server));
    const { port } = server.address() as AddressInfo;
    const address = listeningAddress({ host: config.host, port });
    // With PORT=0 the port is known only now, before the first request is read.
    intake.publicOrigin = config.publicOrigin ?? address;
    opening.resolve({ store, address: intake.publicOrigin });
    return { address, store, stop: undoAll };
  } catch (error) {
    await undoAll();
    throw error;
  }
}

async function openShared(
  { cells }: Config,
  store: Store,
  undo: (() => Promise<unknown>)[],
): Promise<Cells | undefined> {
  if (!cells) return undefined;
  const opened = await openCells(await readServers(cells), store);
  undo.push(opened.close);
  return opened;
}

async function hold(
  config: Config,
  opening: Promise<{ store: Store; address: string }>,
): Promise<FolderLock> {
  const taken = await lockFolder(config.dataDir, async (asked, say) => {
    const { store, address } = await opening;
    return runAdminCommand({ store, config, address }, intakeCommand.parse(asked), say);
  });
  if ("lock" in taken) return taken.lock;
  throw new Error(
    `Process ${taken.holder.pid} already uses ${config.dataDir}. Stop it, or choose another DATA_DIR.`,
  );
}

async function listen(intake: Intake, { port, host, requestMs }: Config): Promise<Server> {
  const server = createServer(patience(requestMs), getRequestListener(createApp(intake).fetch));
  server.maxHeadersCount = maxHeaders;
  server.maxConnections = maxConnections.inAll;
  limitConnections(server, maxConnections.perAddress, intake.isProxy);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch((cause: NodeJS.ErrnoException) => {
    const taken = cause.code === "EADDRINUSE";
    throw taken
      ? new Error(`Port ${port} is in use. Stop the other process, or choose another PORT.`, { cause })
      : cause;
  });
  return server;
}

/** Refuses new connections, closes idle ones at once and busy ones after their answer. */
async function close(server: Server): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), stopMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(late);
}
