/** Pages of the objection form: about one request item, or for the address of a post. */

import { randomUUID } from "node:crypto";
import { html } from "hono/html";
import { z } from "zod";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { type ObjectionInput, objectionInput } from "../../../utils/shared/contract/objection.ts";
import type { Objector } from "../../../utils/shared/contract/request-state.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { type TextKey, texts } from "../../../utils/shared/i18n/text.ts";
import { number } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { bases } from "../../../utils/shared/policy/legal-bases.ts";
import { parseAddress } from "../../../utils/shared/subject/parse-address.ts";
import { digestJson, uuidOf } from "../../core/digest.ts";
import { findUnstorable } from "../../core/read-input.ts";
import { isNoPixels } from "../../requests/compose-letter.ts";
import type { AddressObjectionInput } from "../store/address-objections.ts";
import type { FoundItem } from "../store/read-objections.ts";
import { frame, type Html, localePath, pairs, say, when } from "./frame.ts";

/** Main audience first. */
const objectors = ["uploader", "platform", "other"] as const satisfies Objector[];

export interface ItemPage {
  language: Language;
  organisation: string;
  found: FoundItem;
  /** Errors and values of a submitted form. */
  wrong?: readonly WrongField[];
  typed?: TypedFields;
}

export function itemPage({ language, organisation, found, wrong = [], typed = {} }: ItemPage): Html {
  const path = `/sanggah/${found.item.reference}`;
  return frame({
    language,
    path,
    heading: say(language, "title"),
    body: html`<section>
        <h2>${say(language, "asked")}</h2>
        ${pairs(rowsOf(language, organisation, found))}
        ${found.request.kind === "restore" ? html`<p>${say(language, "restores")}</p>` : ""}
      </section>
      ${found.isOpen ? objectionForm({ language, path, wrong, typed }) : html`<p>${say(language, "withdrawn")}</p>`}`,
  });
}

function rowsOf(language: Language, organisation: string, { item, request, decision, row }: FoundItem) {
  const category = categories[request.category];
  const site = `site.${request.site}` as TextKey;
  const { number } = request.letter;
  const basis = decision.basis.map((id) => bases[id]?.text ?? id);
  // In the no-pixels lane no link to the content is shown to anyone.
  const identityOnly = isNoPixels(request.category, row.withheld);
  return [
    [say(language, "by"), organisation],
    ...(typeof number === "string" ? [[say(language, "number"), number] as const] : []),
    [say(language, "when"), when(language, request.madeAt)],
    ...(decision.reversedAt
      ? [[say(language, "reversed"), when(language, decision.reversedAt)] as const]
      : []),
    [say(language, "platform"), texts[language][site]],
    [say(language, "action"), actions[request.action].label[language]],
    [say(language, "category"), category.label[language]],
    [say(language, "rule"), category.platform[request.site] ?? say(language, "noRule")],
    [say(language, "basis"), basis.length > 0 ? basis.join("; ") : say(language, "noBasis")],
    identityOnly ? [say(language, "subject"), item.subject] : [say(language, "address"), item.permalink],
  ] as (readonly [string, string])[];
}

export interface ObjectionFormParts {
  language: Language;
  path: string;
  wrong: readonly WrongField[];
  typed: TypedFields;
  /** Fields before the common ones. */
  first?: Html;
}

export function objectionForm({ language, path, wrong, typed, first }: ObjectionFormParts): Html {
  const chars = { text: number(language, limits.objectionChars), name: number(language, limits.nameChars) };
  const sentence = (field: WrongField) => {
    const values = { chars: chars[field === "name" ? "name" : "text"], hours: limits.objectionHours };
    return say(language, `wrong.${field}`, values);
  };
  const who = objectors.map(
    (objector) => html`<label class="choice">
      <input type="radio" name="objector" value="${objector}" required ${typed.objector === objector ? "checked" : ""} />
      ${say(language, `who.${objector}`)}
    </label>`,
  );
  return html`<section class="screen">
    <h2 id="form">${say(language, "object")}</h2>
    ${
      wrong.length > 0
        ? html`<div class="wrong" role="alert" id="wrong" tabindex="-1" autofocus>
            <p><strong>${say(language, "wrong.title")}</strong></p>
            <ul>${wrong.map((field) => html`<li>${sentence(field)}</li>`)}</ul>
            ${wrong.includes("many") && path !== addressPath ? queueHint(language) : ""}
          </div>`
        : ""
    }
    <form method="post" action="${localePath(language, path)}" enctype="multipart/form-data" aria-labelledby="form">
      <input type="hidden" name="submission" value="${randomUUID()}" />
      ${first ?? ""}
      <fieldset><legend>${say(language, "who")}</legend>${who}</fieldset>
      <label for="text">${say(language, "text")}</label>
      <p class="muted" id="text-hint">${say(language, "textHint", { chars: chars.text })}</p>
      <textarea id="text" name="text" rows="10" required maxlength="${limits.objectionChars}" aria-describedby="text-hint">${typed.text ?? ""}</textarea>
      <label for="name">${say(language, "name")}</label>
      <input id="name" name="name" maxlength="${limits.nameChars}" autocomplete="name" value="${typed.name ?? ""}" />
      <label for="contact">${say(language, "contact")}</label>
      <p class="muted" id="contact-hint">${say(language, "contactHint", { days: limits.objectorDays })}</p>
      <input id="contact" name="contact" maxlength="${limits.nameChars}" autocomplete="email" aria-describedby="contact-hint" value="${typed.contact ?? ""}" />
      <p>${say(language, "promise", { hours: limits.objectionHours })}</p>
      <button>${say(language, "send")}</button>
    </form>
  </section>`;
}

