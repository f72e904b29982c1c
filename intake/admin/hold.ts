/**
 * One process per PGlite folder. Whoever holds it listens on a loopback port and answers commands of those who can read
 * the secret in the folder; a holder that does not answer is gone, whatever process number it left behind.
 */

import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { readLines } from "./lines.ts";

const holderFile = z.object({ pid: z.int(), port: z.int(), secret: z.string() });
export type Holder = z.infer<typeof holderFile>;

export interface Hold {
  release(): Promise<void>;
}

/** Tells whoever asked how far it is. */
export type Say = (line: string) => void;

/** Answers a command that another process of this machine sent. */
export type AnswerCommand = (command: unknown, say: Say) => Promise<unknown>;

/** One a line: any number of what is said, then the value or the error. An empty line: still at it. */
const answerLine = z.object({
  said: z.string().optional(),
  value: z.unknown().optional(),
  error: z.string().optional(),
});

const fileName = "intake.lock";
/** Longer than PGlite keeps a process from answering while it opens. */
const answerMs = 15_000;
/** A holder that works on something long says so this often. */
const aliveMs = 3_000;
/** Reading and renaming one small file takes far less. */
const longestTurnMs = 10_000;
const waitForTurnMs = 20;

/** The hold, or who has it. */
export async function takeFolder(
  folder: string,
  answer: AnswerCommand,
): Promise<{ hold: Hold } | { holder: Holder }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString("hex");
  // Listens before the file names it: a file whose holder does not answer is always a dead one's.
  const server = await listen(secret, answer);
  const own: Holder = { pid: process.pid, port: (server.address() as AddressInfo).port, secret };
  const path = join(folder, fileName);
  const hold = { release: () => release(server, path, own) };
  for (;;) {
    if (await claim(path, own)) return { hold };
    const text = await readFile(path, "utf8").catch(() => undefined);
    // Released at this very moment: the next round claims it.
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder && (await isAlive(holder))) {
      await close(server);
      return { holder };
    }
    if (await replaceDead(path, text, own)) return { hold };
  }
}

/** A link appears with all of its text or not at all: a file that is half written would look like a dead holder's. */
async function claim(path: string, own: Holder): Promise<boolean> {
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
 * Puts our file in the place of a dead holder's, without a moment in which there is none. One at a time may do so, and
 * only while the dead one's text still stands there; the others look again.
 */
async function replaceDead(path: string, deadText: string, own: Holder): Promise<boolean> {
  const turn = `${path}.turn`;
  if (!(await takeTurn(turn))) return false;
  try {
    if ((await readFile(path, "utf8").catch(() => undefined)) !== deadText) return false;
    await rename(await writeDraft(path, own), path);
    return true;
  } finally {
    await rm(turn, { force: true });
  }
}

/** Who died while it was their turn has not answered for far longer than a turn takes. */
async function takeTurn(turn: string): Promise<boolean> {
  try {
    await writeFile(turn, "", { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const began = await stat(turn).catch(() => undefined);
    if (began && Date.now() - began.mtimeMs > longestTurnMs) await rm(turn, { force: true });
    await sleep(waitForTurnMs);
    return false;
  }
}

async function writeDraft(path: string, own: Holder): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(own), { flag: "wx", mode: 0o600 });
  return draft;
}

/** Undefined when nobody has claimed the folder, or the file is not one of ours. */
export async function readHolder(folder: string): Promise<Holder | undefined> {
  const text = await readFile(join(folder, fileName), "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseHolder(text);
}

function parseHolder(text: string): Holder | undefined {
  try {
    return holderFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    await sendCommand(holder, { command: "ping" });
    return true;
  } catch (error) {
    // Slow is not dead.
    return error instanceof Error && error.name === "TimeoutError";
  }
}

/** Throws what the holder says is wrong, or when it cannot be reached. */
export async function sendCommand(
  holder: Holder,
  command: unknown,
  say: Say = () => undefined,
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
      const told = answerLine.parse(JSON.parse(line));
      if (told.error !== undefined) throw new Error(told.error);
      if (told.said === undefined) return told.value;
      say(told.said);
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error("The process that uses this folder ended before it had answered: look there.");
}

async function listen(secret: string, answer: AnswerCommand): Promise<Server> {
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
  answer: AnswerCommand,
  say: Say,
): Promise<z.input<typeof answerLine>> {
  try {
    const command = await json(request);
    const ping = (command as { command?: unknown } | null)?.command === "ping";
    return { value: ping ? "pong" : await answer(command, say) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "failed" };
  }
}

async function release(server: Server, path: string, own: Holder): Promise<void> {
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
