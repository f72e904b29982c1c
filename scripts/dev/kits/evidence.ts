/** Invented evidence for tests: a gambling post on X with every kind of field. */

import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Report } from "../../../utils/shared/contract/report.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";

const at = "2026-11-25T01:02:03.000Z";

export const evidence: Evidence = {
  id: "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11",
  site: "x",
  kind: "post",
  subject: "x:post:1860000000000000001",
  aliases: [],
  page: { address: "https://x.com/home", title: "Beranda / X", language: "id" },
  fields: {
    permalink: { value: "https://x.com/slot_ceria_99/status/1860000000000000001", source: "attr:href a" },
    text: { value: "Daftar sekarang, bonus 100% 🎰", source: "text [data-testid=tweetText]" },
    authorName: { value: "Slot Ceria", source: "text a" },
    authorHandle: { value: "@slot_ceria_99", source: "text a" },
    publishedAt: { value: at, source: "attr:datetime time" },
    media: { value: ["https://pbs.twimg.com/media/contoh.jpg"], source: "attr:src img" },
    links: {
      value: [{ address: "https://t.co/contoh", shown: "slot-ceria.example" }],
      source: "attr:href a",
    },
    counts: { value: { likes: { shown: "1,2 rb", value: 1200 } }, source: "attr:aria-label button" },
    language: { value: "id", source: "attr:lang div" },
    audience: { value: "public", source: "rule" },
  },
  missing: ["authorId", "truncated"],
  picture: { state: "none", reason: "permission" },
  quality: [],
  redactions: [],
  salt: "00112233445566778899aabbccddeeff",
  capturedAt: at,
  recipeVersion: 1,
  extensionVersion: "0.1.0",
  browser: "Chromium 156",
};

const field = <T>(value: T) => ({ value, source: "text p" });
const image = (sha256: string) => ({ sha256, type: "image/webp", bytes: 9, width: 30, height: 20 }) as const;

/** The same with every part that evidence can have. */
export const fullEvidence: Evidence = {
  ...evidence,
  aliases: ["x:post:1860000000000000002"],
  channelId: "1234567890",
  fields: {
    ...evidence.fields,
    title: field("Bonus besar"),
    truncated: field(false),
    authorLink: field("https://x.com/slot_ceria_99"),
    authorId: field("998877"),
    publishedRaw: field("2 jam"),
    promoted: field(true),
    context: field([{ relation: "quoted", name: "Akun Lain", text: "Kutipan" } as const]),
    timecodeSeconds: field(12.5),
    unavailable: field("withheld" as const),
  },
  missing: ["authorId"],
  picture: { state: "taken", file: image("a".repeat(64)), parts: 2 },
  frame: { state: "taken", file: image("b".repeat(64)) },
  snapshot: { state: "taken", file: { sha256: "c".repeat(64), type: "text/html", bytes: 80 } },
  quality: ["text-truncated", "clock-off"],
  redactions: [
    { what: "own", file: "picture", box: { x: 1, y: 2, width: 3, height: 4 } },
    { what: "words", in: ["text", "snapshot"], count: 2 },
  ],
  clock: { intakeAt: at, heardAt: at, offsetMs: -300 },
};

export const report: Report = {
  id: "1c8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e22",
  evidence,
  seal: "not.opened.here",
  category: "JUDI",
  basis: [],
  policyVersion: 1,
  action: "BATAS_WILAYAH",
  urgent: false,
};

export async function newKey(): Promise<SealingKey> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(curve, false, ["sign", "verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const publicKey: PublicKey = { kty: "EC", crv: "P-256", x, y };
  return { privateKey: pair.privateKey, publicKey };
}
