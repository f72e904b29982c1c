/** The model's features, its suggestions, and categories it must never suggest. */

import { describe, expect, test } from "vitest";
import { classifierInputOf, featuresOf } from "../../../../utils/shared/classifier/features.ts";
import { probabilityOf, suggest } from "../../../../utils/shared/classifier/score.ts";
import { type SuggestionModel, suggestionModel } from "../../../../utils/shared/contract/suggestion.ts";
import { fieldsWithText, modelOf } from "../../../support/classifier-kit.ts";
import { disguise } from "../../../support/similar/disguise.ts";
import { seeded } from "../../../support/similar/random.ts";

const buckets = 1024;

function model(text: string, more: Partial<SuggestionModel["categories"]["JUDI"]> = {}): SuggestionModel {
  const made = modelOf(text);
  Object.assign(made.categories.JUDI ?? {}, more);
  return made;
}

describe("features of a text", () => {
  test("a disguise changes little", () => {
    const text = "Bonus member baru seratus persen, main slot gacor, daftar sekarang juga";
    const plain = new Set(featuresOf({ text, hosts: [] }, 65_536));
    for (let seed = 1; seed <= 20; seed++) {
      const hidden = featuresOf({ text: disguise(text, seeded(seed)), hosts: [] }, 65_536);
      const shared = hidden.filter((bucket) => plain.has(bucket)).length;
      expect(shared / Math.max(plain.size, hidden.length)).toBeGreaterThan(0.6);
    }
  });

  test("each once, within the buckets, the same at every call", () => {
    const features = featuresOf({ text: "slot slot slot slot", hosts: ["rajakoin77.example"] }, 256);
    expect(new Set(features).size).toBe(features.length);
    expect(features.every((bucket) => Number.isInteger(bucket) && bucket >= 0 && bucket < 256)).toBe(true);
    expect(featuresOf({ text: "slot slot slot slot", hosts: ["rajakoin77.example"] }, 256)).toEqual(features);
  });

  test("are a title, a text, and each host once, without redirectors", () => {
    const links = ["https://www.a.example/x?y", "http://a.example", "https://b.example/"].map((address) => ({
      address,
    }));
    expect(
      classifierInputOf({
        ...fieldsWithText("isi"),
        title: { value: "judul", source: "h1" },
        links: { value: links, source: "a" },
      }),
    ).toEqual({
      ...{ text: "judul\nisi", hosts: ["a.example", "b.example"] },
    });
    expect(featuresOf(classifierInputOf({}), buckets)).toEqual([]);
    // A link alone says something.
    expect(featuresOf({ text: "", hosts: ["a.example"] }, buckets)).toHaveLength(1);
  });

  test("a text of a novel's length is read in its beginning", () => {
    const start = "kata ".repeat(400);
    expect(featuresOf({ text: `${start}${"z".repeat(40_000)}`, hosts: [] }, 65_536).sort()).toEqual(
      featuresOf({ text: start, hosts: [] }, 65_536).sort(),
    );
  });
});

describe("suggestions", () => {
  const gambling = "main slot gacor bonus member baru";

  test("names a sure category with its probability", () => {
    const [found, ...more] = suggest(model(gambling), fieldsWithText(gambling));
    expect(more).toEqual([]);
    expect(found?.category).toBe("JUDI");
    expect(found?.probability).toBeGreaterThan(0.9);
  });

  test("are absent if the model is unsure or the text is empty", () => {
    expect(suggest(model(gambling), fieldsWithText("harga beras naik lagi di pasar"))).toEqual([]);
    expect(suggest(model(gambling, { threshold: 1 }), fieldsWithText(gambling))).toEqual([]);
    expect(suggest(model(gambling, { bias: 10 }), {})).toEqual([]);
  });

  test("the likeliest first", () => {
    const both = model(gambling);
    const { JUDI } = both.categories;
    if (!JUDI) throw new Error("no model");
    both.categories.SPAM = { ...JUDI, bias: -3 };
    expect(suggest(both, fieldsWithText(gambling)).map(({ category }) => category)).toEqual(["SPAM", "JUDI"]);
  });

  test("ignore truncated weights", () => {
    expect(probabilityOf({ weights: [], scale: 1, bias: 0 }, [1, 2, 3])).toBe(0.5);
  });

  test("never include hate, terrorism or hoax, nor a category with too many errors", () => {
    const good = model(gambling);
    expect(suggestionModel.safeParse(good).success).toBe(true);
    for (const code of ["SARA", "TERORISME", "HOAKS", "PORNOGRAFI"]) {
      const categories = { ...good.categories, [code]: good.categories.JUDI };
      expect(suggestionModel.safeParse({ ...good, categories }).success).toBe(false);
    }
    expect(suggestionModel.safeParse(model(gambling, { precision: 0.89 })).success).toBe(false);
  });
});
