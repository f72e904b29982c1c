/** Makes one invented report in its stored form. It has no seal, like reports from before seals existed. */

import type { ReportRecord } from "../../../intake/db/rows.ts";
import { spotOfCase } from "../../../intake/db/spot.ts";
import { asReceived } from "../../../intake/reports/store/rebuild-report.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { policyVersion } from "../../../utils/shared/policy/category-definition.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";
import { subReasons } from "../../../utils/shared/policy/sub-reasons.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { Random } from "../../measure/chaos/random.ts";
import { addresses, inventAuthor, inventText } from "./invent.ts";
import type { SeedPerson } from "./people.ts";

export interface Post {
  site: SiteId;
  kind: Evidence["kind"];
  subject: string;
  category: CategoryCode;
  permalink: string;
  text: string;
  author: { name: string; handle: string; id: string };
  likes: number;
}

const sites = ["x", "facebook", "youtube", "telegram"] as const;

/** `text` is that of another post, to make the two similar. */
export function inventPost(number: number, category: CategoryCode, random: Random, text?: string): Post {
  const site = random.pick(sites);
  const { kind, id, permalink } = addresses[site](number);
  return {
    site,
    kind,
    subject: `${site}:${kind}:${id}`,
    category,
    permalink,
    text: text ?? inventText(category, random),
    author: inventAuthor(random),
    likes: Math.floor(10 ** (6 * random.next())),
  };
}

const source = "text benih";

export function evidenceOf(post: Post, capturedAt: Date, random: Random): Evidence {
  const { site, kind, subject, permalink, text, author, likes } = post;
  return {
    id: random.uuid(),
    site,
    kind,
    subject,
    aliases: [],
    page: { address: permalink, title: "Rekaan", language: "id" },
    fields: {
      permalink: { value: permalink, source },
      text: { value: text, source },
      authorName: { value: author.name, source },
      authorHandle: { value: author.handle, source },
      authorId: { value: author.id, source },
      counts: { value: { likes: { shown: String(likes), value: likes } }, source },
      audience: { value: "public", source },
    },
    missing: [],
    picture: { state: "none", reason: "permission" },
    quality: [],
    redactions: [],
    salt: random.uuid().replaceAll("-", ""),
    capturedAt: capturedAt.toISOString(),
    recipeVersion: 1,
    extensionVersion: "0.1.0",
    browser: "Chromium 156",
  };
}

/** One report in six has none. */
function subReasonFor(category: CategoryCode, place: number): string | null {
  const offered = subReasons[category];
  return offered[(place - 1) % 6]?.key ?? null;
}

export async function makeReport(
  post: Post,
  { caseId, place, at, by }: { caseId: string; place: number; at: Date; by: SeedPerson },
  random: Random,
): Promise<ReportRecord> {
  const { category } = post;
  const [action] = categories[category].actions;
  if (!action) throw new Error(`${category} allows no action`);
  const row: ReportRecord = {
    id: random.uuid(),
    caseId,
    spot: spotOfCase(caseId),
    personId: by.personId,
    deviceId: by.deviceId,
    receivedAt: at,
    unitId: by.unitId,
    weight: by.weight,
    setId: null,
    digest: "",
    place,
    category,
    subReason: subReasonFor(category, place),
    action,
    basis: basesInForce(category, at.toISOString()).map(({ id }) => id),
    policyVersion,
    hosts: [],
    urgent: false,
    note: null,
    notPublicReason: null,
    seal: null,
    pair: null,
    overridden: null,
    receipt: "",
    evidence: evidenceOf(post, new Date(at.getTime() - random.between(3, 90) * 1_000), random),
    withdrawnAt: null,
    withdrawnReason: null,
    evidenceDeletedAt: null,
    forgottenAt: null,
  };
  return { ...row, digest: await digestJson(asReceived(row)) };
}
