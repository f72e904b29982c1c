/** Evidence as its seal signs it. */

import type { Evidence, FieldName } from "../contract/evidence.ts";
import { type Manifest, manifestFormat } from "../contract/manifest.ts";
import { digestJson } from "./digest.ts";

/** Fields and page become salted digests; everything else stands as it is. */
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

/** What stands where a salt was deleted: the digests of what it salted say nothing any more, to anybody. */
export const deletedSalt = "0".repeat(32);

/** SHA-256 of a field under its packet's salt. */
export function fieldDigest(
  salt: string,
  name: FieldName,
  { value, source }: { value: unknown; source: string },
): Promise<string> {
  return digestJson({ salt, name, value, source });
}
