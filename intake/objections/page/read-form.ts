/** Reads the public form as a browser sends it, and reports wrong fields. */

import { type ObjectionInput, objectionInput } from "../../../utils/shared/contract/objection.ts";
import { findUnstorable } from "../../core/read-input.ts";

export type WrongField = "objector" | "text" | "name" | "large" | "form";
export type TypedFields = Partial<Record<"objector" | "text" | "name" | "contact", string>>;

export type ReadForm =
  | { ok: true; value: ObjectionInput }
  | { ok: false; wrong: readonly WrongField[]; typed: TypedFields };

const fields = ["objector", "text", "name", "contact"] as const;

export async function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<ReadForm> {
  const data = await new Response(bytes, { headers: { "Content-Type": type } })
    .formData()
    .catch(() => undefined);
  const typed: TypedFields = {};
  for (const name of fields) {
    const value = data?.get(name);
    // Browsers send line ends as CRLF. An empty field counts as missing.
    const plain = typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() : "";
    if (plain !== "") typed[name] = plain;
  }
  if (!data || findUnstorable(typed)) return { ok: false, wrong: ["form"], typed: {} };
  const read = objectionInput.safeParse(typed);
  if (read.success) return { ok: true, value: read.data };
  const wrong = read.error.issues.map(({ path }) => wrongIn[String(path[0])] ?? "form");
  return { ok: false, wrong: [...new Set(wrong)], typed };
}

const wrongIn: Record<string, WrongField> = {
  objector: "objector",
  text: "text",
  name: "name",
  contact: "name",
};