/** All places of the item are taken, but the form for an address has a queue. */
function queueHint(language: Language): Html {
  return html`<p>${say(language, "queueHint")}
    <a href="${localePath(language, addressPath)}">${say(language, "byAddress")}</a></p>`;
}

/** The last three concern no field: the form keeps what was typed. */
export type WrongField =
  | ("address" | "objector" | "text" | "name" | "large" | "form")
  | ("many" | "full" | "changed");
export type TypedFields = Partial<Record<(typeof fields)[number], string>>;

export type ReadForm =
  | { ok: true; value: ObjectionInput; submission: string | undefined; typed: TypedFields }
  | { ok: false; wrong: readonly WrongField[]; typed: TypedFields };

const fields = ["address", "objector", "text", "name", "contact", "submission"] as const;

/**
 * A form that is sent twice with the same contents is one objection. Only its sender knows `submission`: the same words
 * from another form are another person's.
 */
export function objectionId(submission: string | undefined, said: object): string {
  return submission === undefined ? randomUUID() : uuidOf(digestJson({ submission, ...said }));
}

/** Reads the form of one item, and reports wrong fields. */
export async function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<ReadForm> {
  const read = await readFields(bytes, type);
  if (!read) return { ok: false, wrong: ["form"], typed: {} };
  const { address: _address, submission, ...typed } = read;
  const parsed = objectionInput.safeParse(typed);
  return parsed.success
    ? { ok: true, value: parsed.data, submission, typed }
    : { ok: false, wrong: wrongFields(parsed.error), typed };
}

/** Reads the fields as a browser sends them. Undefined if they are unreadable or not storable. */
export async function readFields(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<TypedFields | undefined> {
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
  return !data || findUnstorable(typed) ? undefined : typed;
}

export function wrongFields({ issues }: Pick<z.ZodError, "issues">): WrongField[] {
  return [...new Set(issues.map(({ path }) => wrongIn[String(path[0])] ?? "form"))];
}

const wrongIn: Record<string, WrongField> = {
  address: "address",
  objector: "objector",
  text: "text",
  name: "name",
  contact: "name",
};

export const addressPath = "/sanggah/alamat";

interface AddressPage {
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
    <input id="address" name="address" inputmode="url" required maxlength="${limits.addressChars}" autocomplete="off" spellcheck="false" aria-describedby="address-hint" value="${typed.address ?? ""}" />`;
  return frame({
    language,
    path: addressPath,
    heading: say(language, "byAddress"),
    body: html`<p>${say(language, "byAddressText", { organisation, hours: limits.objectionHours })}</p>
      ${objectionForm({ language, path: addressPath, wrong, typed, first: address })}`,
  });
}

type ReadAddressForm =
  | { ok: true; value: AddressObjectionInput; typed: TypedFields }
  | { ok: false; wrong: readonly WrongField[]; typed: TypedFields };

const addressInput = objectionInput.extend({ address: z.string().max(limits.addressChars) });

/** Addresses are often typed and told without it. */
function withScheme(address: string): string {
  return /^[a-z][a-z\d+.-]*:/i.test(address) ? address : `https://${address}`;
}

/** The address is parsed by the grammar of reports; a private or foreign one is refused before anything is asked. */
export async function readAddressForm(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<ReadAddressForm> {
  const fieldsRead = await readFields(bytes, type);
  if (!fieldsRead) return { ok: false, wrong: ["form"], typed: {} };
  const { submission, ...typed } = fieldsRead;
  const read = addressInput.safeParse(typed);
  const parsed = parseAddress(withScheme(typed.address ?? ""));
  if (read.success && parsed.ok) {
    const { address: _address, ...said } = read.data;
    const input = { ...said, subject: parsed.value.subject };
    return { ok: true, value: { ...input, id: objectionId(submission, input) }, typed };
  }
  const wrong = read.success ? [] : wrongFields(read.error);
  return { ok: false, wrong: [...new Set(parsed.ok ? wrong : ["address" as const, ...wrong])], typed };
}
