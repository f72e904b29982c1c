/** Store listings: a justification for each permission of the manifests, and lengths that stores accept. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "../../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const manifest = z.object({
  permissions: z.array(z.string()),
  optional_permissions: z.array(z.string()),
  host_permissions: z.array(z.string()),
  optional_host_permissions: z.array(z.string()),
});
const asked = ["chrome", "edge", "firefox"].map((browser) =>
  manifest.parse(JSON.parse(read(`scripts/check/manifests/${browser}.json`))),
);
const permissions = new Set(asked.flatMap((one) => [...one.permissions, ...one.optional_permissions]));
const hosts = new Set(asked.flatMap((one) => [...one.host_permissions, ...one.optional_host_permissions]));

/** Names in the first column of the tables below a heading. */
function justified(heading: string): string[] {
  const [, part = ""] = read("docs/store/permissions.md").split(`## ${heading}\n`);
  const rows = (part.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| `"));
  expect(rows.every((row) => (row.split("|")[2] ?? "").trim().length > 30)).toBe(true);
  return rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, one = ""]) => one),
  );
}

test("justifies exactly the permissions and hosts of the manifests", () => {
  expect(new Set(justified("Permissions"))).toEqual(permissions);
  expect(new Set(justified("Hosts"))).toEqual(hosts);
});

describe.each([
  ["id", "Teks singkat", "karakter"],
  ["en", "Short text", "characters"],
])("the listing in %s", (language, label, unit) => {
  test("has the manifest's short text, within 132 characters", () => {
    const { description } = JSON.parse(read(`public/_locales/${language}/messages.json`)) as {
      description: { message: string };
    };
    const text = description.message;
    expect(text.length).toBeLessThanOrEqual(132);
    expect(read(`docs/store/listing-${language}.md`)).toContain(
      `**${label} (${text.length} ${unit}):** ${text}\n`,
    );
  });
});
