/** Checks that a file is the one listed in its report and may be stored. */

import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { type File, filesOf } from "../../utils/shared/contract/files.ts";
import type { Report } from "../../utils/shared/contract/report.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { inertFault } from "../../utils/shared/policy/check-inert-html.ts";
import { escapeInert, inertHead, isVoidTag } from "../../utils/shared/policy/inert-html.ts";
import { decodeUtf8 } from "../../utils/shared/seal/canonical-encoding.ts";
import type { HttpProblem } from "../core/problems.ts";
import { fileType } from "./file-type.ts";

export interface UploadedFile extends Pick<Report, "category" | "evidence"> {
  /** Content address under which it was sent. */
  sha256: string;
  bytes: Uint8Array;
  digest: string;
}

type Node = DefaultTreeAdapterTypes.ChildNode;

/** Problem: `snapshot-not-inert`, with what is not allowed and where. */
export function checkSnapshot(bytes: Uint8Array): Result<undefined> {
  const html = decodeUtf8(bytes);
  if (html === undefined) return fail("snapshot-not-inert", "not UTF-8");
  // Checked first, so that the parser below sees only bounded depth and plain markup.
  const fault = inertFault(html);
  if (fault) return fail("snapshot-not-inert", fault);
  const body = html.slice(inertHead.length);
  if (bodyOf(html) !== body) return fail("snapshot-not-inert", "parsers move its elements");
  return ok(undefined);
}

/** The body as the standard parser sees it, serialised by the rules of an inert copy. */
function bodyOf(html: string): string {
  const root = parse(html).childNodes.find((node) => node.nodeName === "html");
  const body = (root as DefaultTreeAdapterTypes.Element | undefined)?.childNodes.at(-1);
  return body ? `${write(body)}</html>` : "";
}

/** Recursion is bounded by `inertDepth`, checked before. */
function write(node: Node): string {
  if (node.nodeName === "#text") return escapeInert((node as DefaultTreeAdapterTypes.TextNode).value);
  if (!("attrs" in node)) return "";
  const attributes = node.attrs.map(({ name, value }) => ` ${name}="${escapeInert(value)}"`).join("");
  const start = `<${node.tagName}${attributes}>`;
  if (isVoidTag(node.tagName)) return start;
  return `${start}${node.childNodes.map(write).join("")}</${node.tagName}>`;
}

type CheckedFile = Result<undefined> | { ok: false; problem: HttpProblem };

export function checkFile(handed: UploadedFile): CheckedFile {
  if (handed.category === "PORNO_ANAK") return fail("pixels-not-allowed");
  const listed = filesOf(handed.evidence).filter(({ sha256 }) => sha256 === handed.sha256);
  if (listed.length === 0) return wrongField("sha256", "is not listed by the report");
  const checks = listed.map((file) => checkBytes(file, handed.bytes, handed.digest));
  return checks.find(({ ok }) => !ok) ?? ok(undefined);
}

/** Compares bytes with what a seal lists. Problems: `digest-mismatch`, `invalid-input`, `snapshot-not-inert`. */
export function checkBytes(listed: File, bytes: Uint8Array, digest: string): CheckedFile {
  if (digest !== listed.sha256) return fail("digest-mismatch", digest);
  if (bytes.length !== listed.bytes)
    return wrongField("bytes", `are ${bytes.length}, the seal lists ${listed.bytes}`);
  if (listed.type === "text/html") return checkSnapshot(bytes);
  const type = fileType(bytes);
  return type === listed.type
    ? ok(undefined)
    : wrongField("type", `is ${type ?? "no picture"}, the seal lists ${listed.type}`);
}

function wrongField(path: string, message: string): { ok: false; problem: HttpProblem } {
  return { ok: false, problem: { code: "invalid-input", retry: "never", fields: [{ path, message }] } };
}
