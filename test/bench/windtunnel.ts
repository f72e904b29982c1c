/**
 * Share of posts and fields that survive a redesign: on the practice pages, on the cases, and on real pages in the folder
 * `WINDTUNNEL_PAGES`, by default `../shared/samples`.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { measurePage, type PageResult } from "../../scripts/dev/windtunnel/measure.ts";
import { measureFolder, measurePractice } from "../../scripts/dev/windtunnel/measure-folder.ts";
import { sharesOf } from "../../scripts/dev/windtunnel/summary.ts";
import { siteFields, sites } from "../../utils/page/sites/index.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { openCase } from "../support/cases/open-case.ts";
import { sampleCases } from "../support/cases/sample.ts";
import { type Figure, figure } from "./figure.ts";

const maxPairs = 20;
const realPages = process.env.WINDTUNNEL_PAGES ?? join(import.meta.dirname, "../../../shared/samples");

export async function windtunnelFigures(): Promise<Figure[]> {
  const ids = Object.keys(sites) as SiteId[];
  const results = ids.flatMap((id) =>
    sampleCases(id).map((sample) => {
      const page = { document: openCase(sample), address: sample.address };
      return measurePage(
        { name: sample.name, site: sites[id], fields: siteFields[id](), page },
        { maxPairs },
      );
    }),
  );
  const practice = await measurePractice({ maxPairs });
  const real = existsSync(realPages) ? await measureFolder(realPages, { maxPairs }) : [];
  return [
    ...figuresOf("windtunnel", [...practice, ...real]),
    ...figuresOf("windtunnel.practice", practice),
    ...figuresOf("windtunnel.cases", results),
    ...(real.length > 0 ? figuresOf("windtunnel.real", real) : []),
  ];
}

function figuresOf(name: string, results: readonly PageResult[]): Figure[] {
  const shares = sharesOf(results);
  const pages = results.filter(({ posts }) => posts > 0).length;
  const share = (of: "single" | "pair" | "other" | "fields") =>
    figure({
      name: `${name}.${of}`,
      value: shares[of],
      unit: "share",
      vs: 1,
      against: `all, on ${pages} pages`,
    });
  const count = (of: "blind" | "wrong", unit: string) =>
    figure({ name: `${name}.${of}`, value: shares[of], unit, vs: 1, against: "none allowed" });
  return [
    share("single"),
    share("pair"),
    share("other"),
    share("fields"),
    count("blind", "removals"),
    count("wrong", "names"),
  ];
}
