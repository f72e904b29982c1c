/**
 * Allows one process per PGlite folder. It listens on a loopback port and runs commands for callers that can
 * read the secret in the folder. A holder that does not answer is dead, whatever process id it left.
 */

import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const holderFile = z.object({ pid: z.int(), port: z.int(), secret: z.string() });
export type LockHolder = z.infer<typeof holderFile>;

export interface FolderLock {
  release(): Promise<void>;
}

export type WriteLine = (line: string) => void;

/** Runs a command received from another process on this machine. */
export type RunCommand = (command: unknown, say: WriteLine) => Promise<unknown>;

/**
 * One JSON value per line: any number of `said`, then `value` or `error`. An empty line is a sign of life.
 */
const answerLine = z.object({
  said: z.string().optional(),
  value: z.unknown().optional(),
  error: z.string().optional(),
});

const fileName = "intake.lock";
/** Exceeds the time for which opening PGlite blocks a process. */
const answerMs = 15_000;
/** Interval of signs of life during long work. */
const aliveMs = 3_000;
/** Far exceeds the time to read and rename one small file. */
const longestTurnMs = 10_000;
const turnRetryMs = 20;

/**
 * Returns the lock, or the process that owns it. Throws if its file cannot be read; the message is shown to the
 * administrator.
 */
export async function lockFolder(
  folder: string,
  answer: RunCommand,
): Promise<{ lock: FolderLock } | { holder: LockHolder }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString("hex");
  // Listens before the file names the port, so that a file whose owner does not answer is always stale.
  const server = await listen(secret, answer);
  const own: LockHolder = { pid: process.pid, port: (server.address() as AddressInfo).port, secret };
  const path = join(folder, fileName);
  const lock = { release: () => release(server, path, own) };
  for (;;) {
    if (await createLockFile(path, own)) return { lock: lock };
    const text = await readFile(path, "utf8").catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      await close(server);
      throw new Error(
        `${path} cannot be read (${error.code}). Use the account that runs the intake. If no process uses the folder, delete it.`,
        { cause: error },
      );
    });
    // Released just now; the next round claims it.
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder && (await isHolderAlive(holder))) {
      await close(server);
      return { holder };
    }
    if (await replaceStaleLock(path, text, own)) return { lock: lock };
  }
}

/**
 * A hard link appears with its full text or not at all. A half-written file would look like a dead owner's.
 */
async function createLockFile(path: string, own: LockHolder): Promise<boolean> {
  const draft = await writeDraft(path, own);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Atomically replaces a dead holder's file. Only one process at a time may do so, and only while the dead
 * holder's text is unchanged; the others start again.
 */
async function replaceStaleLock(path: string, deadText: string, own: LockHolder): Promise<boolean> {
  const turn = `${path}.turn`;
  if (!(await lockReplacement(turn))) return false;
  try {
    if ((await readFile(path, "utf8").catch(() => undefined)) !== deadText) return false;
    await rename(await writeDraft(path, own), path);
    return true;
  } finally {
    await rm(turn, { force: true });
  }
}

/** A turn far older than it can take belongs to a process that died. */
async function lockReplacement(turn: string): Promise<boolean> {
  try {
    await writeFile(turn, "", { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const began = await stat(turn).catch(() => undefined);
    if (began && Date.now() - began.mtimeMs > longestTurnMs) await rm(turn, { force: true });
    await sleep(turnRetryMs);
    return false;
  }
}

async function writeDraft(path: string, own: LockHolder): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(own), { flag: "wx", mode: 0o600 });
  return draft;
}

/** Returns undefined if there is no lock file or it is not valid. */
export async function readHolder(folder: string): Promise<LockHolder | undefined> {
  const text = await readFile(join(folder, fileName), "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseHolder(text);
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return holderFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function isHolderAlive(holder: LockHolder): Promise<boolean> {
  try {
    await sendCommand(holder, { command: "ping" });
    return true;
  } catch (error) {
    // A slow holder is alive.
    return error instanceof Error && error.name === "TimeoutError";
  }
}

async function* readLines(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of response.body ?? []) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** Throws the holder's error, or if it cannot be reached. */
export async function sendCommand(
  holder: LockHolder,
  command: unknown,
  say: WriteLine = () => undefined,
): Promise<unknown> {
  const silent = new AbortController();
  const late = () => silent.abort(new DOMException("The holder does not answer.", "TimeoutError"));
  let timer = setTimeout(late, answerMs);
  try {
    const response = await fetch(`http://127.0.0.1:${holder.port}/`, {
      method: "POST",
      headers: { Authorization: `Bearer ${holder.secret}` },
      body: JSON.stringify(command),
      signal: silent.signal,
    });
    for await (const line of readLines(response)) {
      clearTimeout(timer);
      timer = setTimeout(late, answerMs);
      if (line === "") continue;
      const answer = answerLine.parse(JSON.parse(line));
      if (answer.error !== undefined) throw new Error(answer.error);
      if (answer.said === undefined) return answer.value;
      say(answer.said);
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error("The process that uses this folder ended before it answered. See its log.");
}

async function listen(secret: string, answer: RunCommand): Promise<Server> {
  const server = createServer(async (request, response) => {
    const allowed = request.method === "POST" && isSecret(request, secret);
    response.writeHead(allowed ? 200 : 403, { "Content-Type": "application/x-ndjson", Connection: "close" });
    const tell = (line: z.input<typeof answerLine>) => response.write(`${JSON.stringify(line)}\n`);
    const alive = setInterval(() => response.write("\n"), aliveMs);
    tell(allowed ? await respond(request, answer, (said) => tell({ said })) : { error: "not allowed" });
    clearInterval(alive);
    response.end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return server;
}

function isSecret(request: IncomingMessage, secret: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${secret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function respond(
  request: IncomingMessage,
  answer: RunCommand,
  say: WriteLine,
): Promise<z.input<typeof answerLine>> {
  try {
    const command = await json(request);
    const ping = (command as { command?: unknown } | null)?.command === "ping";
    return { value: ping ? "pong" : await answer(command, say) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "failed" };
  }
}

async function release(server: Server, path: string, own: LockHolder): Promise<void> {
  const text = await readFile(path, "utf8").catch(() => "");
  if (text.includes(own.secret)) await rm(path, { force: true });
  await close(server);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
