/** A seal is valid only for its own evidence, and the check names the part that differs. */

import { describe, expect, test } from "vitest";
import { fullEvidence } from "../../../../scripts/dev/kits/evidence.ts";
import { readOrMakeKey } from "../../../../utils/extension/api/device-keys.ts";
import { type Evidence, evidence as schema } from "../../../../utils/shared/contract/evidence.ts";
import type { Manifest } from "../../../../utils/shared/contract/evidence-manifest.ts";
import { differences } from "../../../../utils/shared/seal/check-seal.ts";
import { canonicalJson, digestJson } from "../../../../utils/shared/seal/digest.ts";
import { manifestOf } from "../../../../utils/shared/seal/evidence-manifest.ts";
import { openSeal, sealEvidence } from "../../../../utils/shared/seal/seal.ts";

const key = await readOrMakeKey("seal");
const evidence: Evidence = fullEvidence;
const seal = await sealEvidence(evidence, key);
const opened = await openSeal(seal);
if (!opened.ok) throw new Error(opened.problem.detail);
const { manifest } = opened.value;

type Path = (string | number)[];

/** Every value in it that is no object, by its path. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], value);
}

function changed(path: Path, change: (parent: Record<string, unknown>, name: string) => void): Evidence {
  const copy = structuredClone(evidence);
  change(at(copy, path.slice(0, -1)) as Record<string, unknown>, String(path.at(-1)));
  return copy;
}

function another(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return `${value}x`;
}

/** How `differences` has to call the place: fields and page are sealed as wholes, lists too. */
function nameOf(path: Path): string {
  if (path[0] === "fields") return `fields.${path[1]}`;
  if (path[0] === "page") return "page";
  const list = path.findIndex((_, index) => Array.isArray(at(evidence, path.slice(0, index))));
  return (list < 0 ? path : path.slice(0, list)).join(".");
}

describe("every part of the evidence", () => {
  const paths = leaves(evidence).filter(([name]) => name !== "salt");

  test("is in the sample", () => {
    expect(schema.safeParse(evidence).error).toBeUndefined();
    expect(Object.keys(schema.shape).filter((name) => !(name in evidence))).toEqual([]);
    expect(Object.keys(schema.shape.fields.shape).filter((name) => !(name in evidence.fields))).toEqual([]);
  });

  test("is sealed: a change is named", async () => {
    for (const path of paths) {
      const other = changed(path, (parent, name) => {
        parent[name] = another(parent[name]);
      });
      expect(await differences(other, manifest)).toEqual([nameOf(path)]);
    }
  });

  test("is sealed: its absence is named", async () => {
    for (const path of paths) {
      const other = changed(path, (parent, name) => {
        if (Array.isArray(parent)) parent.splice(Number(name), 1);
        else delete parent[name];
      });
      expect(await differences(other, manifest)).toEqual([nameOf(path)]);
    }
  });

  test("depends on the salt: with another one all digests differ", async () => {
    const other = await differences({ ...evidence, salt: "f".repeat(32) }, manifest);
    const fields = Object.keys(evidence.fields).map((name) => `fields.${name}`);
    expect(other).toEqual([...fields, "page"].sort());
  });

  test("is named if it was added after sealing", async () => {
    const { fields, page, frame, ...bare } = evidence;
    const { text, ...rest } = fields;
    const less = await manifestOf({ ...bare, fields: rest });
    expect(await differences(evidence, less)).toEqual(["fields.text", "frame", "page"]);
  });
});

test("stays valid if fields and page were deleted, and names the other parts", async () => {
  const { fields, page, salt, ...left } = evidence;
  const again = await openSeal(seal);
  expect(again).toMatchObject({ ok: true, value: { manifest: left } });
  const sealed = JSON.stringify(manifest);
  for (const secret of ["bonus", "Slot Ceria", "t.co", "Beranda", "pbs.twimg", salt]) {
    expect(sealed).not.toContain(secret);
  }
  expect(JSON.stringify(fields) + JSON.stringify(page)).toContain("bonus");
});

