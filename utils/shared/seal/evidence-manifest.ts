import type { Evidence, FieldName } from "../contract/evidence.ts";
import { type Manifest, manifestFormat } from "../contract/evidence-manifest.ts";
import { digestJson } from "./digest.ts";

/** Replaces fields and page by salted digests and copies everything else. */
export async function manifestOf(evidence: Evidence): Promise<Manifest> {
  const { fields, page, ...rest } = replaceContent(evidence, digestJson);
  const digests = Object.entries(fields).map(async ([name, digest]) => [name, await digest] as const);
  return {
    ...rest,
    fields: Object.fromEntries(await Promise.all(digests)),
    ...(page === undefined ? {} : { page: await page }),
  };
}

type Replaced<D> = Omit<Manifest, "fields" | "page"> & { fields: Partial<Record<FieldName, D>>; page?: D };

/** The manifest with the given digests of salted fields and page, which may be promises. */
export function replaceContent<D>(
  { fields, page, salt, ...rest }: Evidence,
  digest: (salted: object) => D,
): Replaced<D> {
  const digests: Replaced<D>["fields"] = {};
  for (const [name, field] of Object.entries(fields))
    if (field) digests[name as FieldName] = digest(saltedField(salt, name as FieldName, field));
  return {
    ...rest,
    format: manifestFormat,
    fields: digests,
    ...(page === undefined ? {} : { page: digest({ salt, name: "page", value: page }) }),
  };
}

/** Placeholder for a deleted salt. Without the salt, digests reveal no information about the deleted values. */
export const deletedSalt = "0".repeat(32);

function saltedField(
  salt: string,
  name: FieldName,
  { value, source }: { value: unknown; source: string },
): object {
  return { salt, name, value, source };
}
