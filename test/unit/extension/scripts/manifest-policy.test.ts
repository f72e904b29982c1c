/** The policy of the extension's own pages; `scripts/check/manifest.ts` keeps the builds equal to these manifests. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

interface Manifest {
  content_security_policy: { extension_pages: string };
  content_scripts: { matches: string[] }[];
}

describe.each(["chrome", "edge", "firefox"])("pages of the extension in %s", (browser) => {
  const file = join(import.meta.dirname, `../../../../scripts/check/manifests/${browser}.json`);
  const manifest: Manifest = JSON.parse(readFileSync(file, "utf8"));
  const policy = new Map(
    manifest.content_security_policy.extension_pages.split("; ").map((directive) => {
      const [name, ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );

  test("run only the extension's own scripts, and load only listed sources", () => {
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual(["'self'"]);
    for (const name of ["object-src", "base-uri", "form-action"])
      expect(policy.get(name), name).toEqual(["'none'"]);
  });

  test("load no picture and no style from the network", () => {
    expect(policy.get("img-src")).toEqual(["'self'", "data:", "blob:"]);
    expect(policy.get("style-src")).toEqual(["'self'", "'unsafe-inline'"]);
  });

  test("allow unencrypted requests to this machine only", () => {
    const open = policy.get("connect-src")?.filter((source) => source.startsWith("http:"));
    expect(open).toEqual(["http://127.0.0.1:*", "http://localhost:*"]);
  });

  // In Firefox only `web_accessible_resources` controls who may frame the form.
  test.skipIf(browser === "firefox")("are framed by pages of the sites only", () => {
    const [own, ...framers] = policy.get("frame-ancestors") ?? [];
    expect(own).toBe("'self'");
    const sites = new Set(
      manifest.content_scripts.flatMap(({ matches }) =>
        matches.map((match) => match.replace(/^\*:(\/\/[^/]+).*/, "https:$1")),
      ),
    );
    expect(new Set(framers)).toEqual(sites);
  });
});
