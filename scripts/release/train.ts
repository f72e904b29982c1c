/** `npm run train`: trains a small model on this intake's decided cases, for `npm run recipes -- publish --model`. */

import "../dev/help.ts";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { connectAdmin } from "../../intake/admin/connect.ts";
import { decidedPosts } from "../../intake/admin/decided-posts.ts";
import { readConfig } from "../../intake/config.ts";
import { classifierInputOf, featuresOf } from "../../utils/shared/classifier/features.ts";
import { leastPrecision } from "../../utils/shared/contract/suggestion.ts";
import type { Example } from "./train/train.ts";
import { buckets, fewestCases, type Learned, train } from "./train/train.ts";

type DecidedPost = z.infer<typeof decidedPosts>["posts"][number];

const usage = `Use: npm run train -- [--precision 0.95] [--out FILE] [--json]
  --precision   at least this share of what is marked must be right, on cases held out (${leastPrecision} to 1)
  --out         where the model is written; suggestions.json in DATA_DIR unless told otherwise`;

const given = z.object({
  precision: z.coerce.number().min(leastPrecision).max(1),
  out: z.string().min(1).optional(),
  json: z.boolean(),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      precision: { type: "string", default: "0.95" },
      out: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const asked = given.safeParse(values);
  if (!asked.success) throw new Error(`${z.prettifyError(asked.error)}\n\n${usage}`);
  const { precision, json } = asked.data;
  const config = readConfig();
  const examples = await readExamples(config);
  const { model, learned, held } = train(examples, precision, new Date());
  const out = asked.data.out ?? join(config.dataDir, "suggestions.json");
  const isUseful = Object.keys(model.categories).length > 0;
  if (isUseful) {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, JSON.stringify(model));
  }
  if (json)
    return console.log(
      JSON.stringify({ cases: examples.length, held, precision, learned, ...(isUseful ? { out } : {}) }),
    );
  console.log(`${examples.length} decided cases, ${held} of them held out.`);
  for (const learning of learned) console.log(sentence(learning, precision));
  console.log(
    isUseful
      ? `Written to ${out}. For devices: npm run recipes -- publish --model ${out}`
      : "Nothing was written.",
  );
}

/** Skips posts that have neither text nor links. */
async function readExamples(config: ReturnType<typeof readConfig>): Promise<Example[]> {
  const line = await connectAdmin(config);
  const examples: Example[] = [];
  try {
    for (let after: string | undefined; ; ) {
      const { posts } = decidedPosts.parse(
        await line.ask({ command: "decided-posts", ...(after === undefined ? {} : { after }) }),
      );
      after = posts.at(-1)?.id;
      if (after === undefined) return examples;
      examples.push(...posts.map(exampleOf).filter(({ features }) => features.length > 0));
    }
  } finally {
    await line.close();
  }
}

function exampleOf({ id, category, author, group, fields }: DecidedPost): Example {
  const ties = [...(author ? [`author ${author}`] : []), ...(group ? [`group ${group}`] : [])];
  return { id, category, ties, features: Uint16Array.from(featuresOf(classifierInputOf(fields), buckets)) };
}

function sentence({ category, cases, off, threshold, test }: Learned, precision: number): string {
  const head = `${category}: ${cases} cases`;
  const shown = test
    ? `; from ${share(threshold ?? 1)} on ${test.right} of ${test.marked} right (precision ${share(test.precision)}), ${test.right} of ${test.meant} found (recall ${share(test.recall)})`
    : "";
  const why = {
    "too-few": `. Off: too few cases; at least ${fewestCases} of it and of others are needed, by different authors.`,
    "no-threshold": `. Off: no threshold reaches a precision of ${precision}.`,
    imprecise: `. Off: below the required precision of ${precision}.`,
  };
  return head + shown + (off ? why[off] : ". On.");
}

const share = (number: number) => number.toFixed(3);

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
