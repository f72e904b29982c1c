/** The page for an objection that starts from the address of a post. */

import { html } from "hono/html";
import { z } from "zod";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { objectionInput } from "../../../utils/shared/contract/objection.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { parseAddress } from "../../../utils/shared/subject/parse-address.ts";
import type { AddressObjectionInput } from "../store/address-objections.ts";
import { frame, type Html, say } from "./frame.ts";
import { objectionForm, readFields, type TypedFields, type WrongField, wrongFields } from "./item-page.ts";

export const addressPath = "/sanggah/alamat";

export interface AddressPage {
  language: Language;
  organisation: string;
  wrong?: readonly WrongField[];
  typed?: TypedFields;
}

/** The same for every address: it neither looks one up nor repeats what is known about it. */
export function addressPage({ language, organisation, wrong = [], typed = {} }: AddressPage): Html {
  const hint = say(language, "linkHint");
  const address = html`<label for="address">${say(language, "link")}</label>
    <p class="muted" id="address-hint">${hint}</p>
    <input id="address" name="address" type="url" required maxlength="${limits.addressChars}" autocomplete="off" spellcheck="false" aria-describedby="address-hint" value="${typed.address ?? ""}" />`;
  return frame({
    language,
    path: addressPath,
    heading: say(language, "byAddress"),
    body: html`<p>${say(language, "byAddressText", { organisation, hours: limits.objectionHours })}</p>
      ${objectionForm({ language, path: addressPath, wrong, typed, first: address })}`,
  });
}

export type ReadAddressForm =
  | { ok: true; value: AddressObjectionInput }
  | { ok: false; wrong: readonly WrongField[]; typed: TypedFields };

const addressInput = objectionInput.extend({ address: z.string().max(limits.addressChars) });

/** The address is parsed by the grammar of reports; a private or foreign one is refused before anything is asked. */
export async function readAddressForm(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<ReadAddressForm> {
  const typed = await readFields(bytes, type);
  if (!typed) return { ok: false, wrong: ["form"], typed: {} };
  const read = addressInput.safeParse(typed);
  const parsed = parseAddress(typed.address ?? "");
  if (read.success && parsed.ok) {
    const { address: _address, ...said } = read.data;
    return { ok: true, value: { ...said, subject: parsed.value.subject } };
  }
  const wrong = read.success ? [] : wrongFields(read.error);
  return { ok: false, wrong: [...new Set(parsed.ok ? wrong : ["address" as const, ...wrong])], typed };
}
