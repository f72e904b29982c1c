/** Whether a file may be kept as an inert copy of markup: by our own grammar, and as browsers' parsers understand it. */

import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import { escapeInert, inertHead, isVoidTag } from "../../utils/policy/inert.ts";
import { inertFault } from "../../utils/policy/inert-fault.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;

/** `snapshot-not-inert` with what is not allowed and where. */
export function checkSnapshot(bytes: Uint8Array): Result<undefined> {
  const html = decode(bytes);
  if (html === undefined) return fail("snapshot-not-inert", "not UTF-8");
  // First: what comes after it is as deep and as plain as any parser can take.
  const fault = inertFault(html);
  if (fault) return fail("snapshot-not-inert", fault);
  const body = html.slice(inertHead.length);
  if (bodyOf(html) !== body) return fail("snapshot-not-inert", "parsers move its elements");
  return ok(undefined);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The body as the standard's parser sees it, written again by the rules of an inert copy. */
function bodyOf(html: string): string {
  const root = parse(html).childNodes.find((node) => node.nodeName === "html");
  const body = (root as DefaultTreeAdapterTypes.Element | undefined)?.childNodes.at(-1);
  return body ? `${write(body)}</html>` : "";
}

/** No deeper than `inertDepth`, which was checked. */
function write(node: Node): string {
  if (node.nodeName === "#text") return escapeInert((node as DefaultTreeAdapterTypes.TextNode).value);
  if (!("attrs" in node)) return "";
  const attributes = node.attrs.map(({ name, value }) => ` ${name}="${escapeInert(value)}"`).join("");
  const start = `<${node.tagName}${attributes}>`;
  if (isVoidTag(node.tagName)) return start;
  return `${start}${node.childNodes.map(write).join("")}</${node.tagName}>`;
}
