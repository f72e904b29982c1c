/** Measures recall and precision for disguised copies of a gambling comment. */

import { promotion, remark } from "../support/similar/comments.ts";
import { disguise } from "../support/similar/disguise.ts";
import { heldOut } from "../support/similar/held-out.ts";
import { type Random, seeded } from "../support/similar/random.ts";
import { type LabelledText, scoreSimilarity } from "../support/similar/score-similarity.ts";
import { type Figure, figure } from "./figure.ts";

const originals = 250;
const copies = 9;
const unrelated = 5_000;
const [wantedRecall, wantedPrecision] = [0.95, 0.99];

export async function dedupeRecall(): Promise<Figure[]> {
  const known = await scoreSimilarity(invent(seeded(11), disguise));
  const heldOutSet = await scoreSimilarity(invent(seeded(12), heldOut));
  const share = (name: string, value: number, vs: number, against: string) => ({
    name,
    value,
    vs,
    against,
    unit: "share",
  });
  const pairs = `of the pairs among ${originals * (copies + 1)} comments`;
  return [
    figure(share("dedupe.recall", known.recall, wantedRecall, pairs)),
    figure(share("dedupe.precision", known.precision, wantedPrecision, `beside ${unrelated} unrelated ones`)),
    figure(share("dedupe.recall.heldout", heldOutSet.recall, wantedRecall, "disguises nobody prepared for")),
    figure(
      share(
        "dedupe.precision.heldout",
        heldOutSet.precision,
        wantedPrecision,
        "beside as many unrelated ones",
      ),
    ),
  ];
}

function invent(random: Random, hide: (text: string, random: Random) => string): LabelledText[] {
  const samples: LabelledText[] = [];
  for (let of = 0; of < originals; of++) {
    const text = promotion(random);
    samples.push({ text, of });
    for (let copy = 0; copy < copies; copy++) samples.push({ text: hide(text, random), of });
  }
  for (let count = 0; count < unrelated; count++) samples.push({ text: remark(random) });
  return samples;
}
