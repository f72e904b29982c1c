/**
 * Derives a case's columns for search, filters and similarity from its newest report. All are empty in the
 * no-pixels lane.
 */

import type { Evidence, Fields } from "../../../utils/shared/contract/evidence.ts";
import { normalise } from "../../../utils/shared/i18n/normalise-text.ts";
import { severalLanguages } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { wordsOf } from "../similar/fingerprint.ts";
import { detectLanguage } from "./detect-language.ts";

type Description = Pick<
  CaseRecord,
  "authorKey" | "authorName" | "language" | "postedAt" | "searchText" | "textId"
>;
type GroupMembership = Pick<CaseRecord, "groupId" | "groupWhy" | "groupDistance">;

/** Values for a case whose reports have no content left. */
export const emptyDescription: Description = {
  authorKey: null,
  authorName: null,
  language: null,
  postedAt: null,
  searchText: "",
  textId: null,
};

/** Values for a case excluded from similarity and search. */
export const emptyDescriptionAndGroup: Description & GroupMembership = {
  ...emptyDescription,
  groupId: null,
  groupWhy: null,
  groupDistance: null,
};

const searchChars = 4_000;

type Described = Description & GroupMembership & Pick<CaseRecord, "withheld">;

/** Author and time, which cost nothing to derive. Fields missing in the report keep the values of earlier reports. */
export function withAuthor<R extends Described>(row: R, evidence: Evidence): R {
  if (row.withheld) return { ...row, ...emptyDescriptionAndGroup };
  const publishedAt = evidence.fields.publishedAt?.value;
  return {
    ...row,
    ...authorKeys(evidence, row),
    postedAt: publishedAt ? new Date(publishedAt) : row.postedAt,
  };
}

/** Language and search words of one report; empty where the report has none. */
export interface TextDescription {
  language: string | undefined;
  searchText: string;
}

/** `words`: those of the post's text by `wordsOf`, which is most of the work; empty without a text. */
export function describeText(evidence: Pick<Evidence, "fields">, words: string): TextDescription {
  return { language: languageOf(evidence), searchText: searchTextOf(evidence, words) };
}

/** `isFirst`: for the case's first report. */
export function withText<R extends Described>(row: R, text: TextDescription, isFirst: boolean): R {
  if (row.withheld) return { ...row, ...emptyDescriptionAndGroup };
  const language = joinLanguages(row.language, text.language, isFirst);
  return { ...row, language, searchText: text.searchText || row.searchText };
}

/** Only the first report limits a case to the units of one language. A later one cannot hide it from those that see it. */
function joinLanguages(known: string | null, found: string | undefined, isFirst: boolean): string | null {
  if (found === undefined || found === known) return known;
  return known === null && isFirst ? found : severalLanguages;
}

/** Everything at once. */
export function withDescription<R extends Described>(row: R, evidence: Evidence): R {
  return row.withheld
    ? withAuthor(row, evidence)
    : withText(withAuthor(row, evidence), describeText(evidence, wordsOf(textOf(evidence) ?? "")), true);
}

/** The post's text, for comparison with others. */
export function textOf({ fields }: Pick<Evidence, "fields">): string | undefined {
  return fields.text?.value ?? fields.title?.value;
}

/** The page's language is used if detection from the text fails. X writes `in` for Indonesian. */
function languageOf(evidence: Pick<Evidence, "fields">): string | undefined {
  const declaredLanguage = evidence.fields.language?.value.split("-")[0]?.toLowerCase();
  return detectLanguage(textOf(evidence) ?? "") ?? (declaredLanguage === "in" ? "id" : declaredLanguage);
}

type AuthorKeys = Pick<CaseRecord, "authorKey" | "authorName">;

/**
 * The author by number, which stays when a channel or account is renamed, otherwise by name; and by name. The keys
 * link cases for display only and never merge them, because a page can show any number. The first number stays: the
 * author of a case does not change, its name may.
 */
function authorKeys(evidence: Evidence, known: AuthorKeys): AuthorKeys {
  const { site, fields } = evidence;
  const own = ownIdOf(evidence);
  const number = own?.number ?? fields.authorId?.value ?? (own && evidence.channelId);
  const handle = own?.name ?? fields.authorHandle?.value;
  const authorName = handle === undefined ? null : `${site}:${handle.replace(/^@/, "").toLowerCase()}`;
  const isNumberKnown = known.authorKey !== null && known.authorKey !== known.authorName;
  if (number !== undefined && !isNumberKnown)
    return { authorKey: `${site}:${number}`, authorName: authorName ?? known.authorName };
  if (authorName === null) return known;
  return { authorKey: isNumberKnown ? known.authorKey : authorName, authorName };
}

/** The number or the name of an account or channel in its own subject, whose form the site's grammar proves. */
function ownIdOf({ kind, subject }: Evidence): { number?: string; name?: string } | undefined {
  if (kind !== "account" && kind !== "channel") return undefined;
  const id = subject.slice(subject.indexOf(":", subject.indexOf(":") + 1) + 1);
  return /^(?:\d+|UC[\w-]{22})$/.test(id) ? { number: id } : { name: id };
}

function searchTextOf({ fields }: Pick<Evidence, "fields">, words: string): string {
  const { title, text, authorName, authorHandle, links } = fields;
  const hosts = (links?.value ?? []).map(({ address }) =>
    URL.canParse(address) ? new URL(address).host : "",
  );
  const short = (lines: readonly string[]) => normalise(lines.join("\n").slice(0, searchChars));
  // Without a text, `words` are the title's.
  const names = short([text && title, authorName, authorHandle].map((field) => field?.value ?? ""));
  const parts = [names, words, short(hosts)].filter((part) => part !== "");
  return parts.join(" ").slice(0, searchChars);
}

/** The highest of all counts. Sites show different counts, and each is a lower bound of the reach. */
export function reachOf({ counts }: Fields): number {
  const values = Object.values(counts?.value ?? {}).map((count) => count?.value ?? 0);
  // Fits the 32-bit column.
  return Math.min(Math.max(0, ...values), 2_147_483_647);
}
