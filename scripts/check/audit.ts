/**
 * `npm run audit`: reports known vulnerabilities and signatures of our packages. It never fails: registries differ in what
 * they offer, and a vulnerability found later must not break an old commit.
 */

import "../dev/help.ts";
import { spawnSync } from "node:child_process";

interface Audit {
  metadata?: { vulnerabilities?: Record<string, number> };
  vulnerabilities?: Record<string, { severity: string; isDirect: boolean; range: string }>;
  error?: { summary?: string; code?: string };
  message?: string;
}

function npm(...args: string[]): { out: string; err: string } {
  const { stdout, stderr, error } = spawnSync("npm", args, { encoding: "utf8", timeout: 120_000 });
  return { out: stdout ?? "", err: error ? String(error) : (stderr ?? "") };
}

function parse(text: string): Audit {
  try {
    return JSON.parse(text) as Audit;
  } catch {
    return {};
  }
}

function reportVulnerabilities(): void {
  const { out, err } = npm("audit", "--json");
  const audit = parse(out);
  const counts = audit.metadata?.vulnerabilities;
  if (!counts) {
    const why =
      audit.error?.summary || audit.message || audit.error?.code || err.trim().split("\n")[0] || "no answer";
    console.log(`vulnerabilities: the registry provided no audit (${why})`);
    return;
  }
  console.log(
    `vulnerabilities: ${Object.entries(counts)
      .map(([severity, count]) => `${severity} ${count}`)
      .join(", ")}`,
  );
  for (const [name, { severity, isDirect, range }] of Object.entries(audit.vulnerabilities ?? {})) {
    console.log(`  ${severity} ${name} ${range}${isDirect ? ", direct dependency" : ""}`);
  }
}

function reportSignatures(): void {
  const { out, err } = npm("audit", "signatures");
  const code = /npm error code (\S+)/.exec(err)?.[1];
  const summary =
    out.trim().replaceAll("\n", "; ") ||
    `they could not be checked here (${code ?? (err.trim() || "no answer")})`;
  console.log(`signatures: ${summary.slice(0, 600)}`);
}

reportVulnerabilities();
reportSignatures();
