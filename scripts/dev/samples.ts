/** `npm run samples -- FOLDER`: lists the posts that recipes find in saved pages, and any missed or invented ones. */

import "./help.ts";
import { readdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { countMarks, type MarkCount } from "./samples/count-marks.ts";
import { openPage } from "./samples/open-page.ts";
import { readPosts, type SamplePage } from "./samples/read-posts.ts";
import { printTable } from "./samples/table.ts";

interface Sample extends SamplePage {
  file: string;
  site: string;
  counts: readonly MarkCount[];
}

async function sample(file: string, name: string): Promise<Sample> {
  const saved = await openPage(file);
  if (!saved) return { file: name, site: "no site recognised", posts: [], unavailable: "", counts: [] };
  const read = readPosts(saved);
  const counts = countMarks(saved, read.posts);
  await saved.close();
  return { file: name, site: saved.site.id, ...read, counts };
}

function postRows({ file, site, posts, unavailable }: Sample) {
  const row = (kind: string, subject: string) => ({
    file,
    kind,
    subject,
    permalink: "",
    found: "",
    missing: "",
  });
  return [
    ...(unavailable ? [row("page", `unavailable: ${unavailable}`)] : []),
    ...posts.map((post) => ({
      ...row(post.kind, post.subject || post.open),
      permalink: post.permalink,
      found: post.found.join(" "),
      missing: post.missing.join(" "),
    })),
    ...(posts.length === 0 ? [row("-", /^no /.test(site) ? site : "no posts")] : []),
  ];
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, count) => all + count, 0);

function siteRow(site: string, samples: readonly Sample[]) {
  const posts = samples.flatMap((sampled) => sampled.posts);
  const counts = samples.flatMap((sampled) => sampled.counts);
  const count = (holds: (post: (typeof posts)[number]) => boolean) => posts.filter(holds).length;
  return {
    site,
    files: samples.length,
    posts: posts.length,
    "with permalink": count(({ permalink }) => permalink !== "missing"),
    "permalink missing": count(({ permalink }) => permalink === "missing"),
    "made up": count(({ invented }) => invented.length > 0),
    private: sum(counts.map((counted) => counted.private)),
    "marks missed": sum(counts.map(({ missed }) => missed)),
    unavailable: samples.filter(({ unavailable }) => unavailable !== "").length,
  };
}

const folder = resolve(process.argv[2] ?? ".");
const files = (await readdir(folder, { recursive: true })).filter((name) => /\.html?$/.test(name)).sort();
const samples: Sample[] = [];
for (const name of files) {
  const path = join(folder, name);
  samples.push(await sample(path, relative(folder, path)));
}

console.log("Posts found; `permalink` names the reading that found it.\n");
printTable(["file", "kind", "subject", "permalink", "found", "missing"], samples.flatMap(postRows));

console.log(`
Raw marks in each file, and their results: found as a post; inside a found post, as a part of something else;
skipped by the recipe (notices of the site, the person's own); private, because it is not shown to be public; missed.
`);
printTable(
  ["file", "mark", "marks", "found", "inside", "skipped", "private", "missed", "which"],
  samples.flatMap(({ file, counts }) =>
    counts.map((count) => ({ file, ...count, missedOnes: "", which: count.missedOnes.join(" ") })),
  ),
);

console.log("\nPer site; `made up`: posts whose id does not occur in the file.\n");
const names = [...new Set(samples.map(({ site }) => site))];
const perSite = names.map((site) =>
  siteRow(
    site,
    samples.filter((sampled) => sampled.site === site),
  ),
);
printTable(
  [
    "site",
    "files",
    "posts",
    "with permalink",
    "permalink missing",
    "made up",
    "private",
    "marks missed",
    "unavailable",
  ],
  perSite,
);
