/** The DSA statement against the rules of the transparency database's own validator. */

import { describe, expect, test } from "vitest";
import { toDsa } from "../../../../intake/requests/dsa-statement.ts";
import { type ActionCode, actionCode, categoryCode } from "../../../../utils/shared/contract/category.ts";
import { type Letter, type LetterItem, letter } from "../../../../utils/shared/contract/letter.ts";
import { kind } from "../../../../utils/shared/contract/site.ts";
import { isPlatformRequest } from "../../../../utils/shared/policy/decision-destinations.ts";

/**
 * The validator's rules for the fields that an authority can know, as of June 2026:
 * https://github.com/digital-services-act/transparency-database/blob/69e80a0b/app/Http/Requests/StatementStoreRequest.php
 * `needs`: required where the other field has that value, and refused elsewhere. A field without a rule fails.
 */
interface Rule {
  required?: true;
  list?: true;
  in?: readonly string[];
  max?: number;
  like?: RegExp;
  days?: readonly [string, string];
  needs?: readonly [string, string];
}

const prefixed = (prefix: string, names: string) => names.split(" ").map((name) => `${prefix}_${name}`);
const countries =
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" ");
const illegal = ["decision_ground", "DECISION_GROUND_ILLEGAL_CONTENT"] as const;
const incompatible = ["decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT"] as const;

const rules: Record<string, Rule> = {
  puid: { required: true, max: 500, like: /^[a-zA-Z0-9-_]+$/ },
  decision_visibility: {
    list: true,
    in: prefixed(
      "DECISION_VISIBILITY",
      "CONTENT_REMOVED CONTENT_DISABLED CONTENT_DEMOTED CONTENT_AGE_RESTRICTED CONTENT_INTERACTION_RESTRICTED CONTENT_LABELLED OTHER",
    ),
  },
  decision_visibility_other: { max: 500, needs: ["decision_visibility", "DECISION_VISIBILITY_OTHER"] },
  decision_account: { in: prefixed("DECISION_ACCOUNT", "SUSPENDED TERMINATED") },
  decision_ground: {
    required: true,
    in: prefixed("DECISION_GROUND", "ILLEGAL_CONTENT INCOMPATIBLE_CONTENT"),
  },
  illegal_content_legal_ground: { max: 500, needs: illegal },
  illegal_content_explanation: { max: 2_000, needs: illegal },
  incompatible_content_ground: { max: 500, needs: incompatible },
  incompatible_content_explanation: { max: 2_000, needs: incompatible },
  content_type: {
    required: true,
    list: true,
    in: prefixed("CONTENT_TYPE", "APP AUDIO IMAGE PRODUCT SYNTHETIC_MEDIA TEXT VIDEO OTHER"),
  },
  content_type_other: { max: 500, needs: ["content_type", "CONTENT_TYPE_OTHER"] },
  category: {
    required: true,
    in: prefixed(
      "STATEMENT_CATEGORY",
      "ANIMAL_WELFARE CONSUMER_INFORMATION CYBER_VIOLENCE CYBER_VIOLENCE_AGAINST_WOMEN DATA_PROTECTION_AND_PRIVACY_VIOLATIONS ILLEGAL_OR_HARMFUL_SPEECH INTELLECTUAL_PROPERTY_INFRINGEMENTS NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS NOT_SPECIFIED_NOTICE OTHER_VIOLATION_TC PROTECTION_OF_MINORS RISK_FOR_PUBLIC_SECURITY SCAMS_AND_FRAUD SELF_HARM UNSAFE_AND_PROHIBITED_PRODUCTS VIOLENCE",
    ),
  },
  /** Only the keywords that can occur here; the database has 80. */
  category_specification: {
    list: true,
    in: prefixed(
      "KEYWORD",
      "ADULT_SEXUAL_MATERIAL CHILD_SEXUAL_ABUSE_MATERIAL COPYRIGHT_INFRINGEMENT GOODS_SERVICES_NOT_PERMITTED HATE_SPEECH INCITEMENT_VIOLENCE_HATRED MISINFORMATION_DISINFORMATION PROHIBITED_PRODUCTS TERRORIST_CONTENT OTHER",
    ),
  },
  category_specification_other: { max: 500, needs: ["category_specification", "KEYWORD_OTHER"] },
  /** Required by the documentation, nullable in the validator. */
  territorial_scope: { list: true, in: countries },
  content_date: { required: true, days: ["2000-01-01", "2038-01-01"] },
  application_date: { required: true, days: ["2020-01-01", "2038-01-01"] },
  decision_facts: { required: true, max: 5_000 },
  source_type: {
    required: true,
    in: ["SOURCE_ARTICLE_16", "SOURCE_TRUSTED_FLAGGER", "SOURCE_TYPE_OTHER_NOTIFICATION", "SOURCE_VOLUNTARY"],
  },
  source_identity: { max: 500 },
  automated_detection: { required: true, in: ["Yes", "No"] },
  automated_decision: {
    required: true,
    in: prefixed("AUTOMATED_DECISION", "FULLY PARTIALLY NOT_AUTOMATED"),
  },
};

