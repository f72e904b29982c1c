import type { Evidence, FieldName } from "../contract/evidence.ts";
import { type Manifest, manifestFormat } from "../contract/manifest.ts";
import { digestJson } from "./digest.ts";

/** Replaces fields and page by salted digests and copies everything else. */
export async function manifestOf({ fields, page, salt, ...rest }: Evidence): Promise<Manifest> {
  const digests = await Promise.all(
    Object.entries(fields).flatMap(([name, field]) =>
      field === undefined
        ? []
        : [fieldDigest(salt, name as FieldName, field).then((digest) => [name, digest] as const)],
    ),
  );
  return {
    ...rest,
    format: manifestFormat,
    fields: Object.fromEntries(digests),
    ...(page === undefined ? {} : { page: await digestJson({ salt, name: "page", value: page }) }),
  };
}

/** Placeholder for a deleted salt. Without the salt, digests reveal no information about the deleted values. */
export const deletedSalt = "0".repeat(32);

/** SHA-256 of a field with the evidence's salt. */
export function fieldDigest(
  salt: string,
  name: FieldName,
  { value, source }: { value: unknown; source: string },
): Promise<string> {
  return digestJson({ salt, name, value, source });
}
