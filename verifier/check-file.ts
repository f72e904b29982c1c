/** Reads and checks a chosen file, and reports progress. */

import { checkBytes } from "../utils/shared/verify/check-bytes.ts";
import type { Verdict } from "../utils/shared/verify/verdict.ts";

export type Check =
  | { state: "waiting" }
  | { state: "checking"; name: string /** Progress from 0 to 1. */; done: number }
  | { state: "failed"; why: "too-large" | "unread" | "key.wrong" }
  | { state: "done"; name: string; verdict: Verdict };

/** Browsers can hold about 2 GB in one buffer, and the check needs several times the file's size. */
const maxBytes = 400_000_000;

/** Only the newest choice counts; results of earlier ones are discarded. */
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
