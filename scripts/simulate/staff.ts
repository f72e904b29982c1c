/** The people of a simulated intake, and how they ask it for something. */

import { setTimeout } from "node:timers/promises";
import type { Answered, Kit, TestDevice } from "../../test/intake-kit.ts";
import type { ProblemDocument } from "../../utils/contract/problem.ts";
import type { Random } from "../chaos/random.ts";

export interface Staff {
  officer(random: Random): TestDevice;
  /** Supervisors by number; any number will do. */
  desk(at: number): TestDevice;
  anyDesk(random: Random): number;
  /** Somebody who is none of these. */
  deskBut(involved: ReadonlySet<number>, random: Random): number;
}

const officers = 20;
const desks = 8;

export async function openStaff(kit: Kit): Promise<Staff> {
  const all: Record<"officer" | "supervisor", TestDevice[]> = { officer: [], supervisor: [] };
  for (let at = 1; at <= officers; at++) all.officer.push(await kit.enrolled("officer", `Petugas ${at}`));
  for (let at = 1; at <= desks; at++) all.supervisor.push(await kit.enrolled("supervisor", `Penyelia ${at}`));
  const desk = (at: number) => all.supervisor[at % desks] as TestDevice;
  return {
    officer: (random) => all.officer[random.between(0, officers - 1)] as TestDevice,
    desk,
    anyDesk: (random) => random.between(0, desks - 1),
    deskBut(involved, random) {
      const free = Array.from({ length: desks }, (_, at) => at).filter((at) => !involved.has(at));
      return random.pick(free as [number, ...number[]]);
    },
  };
}

/** What is asked for must be had. */
export async function ask(device: TestDevice, method: string, path: string, body?: unknown) {
  const request = body === undefined ? {} : { body };
  const answered = await patiently(() => device.call(method, path, request));
  if (answered.status !== 200) throw unexpected(method, path, answered);
  return answered.body;
}

/** An intake that is too busy says so, and is asked again, as every client does; nothing is done twice by that. */
export async function patiently(call: () => Promise<Answered>): Promise<Answered> {
  for (let left = 5; ; left--) {
    const answered = await call();
    if (answered.problem !== "intake-unavailable" || left === 0) return answered;
    await setTimeout(1_000);
  }
}

/** What is asked for must be refused, for that reason. */
export async function askInVain(
  device: TestDevice,
  path: string,
  { body, problem }: { body: unknown; problem: ProblemDocument["code"] },
): Promise<void> {
  const answered = await device.call("POST", path, { body });
  if (answered.problem !== problem) throw unexpected("POST", `${path}, not refused as ${problem},`, answered);
}

function unexpected(method: string, path: string, { status, body }: Answered): Error {
  return new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
}
