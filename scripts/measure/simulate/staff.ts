/** The people of a simulated intake, and their requests to it. */

import { setTimeout } from "node:timers/promises";
import type { ProblemDocument } from "../../../utils/shared/contract/problem.ts";
import type { IntakeKit, TestAnswer, TestDevice } from "../../dev/kits/intake-kit.ts";
import type { Random } from "../chaos/random.ts";

export interface SimulatedStaff {
  officer(random: Random): TestDevice;
  /** Supervisor by number, taken modulo the number of supervisors. */
  desk(at: number): TestDevice;
  anyDesk(random: Random): number;
  /** Returns the number of a supervisor outside `involved`. */
  deskBut(involved: ReadonlySet<number>, random: Random): number;
}

const officers = 20;
const desks = 8;

export async function openStaff(kit: IntakeKit): Promise<SimulatedStaff> {
  const all: Record<"officer" | "supervisor", TestDevice[]> = { officer: [], supervisor: [] };
  for (let at = 1; at <= officers; at++) all.officer.push(await kit.enrolled("officer", `Petugas ${at}`));
  for (let number = 1; number <= desks; number++)
    all.supervisor.push(await kit.enrolled("supervisor", `Penyelia ${number}`));
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

/** Sends a request that must succeed. */
export async function expectOk(device: TestDevice, method: string, path: string, body?: unknown) {
  const request = body === undefined ? {} : { body };
  const answered = await withRetries(() => device.call(method, path, request));
  if (answered.status !== 200) throw unexpected(method, path, answered);
  return answered.body;
}

/** Retries while the intake is too busy, as every client does. Requests are idempotent. */
export async function withRetries(call: () => Promise<TestAnswer>): Promise<TestAnswer> {
  for (let left = 5; ; left--) {
    const answered = await call();
    if (answered.problem !== "intake-unavailable" || left === 0) return answered;
    await setTimeout(1_000);
  }
}

/** Sends a request that must be refused with that problem. */
export async function expectProblem(
  device: TestDevice,
  path: string,
  { body, problem }: { body: unknown; problem: ProblemDocument["code"] },
): Promise<void> {
  const answered = await device.call("POST", path, { body });
  if (answered.problem !== problem) throw unexpected("POST", `${path}, not refused as ${problem},`, answered);
}

function unexpected(method: string, path: string, { status, body }: TestAnswer): Error {
  return new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
}
