import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import type { SiteId } from "../utils/contract/site.ts";
import type { SiteCase } from "../utils/sites/cases.ts";
import { fields as fieldReadings } from "../utils/sites/fields.ts";
import { sites } from "../utils/sites/index.ts";
import { cases } from "./cases/all.ts";
import { expectCase } from "./cases/expect-case.ts";
import { readPage } from "./cases/read-page.ts";

const ids = Object.keys(sites) as SiteId[];

function open({ address, html, htmlAttributes = {} }: SiteCase): Document {
  const window = new Window({ url: address, settings: { disableJavaScriptFileLoading: true } });
  const document = window.document as unknown as Document;
  for (const [name, value] of Object.entries(htmlAttributes))
    document.documentElement.setAttribute(name, value);
  document.body.innerHTML = html;
  return document;
}

describe.each(ids)("%s", (id) => {
  test.each(cases[id])("$name", (one) => {
    expectCase(one, readPage(id, open(one), one.address));
  });

  test.each(ids.filter((other) => other !== id))("its pages say nothing to %s", (other) => {
    for (const one of cases[id]) {
      const named = readPage(other, open(one), one.address).filter((post) => post.subject || post.question);
      expect(named, one.name).toEqual([]);
    }
  });

  test("has readings for every kind of post", () => {
    expect(fieldReadings[id]).toHaveLength(sites[id].posts.length);
    expect(cases[id].length).toBeGreaterThan(0);
  });
});
