/**
 * `npm run pictures`: makes the documents' pictures from the tour, and the stores' from these. `-- --check` lists those
 * that are out of date, `-- --store` makes the stores' alone, `-- --hero` the README's moving one.
 */

import "../dev/help.ts";
import { copyFileSync, existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { decode } from "fast-png";
import { automationBuild } from "../dev/drivers/builds.ts";
import { buildWhenStale } from "../dev/start/build.ts";
import { runTour, tourFolder } from "../dev/tour.ts";
import { preparePictureFonts } from "./pictures/fonts.ts";
import { colorSchemes, heroFile, pixelsOf, writeHeroes } from "./pictures/hero.ts";
import { writeStorePictures } from "./pictures/store.ts";
import { writeVerifier } from "./verifier.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/images");
/** Share of a picture's pixels that may differ. Receipt numbers, times and ids differ from run to run. */
const toleratedShare = 0.015;
/** Difference of one colour channel, 0 to 255, that still counts as equal. */
const toleratedDifference = 48;
/** End of the names of pictures in the dark colour scheme. */
const darkEnd = "-dark";

/** Names of the pictures that the documents show. */
function shownPictures(): string[] {
  const documents = ["README*.md", "docs/**/*.md"].flatMap((pattern) => globSync(pattern, { cwd: root }));
  const texts = documents.map((path) => readFileSync(join(root, path), "utf8"));
  return [
    ...new Set(
      texts.flatMap((text) => [...text.matchAll(/images\/([\w-]+)\.png/g)].map(([, name]) => name ?? "")),
    ),
  ];
}

interface Pixels {
  width: number;
  height: number;
  channels: number;
  data: ArrayLike<number>;
}

async function readPixels(file: string): Promise<Pixels> {
  if (file.endsWith(".png")) return decode(readFileSync(file));
  const { info, data } = await pixelsOf(file);
  return { ...info, data };
}

/** Share of differing pixels; 1 if the sizes differ. */
async function differingShare(one: string, other: string): Promise<number> {
  const [a, b] = [await readPixels(one), await readPixels(other)];
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) return 1;
  let differing = 0;
  for (let index = 0; index < a.data.length; index += a.channels) {
    let largest = 0;
    for (let channel = 0; channel < a.channels; channel++)
      largest = Math.max(largest, Math.abs((a.data[index + channel] ?? 0) - (b.data[index + channel] ?? 0)));
    if (largest > toleratedDifference) differing++;
  }
  return differing / (a.width * a.height);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      store: { type: "boolean", default: false },
      hero: { type: "boolean", default: false },
    },
  });
  if (values.store) {
    writeStorePictures();
    return 0;
  }
  if (values.hero) {
    await writeHeroes(folder, prepareBrowser());
    return 0;
  }
  return updatePictures(values.check);
}

/** Returns the environment of the browser. */
function prepareBrowser() {
  buildWhenStale(automationBuild("chromium"), "automation");
  return preparePictureFonts(join(root, ".output/fonts"));
}

/** Returns the exit code. */
async function updatePictures(checkOnly: boolean): Promise<number> {
  await writeVerifier();
  const env = prepareBrowser();
  const names = shownPictures();
  const dark = new Set(
    names.filter((name) => name.endsWith(darkEnd)).map((name) => name.slice(0, -darkEnd.length)),
  );
  const { ok } = await runTour({ dark, launchOptions: { pixelRatio: 2, env } });
  if (!ok) throw new Error("a step of the tour failed: no picture was changed");
  await writeHeroes(tourFolder, env);
  const missing = names.filter((name) => !existsSync(join(tourFolder, `${name}.png`)));
  if (missing.length > 0) throw new Error(`the tour makes no picture called ${missing.join(", ")}`);
  const files = [
    ...names.map((name) => ({ made: join(tourFolder, `${name}.png`), kept: join(folder, `${name}.png`) })),
    ...colorSchemes.map((scheme) => ({ made: heroFile(tourFolder, scheme), kept: heroFile(folder, scheme) })),
  ];
  let outdated = 0;
  for (const { made, kept } of files) {
    const share = existsSync(kept) ? await differingShare(made, kept) : 1;
    if (share <= toleratedShare) continue;
    outdated++;
    console.log(
      `${basename(kept)}: ${existsSync(kept) ? `${(share * 100).toFixed(1)} % of it differs` : "is new"}`,
    );
    if (!checkOnly) copyFileSync(made, kept);
  }
  if (!checkOnly) writeStorePictures();
  console.log(`${files.length} pictures, ${outdated} ${checkOnly ? "do not match their screen" : "updated"}`);
  return checkOnly && outdated > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message);
  return 1;
});