type Statement = Record<string, unknown>;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const isMissing = (value: unknown) =>
  value === undefined || (typeof value === "string" && value.trim() === "");

function brokenRules(statement: Statement): string[] {
  const unknown = Object.keys(statement).filter((name) => !rules[name]);
  const decisions = ["decision_visibility", "decision_account"];
  const none = decisions.every((name) => listOf(statement[name] ?? []).length === 0);
  const broken = Object.entries(rules).filter(([name, rule]) => breaks(statement, name, rule));
  return [
    ...unknown.map((name) => `${name} is unknown`),
    ...(none ? ["no decision"] : []),
    ...broken.map(([name]) => name),
  ];
}

function breaks(statement: Statement, name: string, rule: Rule): boolean {
  const value = statement[name];
  const [other, wanted] = rule.needs ?? [];
  const isNeeded = other !== undefined && listOf(statement[other]).includes(wanted);
  const mayBe = other === undefined || isNeeded;
  if (isMissing(value)) return rule.required === true || isNeeded;
  const texts = listOf(value);
  return (
    !mayBe ||
    Boolean(rule.list) !== Array.isArray(value) ||
    (rule.required === true && texts.length === 0) ||
    texts.some((text) => typeof text !== "string" || breaksText(text, rule))
  );
}

function breaksText(text: string, rule: Rule): boolean {
  const [from, to] = rule.days ?? [];
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  return (
    (rule.in !== undefined && !rule.in.includes(text)) ||
    (rule.max !== undefined && [...text].length > rule.max) ||
    (rule.like !== undefined && !rule.like.test(text)) ||
    (from !== undefined && to !== undefined && !(isDay && text >= from && text <= to))
  );
}

const item: LetterItem = {
  place: 1,
  id: "6f1c1a52-9c55-4f0e-8a39-6d5f2a0f4b11",
  caseId: "6f1c1a52-9c55-4f0e-8a39-6d5f2a0f4b12",
  decisionId: "6f1c1a52-9c55-4f0e-8a39-6d5f2a0f4b13",
  subject: "x:post:1900000000000000123",
  aliases: [],
  address: "https://x.com/akun_contoh/status/1900000000000000123",
  author: "Akun Contoh",
  publishedAt: "2026-11-20T18:30:00.000Z",
  picture: { none: "not-in-view" },
  analysis: "Menawarkan tautan judi daring.",
  elements: ["tawaran"],
  reference: "ABCDEFGHJKMNPQRSTVWXYZ0123",
};

function letterOf(parts: Partial<Letter> = {}, itemParts: Partial<LetterItem> = {}): Letter {
  return letter.parse({
    format: "lapor-kominfo/request/1",
    id: "6f1c1a52-9c55-4f0e-8a39-6d5f2a0f4b10",
    number: "00012/LK-KOMINFO/XI/2026",
    kind: "order",
    organisation: "Kominfo",
    site: "x",
    category: "JUDI",
    action: "HAPUS_KEBIJAKAN",
    urgent: false,
    basis: [{ id: "uu-ite-27-2", text: "UU ITE Ps 27(2)", verified: true }],
    items: [{ ...item, ...itemParts }],
    madeAt: "2026-11-24T20:00:00.000Z",
    origin: "https://lapor.example.go.id",
    ...parts,
  });
}

