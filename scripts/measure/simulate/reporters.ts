/** Officers' reports of posts without text, each at an address that its site could have. */

import { basesInForce } from "../../../utils/shared/policy/bases.ts";
import { sampleNoPixels, sampleReport, type Unsealed, wordless } from "../../dev/kits/intake-kit.ts";
import type { PlannedReport } from "./plan.ts";

export function toReport({ site, category, action, post }: PlannedReport, nowMs: number): Unsealed {
  const basis = basesInForce(category, new Date(nowMs).toISOString()).map(({ id }) => id);
  const { kind, name, address } = postOn(site, post);
  const about = { site, kind, subject: `${site}:${kind}:${name}` } as const;
  const permalink = { value: address, source: "simulasi" };
  if (category === "PORNO_ANAK") {
    const base = sampleNoPixels(about);
    const fields = { ...base.evidence.fields, permalink };
    return { ...base, basis, action, evidence: { ...base.evidence, fields } };
  }
  const base = wordless(sampleReport({ evidence: about, category, basis, action, policyVersion: 1 }));
  const audience = { value: "public" as const, source: "simulasi" };
  const fields = { ...base.evidence.fields, permalink, audience };
  return { ...base, evidence: { ...base.evidence, fields } };
}

function postOn(site: PlannedReport["site"], post: number) {
  const id = `1${String(post).padStart(17, "0")}`;
  switch (site) {
    case "facebook":
      return { kind: "post", name: id, address: `https://www.facebook.com/100/posts/${id}` } as const;
    case "x":
      return { kind: "post", name: id, address: `https://x.com/i/status/${id}` } as const;
    case "telegram":
      return { kind: "message", name: `rekaan${post}/1`, address: `https://t.me/rekaan${post}/1` } as const;
    case "youtube": {
      const name = `sim${String(post).padStart(8, "0")}`;
      return { kind: "video", name, address: `https://www.youtube.com/watch?v=${name}` } as const;
    }
  }
}
