/**
 * One process per PGlite folder. Whoever holds it listens on a loopback port and answers commands of those who can read
 * the secret in the folder; a holder that does not answer is gone, whatever process number it left behind.
 */

import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { z } from "zod";

const holderFile = z.object({ pid: z.int(), port: z.int(), secret: z.string() });
export type Holder = z.infer<typeof holderFile>;

export interface Hold {
  release(): Promise<void>;
}

/** Answers a command that another process of this machine sent. */
export type AnswerCommand = (command: unknown) => Promise<unknown>;

const fileName = "intake.lock";
/** Longer than PGlite keeps a process from answering while it opens. */
const answerMs = 15_000;

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
  for (;;) {
    if (await claim(path, own)) return { hold: { release: () => release(server, path, own) } };
    const holder = await readHolder(folder);
    if (holder && (await isAlive(holder))) {
      await close(server);
      return { holder };
    }
    await removeStale(path, holder);
  }
}

async function claim(path: string, own: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(own), { flag: "wx", mode: 0o600 });
    await chmod(path, 0o600);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Undefined when nobody has claimed the folder, or the file is not one of ours. */
export async function readHolder(folder: string): Promise<Holder | undefined> {
  try {
    return holderFile.safeParse(JSON.parse(await readFile(join(folder, fileName), "utf8"))).data;
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

/** Two who find the same dead holder: a rename has one winner, and a file that is not the dead one's goes back. */
async function removeStale(path: string, dead: Holder | undefined): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const text = await readFile(aside, "utf8");
  if (dead === undefined || text.includes(dead.secret)) await rm(aside);
  else await rename(aside, path);
}

/** Throws what the holder says is wrong, or when it cannot be reached. */
export async function sendCommand(holder: Holder, command: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${holder.port}/`, {
    method: "POST",
    headers: { Authorization: `Bearer ${holder.secret}` },
    body: JSON.stringify(command),
    signal: AbortSignal.timeout(answerMs),
  });
  const answer = z
    .object({ value: z.unknown().optional(), error: z.string().optional() })
    .parse(await response.json());
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value;
}

async function listen(secret: string, answer: AnswerCommand): Promise<Server> {
  const server = createServer(async (request, response) => {
    const allowed = request.method === "POST" && isSecret(request, secret);
    const body = allowed ? await respond(request, answer) : { error: "not allowed" };
    response.writeHead(allowed ? 200 : 403, { "Content-Type": "application/json", Connection: "close" });
    response.end(JSON.stringify(body));
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
): Promise<{ value?: unknown; error?: string }> {
  try {
    const command = await json(request);
    const ping = (command as { command?: unknown } | null)?.command === "ping";
    return { value: ping ? "pong" : await answer(command) };
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
