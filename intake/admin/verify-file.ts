/** `npm run verify -- FILE`: checks a packet or an export offline, and prints the result in words. */

import { constants } from "node:buffer";
import { open } from "node:fs/promises";
import { z } from "zod";
import { verifyText } from "../../utils/shared/i18n/verify.ts";
import { type Block, readBlockHeader } from "../../utils/shared/seal/open-timestamps.ts";
import { checkBytes } from "../../utils/shared/verify/check-bytes.ts";
import { shownOutcome } from "../../utils/shared/verify/describe-verdict.ts";
import { formatVerdict } from "../../utils/shared/verify/format-verdict.ts";
import { terminalLanguage } from "./terminal-output.ts";
import { thumbprint } from "./verify.ts";

const options = z.object({
  "intake-key": thumbprint.optional(),
  "block-header": z.array(z.string()).default([]),
  language: terminalLanguage,
  json: z.boolean(),
});

type ExitCode = 0 | 1 | 2 | 3;

/**
 * `exitCode`: 0 if everything is proven, 1 if something is not, 2 if the file cannot be checked, 3 if all fits a key that
 * was not compared: anyone can make such a file. Throws on invalid options.
 */
export async function checkFile(path: string, given: unknown): Promise<{ text: string; exitCode: ExitCode }> {
  const read = options.safeParse(given);
  if (!read.success)
    throw new Error(
      read.error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`).join("\n"),
    );
  const { "intake-key": intakeKey, "block-header": headers, language, json } = read.data;
  const blocks = await Promise.all(headers.map(readGivenHeader));
  const bytes = await readSmall(path).catch(() => "unread" as const);
  if (typeof bytes === "string") return { text: `${path}: ${verifyText(language, bytes)}`, exitCode: 2 };
  const verdict = await checkBytes(new Uint8Array(bytes), {
    ...(intakeKey === undefined ? {} : { intakeKey }),
    blocks,
  });
  const { kind, findings } = verdict;
  const text = json
    ? JSON.stringify({ outcome: shownOutcome(verdict), kind, intakeKey: verdict.intakeKey, findings })
    : formatVerdict(language, verdict);
  return { text, exitCode: exitCodes[shownOutcome(verdict)] };
}

/** `node:fs` reads no larger file at once. */
const maxBytes = 2 ** 31 - 1;

/** JSON is parsed from one text; a WACZ is a ZIP, whose files are read one by one. */
async function readSmall(path: string): Promise<Uint8Array<ArrayBuffer> | "too-large.command"> {
  await using file = await open(path);
  const info = await file.stat();
  // Such as a pipe, which has neither size nor positions.
  if (!info.isFile()) return new Uint8Array(await file.readFile());
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  const isZip = buffer.toString("latin1") === "PK";
  if (info.size > (isZip ? maxBytes : constants.MAX_STRING_LENGTH)) return "too-large.command";
  return new Uint8Array(await file.readFile());
}

const exitCodes: Record<ReturnType<typeof shownOutcome>, ExitCode> = {
  holds: 0,
  fails: 1,
  unreadable: 2,
  uncompared: 3,
};

async function readGivenHeader(hex: string): Promise<Block> {
  const block = await readBlockHeader(hex.trim().toLowerCase());
  if (!block.ok) throw new Error("--block-header: must be the 160 hexadecimal digits of one Bitcoin block");
  return block.value;
}
