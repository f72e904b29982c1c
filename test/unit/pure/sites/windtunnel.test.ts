/** A redesign of a site: what recipes, their alternatives and the structural finder still find, under their own names. */

import { afterEach, describe, expect, test } from "vitest";
import { measurePage, type PageResult } from "../../../../scripts/dev/windtunnel/measure.ts";
import { measurePractice, practiceAddresses } from "../../../../scripts/dev/windtunnel/measure-folder.ts";
import { sharesOf, summarise } from "../../../../scripts/dev/windtunnel/summary.ts";
import type { SiteCase } from "../../../../utils/page/sites/cases.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { cases } from "../../../support/cases/all.ts";
import { closeDocuments, openCase } from "../../../support/cases/open-case.ts";
import { sampleCases } from "../../../support/cases/sample.ts";

/** A case holds only the markup that the recipes read, so it survives less than a page of the site. */
const least: Readonly<
  Partial<Record<SiteId, { single: number; pair: number; other: number; fields: number }>>
> = {
  x: { single: 0.98, pair: 0.95, other: 0.98, fields: 0.95 },
  facebook: { single: 0.98, pair: 0.95, other: 0.98, fields: 0.94 },
  youtube: { single: 0.98, pair: 0.95, other: 0.98, fields: 0.95 },
  telegram: { single: 0.98, pair: 0.95, other: 0.98, fields: 0.94 },
};

function measure(id: SiteId, one: SiteCase, maxPairs: number): PageResult {
  const page = { document: openCase(one), address: one.address };
  return measurePage({ name: one.name, site: sites[id], fields: siteFields[id](), page }, { maxPairs });
}

afterEach(closeDocuments);

describe.each(Object.keys(least) as SiteId[])("%s", (id) => {
  test("keeps its posts with button and name when one or two attributes, classes or tags disappear", {
    timeout: 240_000,
  }, () => {
    const results = sampleCases(id).map((siteCase) => measure(id, siteCase, 5));
    const { single, pair, other, fields } = sharesOf(results);
    expect(single).toBeGreaterThanOrEqual(least[id]?.single ?? 1);
    expect(pair).toBeGreaterThanOrEqual(least[id]?.pair ?? 1);
    expect(other).toBeGreaterThanOrEqual(least[id]?.other ?? 1);
    expect(fields).toBeGreaterThanOrEqual(least[id]?.fields ?? 1);
    expect(summarise(results).blinding).toEqual([]);
    const wrong = results.flatMap(({ name, changes }) =>
      changes.flatMap(({ change, wrong: names }) => names.map((subject) => `${name}: ${change}: ${subject}`)),
    );
    expect(wrong).toEqual([]);
    const absolute = results.flatMap(({ name, changes }) =>
      changes
        .filter(({ change, kept, posts, lostFields }) => {
          return change === "absolute links" && (kept < posts || lostFields.length > 0);
        })
        .map(({ kept, posts, lostFields }) => [name, posts - kept, ...lostFields].join(" ")),
    );
    expect(absolute).toEqual([]);
  });
});

test("keeps the practice pages' posts, fields and names, and no surface goes blind", {
  timeout: 240_000,
}, async () => {
  const results = await measurePractice({ maxPairs: 3 });
  expect(results.filter(({ posts }) => posts > 0)).toHaveLength(practiceAddresses.length);
  const { single, pair, other, fields } = sharesOf(results);
  expect(single).toBeGreaterThanOrEqual(0.98);
  expect(other).toBeGreaterThanOrEqual(0.9);
  expect(pair).toBeGreaterThanOrEqual(0.9);
  expect(fields).toBeGreaterThanOrEqual(0.95);
  const { blinding } = summarise(results);
  expect(blinding).toEqual([]);
  expect(results.flatMap(({ changes }) => changes.flatMap(({ wrong }) => wrong))).toEqual([]);
  const chat = results.find(({ name }) => name.includes("/live_chat"));
  const closing = chat?.changes.filter(({ kind }) => kind === "closing");
  expect(closing?.map(({ change, kept }) => [change, kept])).toEqual([["without [id]", 0]]);
});

test("names no post wrongly when dialogs, side columns and comments lose their roles", () => {
  const names = /dialog|photo|reel|column|shared post|Shorts: of several/;
  const wrong = (["facebook", "youtube"] as const).flatMap((id) =>
    cases[id]
      .filter(({ name }) => names.test(name))
      .flatMap((siteCase) => measure(id, siteCase, 0).changes)
      .flatMap(({ change, wrong: subjects }) => subjects.map((subject) => `${change}: ${subject}`)),
  );
  expect(wrong).toEqual([]);
});

test("Telegram's web clients stay closed when the markup that shows a public chat disappears", () => {
  const clients = cases.telegram.filter(
    ({ address, posts }) => address.startsWith("https://web.telegram.org/") && posts.length > 0,
  );
  expect(clients.length).toBeGreaterThan(3);
  for (const client of clients.slice(0, 6)) {
    const { changes } = measure("telegram", client, 5);
    // The bar above the messages has no number of a message.
    const isBar = client.posts.some(({ subject }) => subject?.startsWith("telegram:channel:"));
    const mark = isBar ? /\[data-peer-id\]$/ : /\[data-(?:mid|peer-id)\]$/;
    const closing = changes.filter(({ change }) => mark.test(change));
    for (const { kept } of closing) expect(kept).toBe(0);
  }
});
