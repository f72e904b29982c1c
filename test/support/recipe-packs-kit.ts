/** A publisher for tests: a key, and packs made from this checkout's recipes. */

import { exportJWK, generateKeyPair } from "jose";
import { checkoutContents } from "../../scripts/release/recipes/contents.ts";
import { publicKey } from "../../utils/shared/contract/enrolment.ts";
import type { RecipePack } from "../../utils/shared/contract/recipe.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import type { PackKey } from "../../utils/shared/seal/recipe-pack.ts";

export async function newPackKey(): Promise<PackKey> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: publicKey.parse({ kty, crv, x, y }) };
}

/** A valid pack, changed as the test needs. The change may break the contract. */
export function packOf(version: number, change: (pack: RecipePack) => unknown = () => undefined): RecipePack {
  const pack: RecipePack = structuredClone({
    version,
    issuedAt: "2026-11-25T01:00:00.000Z",
    sites: checkoutContents(),
    off: [],
  });
  change(pack);
  return pack;
}

/** The recipes of a site in a pack, untyped so that tests can break them. */
// biome-ignore lint/suspicious/noExplicitAny: hostile packs have every shape
export function siteIn(pack: RecipePack, site: SiteId): any {
  return pack.sites[site];
}