const statementOf = (parts: Partial<Letter> = {}, itemParts: Partial<LetterItem> = {}) =>
  toDsa(letterOf(parts, itemParts))[0] as Statement;

const requested = actionCode.options.filter(isPlatformRequest);

describe("the rules themselves", () => {
  test.each<[string, Statement]>([
    ["content_date", { content_date: "2026-11-20T18:30:00.000Z" }],
    ["application_date", { application_date: "2019-12-31" }],
    ["territorial_scope", { territorial_scope: ["ID"] }],
    ["category", { category: "JUDI" }],
    ["content_type", { content_type: [] }],
    ["no decision", { decision_visibility: [] }],
    ["content_type_other", { content_type: ["CONTENT_TYPE_TEXT"], content_type_other: "a post" }],
    ["puid", { puid: "a b" }],
    ["illegal_content_explanation", { illegal_content_explanation: "a".repeat(2_001) }],
    ["note is unknown", { note: "x" }],
  ])("refuse a statement with a wrong %s", (rule, wrong) => {
    expect(brokenRules({ ...statementOf({}, { subject: "x:video:1" }), ...wrong })).toEqual([rule]);
  });
});

test.each(categoryCode.options)("a statement on %s is valid for every requested action", (category) => {
  for (const action of requested)
    for (const basis of [[], letterOf().basis])
      expect([action, brokenRules(statementOf({ category, action, basis }))]).toEqual([action, []]);
});

test.each(kind.options)("a statement on a %s is valid", (postKind) => {
  expect(brokenRules(statementOf({}, { subject: `x:${postKind}:1` }))).toEqual([]);
});

test("long and odd texts stay within the limits of the schema", () => {
  const text = "𝒜".repeat(1_000);
  const basis = Array.from({ length: 20 }, (_, n) => ({
    id: String(n),
    text: `UU ${n} Ps 𝒜𝒜𝒜`.repeat(9),
    verified: true,
  }));
  const named = { name: "𝒜".repeat(700), verified: false };
  const bare = { publishedAt: "1969-12-31T00:00:00.000Z" };
  for (const long of [{ basis }, { basis: [], rule: named }]) {
    const statement = statementOf({ ...long, organisation: "𝒜".repeat(50) }, { analysis: text, ...bare });
    expect(brokenRules(statement)).toEqual([]);
    for (const value of Object.values(statement).flat()) expect(String(value).isWellFormed()).toBe(true);
  }
});

test.each<[ActionCode, Statement]>([
  [
    "HAPUS_KEBIJAKAN",
    { decision_visibility: ["DECISION_VISIBILITY_CONTENT_REMOVED"], territorial_scope: countries },
  ],
  ["BATAS_WILAYAH", { decision_visibility: ["DECISION_VISIBILITY_CONTENT_DISABLED"], territorial_scope: [] }],
  ["TURUNKAN_JANGKAUAN", { decision_visibility: ["DECISION_VISIBILITY_CONTENT_DEMOTED"] }],
  ["TUTUP_KANAL", { decision_account: "DECISION_ACCOUNT_TERMINATED" }],
  ["LAPOR_PLATFORM", { decision_visibility: ["DECISION_VISIBILITY_OTHER"] }],
])("states %s as what it is", (action, expected) => {
  expect(statementOf({ action })).toMatchObject(expected);
});

test("dates are days in Jakarta, and an unknown date of publication is stated", () => {
  expect(statementOf()).toMatchObject({ content_date: "2026-11-21", application_date: "2026-11-25" });
  const seen = { publishedAt: undefined, capturedAt: "2026-11-22T01:00:00.000Z" };
  const statement = statementOf({}, seen);
  expect(statement.content_date).toBe("2026-11-22");
  expect(statement.decision_facts).toContain("content_date is the day of capture");
  expect(statementOf({}, { publishedAt: undefined }).content_date).toBe("2026-11-25");
});

test("the database is public: neither address nor account is in a statement", () => {
  const text = JSON.stringify(statementOf());
  for (const part of [item.address, "akun_contoh", "Akun Contoh", item.reference, item.subject])
    expect(text).not.toContain(part);
});

test("a restoration restricts nothing, so it has no statement", () => {
  expect(toDsa(letterOf({ kind: "restore", restores: "00011/LK-KOMINFO/XI/2026" }))).toEqual([]);
});
