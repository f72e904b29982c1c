/** Reads a chosen file and checks it, telling how far it is. */

import { checkBytes } from "../utils/verify/check-bytes.ts";
import type { Verdict } from "../utils/verify/verdict.ts";

export type Check =
  | { state: "waiting" }
  | { state: "checking"; name: string /** From 0 to 1. */; done: number }
  | { state: "failed"; why: "too-large" | "unread" | "key.wrong" }
  | { state: "done"; name: string; verdict: Verdict };

/** Browsers hold about 2 GB in one piece, and the check needs a few times the file. */
const maxBytes = 400_000_000;

/** The newest choice counts: what an earlier one still says is dropped. */
let newest = 0;

export async function checkFile(file: File, intakeKey: string, tell: (check: Check) => void): Promise<void> {
  const own = ++newest;
  const say = (check: Check) => own === newest && tell(check);
  if (intakeKey !== "" && !/^[\w-]{43}$/.test(intakeKey))
    return void say({ state: "failed", why: "key.wrong" });
  if (file.size > maxBytes) return void say({ state: "failed", why: "too-large" });
  const { name } = file;
  say({ state: "checking", name, done: 0 });
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (!bytes) return void say({ state: "failed", why: "unread" });
  const verdict = await checkBytes(new Uint8Array(bytes), {
    ...(intakeKey === "" ? {} : { intakeKey }),
    onProgress: (done) => say({ state: "checking", name, done }),
  });
  say({ state: "done", name, verdict });
}
