/** Reports whose every free-text field is one unbroken word, with right-to-left parts and emoji. */

import { evidenceOf, inventPost } from "../../../scripts/dev/seed/make-report.ts";
import { randomOf } from "../../../scripts/measure/chaos/random.ts";

const longOf = (letter: string) => `${letter.repeat(170)}\u202Eltr\u202C🎰\u2067كاتب\u2069`;
export const unbroken = longOf("W");
const address = (path: string) => `https://${"contoh".repeat(9)}.example/${"w".repeat(200)}${path}`;

/** An invented report; another number has other words. */
export function longEvidence(number: number) {
  const random = randomOf(number, "long");
  const evidence = evidenceOf(inventPost(number, "JUDI", random), new Date(), random);
  // Another letter each, or they would be near-duplicates of each other.
  const words = longOf("WMO".charAt(number));
  const field = <T>(value: T) => ({ value, source: "text benih" });
  return {
    ...evidence,
    page: { address: address(`?${number}`), title: unbroken, language: "id" },
    fields: {
      ...evidence.fields,
      authorName: field(unbroken),
      authorHandle: field(`@${unbroken}`.slice(0, 200)),
      title: field(unbroken),
      text: field(`${words}\n${words.repeat(2)}`),
      publishedRaw: field(unbroken),
      links: field([{ address: address("/daftar"), shown: unbroken }]),
      context: field([{ relation: "quoted" as const, name: unbroken, text: unbroken.repeat(2) }]),
    },
  };
}
