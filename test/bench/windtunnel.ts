/** Share of posts and fields that survive a redesign: on the cases, and on real pages in the folder `WINDTUNNEL_PAGES`. */

import { measurePage, type PageResult } from "../../scripts/dev/windtunnel/measure.ts";
import { measureFolder } from "../../scripts/dev/windtunnel/measure-folder.ts";
import { sharesOf } from "../../scripts/dev/windtunnel/summary.ts";
import { siteFields, sites } from "../../utils/page/sites/index.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { openCase } from "../support/cases/open-case.ts";
import { sampleCases } from "../support/cases/sample.ts";
import { type Figure, figure } from "./figure.ts";

const maxPairs = 20;

export async function windtunnelFigures(): Promise<Figure[]> {
  const ids = Object.keys(sites) as SiteId[];
  const results = ids.flatMap((id) =>
    sampleCases(id).map((one) => {
      const page = { document: openCase(one), address: one.address };
      return measurePage({ name: one.name, site: sites[id], fields: siteFields[id](), page }, { maxPairs });
    }),
  );
  const folder = process.env.WINDTUNNEL_PAGES;
  const real = folder ? figuresOf("windtunnel.real", await measureFolder(folder, { maxPairs }), 0.98) : [];
  return [...figuresOf("windtunnel", results), ...real];
}

function figuresOf(name: string, results: readonly PageResult[], single?: number): Figure[] {
  const shares = sharesOf(results);
  const pages = results.filter(({ posts }) => posts > 0).length;
  const share = (of: "single" | "pair" | "fields", atLeast?: number) =>
    figure(
      { name: `${name}.${of}`, value: shares[of], unit: "share", vs: 1, against: `all, on ${pages} pages` },
      atLeast === undefined ? {} : { atLeast },
    );
  const wrong = { name: `${name}.wrong`, value: shares.wrong, unit: "names", vs: 1, against: "none allowed" };
  return [
    share("single", single),
    share("pair", single && 0.9),
    share("fields", single && 0.95),
    figure(wrong, single ? { atMost: 0 } : {}),
  ];
}