test("two fields with the same words have different digests, and so have two packets", async () => {
  const twice = { ...evidence.fields, title: evidence.fields.text };
  const first = await manifestOf({ ...evidence, fields: twice });
  expect(first.fields.title).not.toBe(first.fields.text);
  const two = await manifestOf({ ...evidence, salt: "f".repeat(32) });
  expect(two.fields.text).not.toBe(manifest.fields.text);
});

test("the order of keys changes nothing", async () => {
  const turned = turnAround(evidence) as Evidence;
  expect(JSON.stringify(turned)).not.toBe(JSON.stringify(evidence));
  expect(canonicalJson(turned)).toBe(canonicalJson(evidence));
  expect(await differences(turned, turnAround(manifest) as Manifest)).toEqual([]);
  expect(await digestJson(await manifestOf(turned))).toBe(opened.ok && opened.value.manifestDigest);
});

function turnAround(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(turnAround);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, turnAround(part)]),
  );
}

describe("a seal", () => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  test("names the key that made it, which cannot leave the device", async () => {
    expect(opened).toMatchObject({ ok: true, value: { publicKey: key.publicKey } });
    expect(key.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("jwk", key.privateKey)).rejects.toThrow();
  });

  test("is invalid if any one character is changed", async () => {
    const parts = seal.split(".");
    const starts = [0, (parts[0]?.length ?? 0) + 1, seal.lastIndexOf(".") + 1];
    const counts = { header: 0, signature: 0, manifest: 0 };
    for (let place = 0; place < seal.length; place++) {
      // Each character of header and signature, every seventh of the long payload.
      const inPayload = place >= (starts[1] ?? 0) && place < (starts[2] ?? 0);
      if (inPayload && place % 7 !== 0) continue;
      const digit = seal[place] === "." ? "A" : (digits[(digits.indexOf(seal[place] ?? "") + 1) % 64] ?? "");
      const result = await openSeal(seal.slice(0, place) + digit + seal.slice(place + 1));
      if (result.ok) throw new Error(`character ${place} is not covered`);
      counts[result.problem.detail as keyof typeof counts]++;
    }
    expect(counts.header).toBeGreaterThan(0);
    expect(counts.signature).toBeGreaterThan(counts.header);
  });

  test.each([
    ["nothing in it", "", "header"],
    ["no signature", seal.split(".").slice(0, 2).join("."), "header"],
    ["a second spelling of its signature", `${seal}=`, "signature"],
    ["something before it", ` ${seal}`, "signature"],
  ])("does not open with %s", async (_, jws, detail) => {
    expect(await openSeal(jws)).toMatchObject({ ok: false, problem: { code: "seal-invalid", detail } });
  });

  test.each([
    ["white space", (text: string) => ` ${text}`],
    ["other keys", (text: string) => text.replace('"format"', '"extra":1,"format"')],
    ["another format", (text: string) => text.replace("manifest/1", "manifest/2")],
    ["a byte order mark", (text: string) => `\ufeff${text}`],
    ["no JSON", () => "x"],
  ])("does not open over a manifest with %s", async (_, change) => {
    const { CompactSign } = await import("jose");
    const jws = await new CompactSign(new TextEncoder().encode(change(canonicalJson(manifest))))
      .setProtectedHeader({ alg: "ES256", typ: "seal+jws", jwk: key.publicKey })
      .sign(key.privateKey);
    expect(await openSeal(jws)).toMatchObject({ problem: { code: "seal-invalid", detail: "manifest" } });
  });

  test("made for another use is invalid", async () => {
    const { CompactSign } = await import("jose");
    const jws = await new CompactSign(new TextEncoder().encode(canonicalJson(manifest)))
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: key.publicKey })
      .sign(key.privateKey);
    expect(await openSeal(jws)).toMatchObject({ problem: { code: "seal-invalid", detail: "header" } });
  });
});
