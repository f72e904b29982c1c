/** Files of `deploy`: they name metrics, settings and commands that exist. */

import { spawnSync } from "node:child_process";
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findingCodes } from "../../../../intake/health/judge-health.ts";

const root = join(import.meta.dirname, "../../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const all = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .map((path) => read(path))
    .join("\n");

const known = new Set(all("intake/http/*.ts").match(/(?<=")intake_[a-z_]+(?=")/g));
/** Metrics that the client library adds by itself. */
const ofProcess = new Set(["process_resident_memory_bytes", "nodejs_eventloop_lag_p99_seconds"]);

test.each(["deploy/prometheus/alerts.yml", "deploy/grafana/lapor.json"])(
  "%s names metrics that exist",
  (path) => {
    const text = read(path).replace(/severity|action|summary/g, "");
    const named = text.match(/\b(?:intake|process|nodejs)_[a-z0-9_]+/g) ?? [];
    expect(named.length).toBeGreaterThan(8);
    const unknown = named.filter((name) => {
      const metric = name.replace(/_(bucket|sum|count)$/, "");
      return !known.has(name) && !known.has(metric) && !ofProcess.has(name);
    });
    expect(unknown).toEqual([]);
  },
);

test("the dashboard is JSON, and each panel asks something", () => {
  const { panels } = JSON.parse(read("deploy/grafana/lapor.json")) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  expect(panels.every(({ title, targets }) => title !== "" && targets.every(({ expr }) => expr !== ""))).toBe(
    true,
  );
});

test("the health codes that alerts name exist", () => {
  const lists = [...read("deploy/prometheus/alerts.yml").matchAll(/code[=!]~"([a-z|-]+)"/g)];
  const named = lists.flatMap(([, codes = ""]) => codes.split("|"));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((code) => !findingCodes.some((known) => known === code))).toEqual([]);
  expect(known.has("intake_needs_act")).toBe(true);
});

test("each cause for which /readyz fails calls a person, although the intake still answers", () => {
  const pages = read("deploy/prometheus/alerts.yml")
    .split("- alert:")
    .filter((alert) => alert.includes("severity: page"))
    .join();
  for (const code of ["database-away", "database-newer", "evidence-away"]) expect(pages).toContain(code);
});

/** A variable that compose, systemd or Kubernetes assigns must be a setting, or belong to another program. */
test.each([
  ...[
    "deploy/compose.yaml",
    "deploy/compose.s3.yaml",
    "deploy/Containerfile",
    "deploy/kubernetes/lapor.yaml",
  ],
  ...["deploy/systemd/lapor-intake.service", "deploy/systemd/lapor-backup.service"],
])("%s sets settings that exist", (path) => {
  const settings = new Set(read("deploy/.env.example").match(/(?<=^#)[A-Z_]+(?==)/gm));
  const others = /^(NODE_ENV|POSTGRES_\w+|LAPOR_(HOST|UPSTREAMS)|(AWS|S3|VGW|ROOT)_\w+)$/;
  const text = read(path).replace(/^\s*#.*$/gm, "");
  const named = text.match(/(?<=^ {4,}|name: |ENV |Environment=| )[A-Z]+_[A-Z_]+(?=[:=,])/gm) ?? [];
  expect(named.filter((name) => !settings.has(name) && !others.test(name))).toEqual([]);
});

test.each(["deploy/systemd/lapor-backup.service", "deploy/kubernetes/lapor.yaml", "docs/admin/deploy.md"])(
  "%s makes the nightly backup with the script that is tested here",
  (path) => {
    expect(read(path)).toMatch(/\bdeploy\/nightly-backup\.sh"?,? "?\/(var\/backups\/lapor|backup)\b/);
    expect(read(path)).not.toContain("| tail");
  },
);

describe("the nightly backup", () => {
  let home: string;
  let folder: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "lapor-nightly-"));
    folder = join(home, "backups");
    for (const name of ["bin", "deploy", "backups"]) mkdirSync(join(home, name));
    writeFileSync(join(home, "deploy/nightly-backup.sh"), read("deploy/nightly-backup.sh"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const day = (number: number, suffix = ".tar") => `lapor-${String(number).padStart(2, "0")}${suffix}`;

  function keep(name: string, at: number): void {
    writeFileSync(join(folder, name), "");
    utimesSync(join(folder, name), new Date(Date.UTC(2026, 0, at)), new Date(Date.UTC(2026, 0, at)));
  }

  /** Returns the exit code. `code`: that of the command, which writes its file unless it fails. */
  function run(code: number): number | null {
    const writes = code === 1 ? "" : `require("node:fs").writeFileSync(process.argv.at(-1), "");`;
    writeFileSync(
      join(home, "bin/lapor.mjs"),
      `import { createRequire } from "node:module";
const require = createRequire(import.meta.url);\n${writes}\nprocess.exitCode = ${code};\n`,
    );
    return spawnSync("sh", [join(home, "deploy/nightly-backup.sh"), folder]).status;
  }

  test("deletes old ones, also interrupted ones, only after a new one, and keeps 14 whatever the clock said", () => {
    for (let number = 1; number <= 20; number++)
      // The last night's clock was ahead.
      keep(day(number, number === 3 ? ".tar.partial" : ".tar.age"), number === 20 ? 20_000 : number);
    expect(run(1)).toBe(1);
    expect(readdirSync(folder)).toHaveLength(20);
    expect(run(0)).toBe(0);
    const kept = Array.from({ length: 13 }, (_, index) => day(index + 8, ".tar.age"));
    expect(readdirSync(folder).sort()).toEqual([...kept, expect.stringMatching(/^lapor-2\d{3}-.*\d\.tar$/)]);
  });

  test("with a lost file, backups go on, the newest whole one stays, and the exit code says so", () => {
    for (let number = 1; number <= 10; number++) keep(day(number), number);
    for (let number = 11; number <= 40; number++) {
      keep(day(number, "-incomplete.tar"), number);
      if (number % 10 === 0) expect(run(3)).toBe(3);
    }
    const names = readdirSync(folder).sort();
    expect(names[0]).toBe(day(10));
    expect(names.slice(1).every((name) => name.includes("-incomplete.tar"))).toBe(true);
    expect(names.length).toBe(15);
    // A whole one again needs no older one.
    expect(run(0)).toBe(0);
    expect(readdirSync(folder)).not.toContain(day(10));
    expect(readdirSync(folder)).toHaveLength(14);
  });
});

test("Kubernetes leaves a start an hour for its migrations, which run before the port opens", () => {
  const [, probe = ""] = /startupProbe: \{(.*)\}$/m.exec(read("deploy/kubernetes/lapor.yaml")) ?? [];
  const [period, failures] = ["periodSeconds", "failureThreshold"].map((name) =>
    Number(new RegExp(`${name}: (\\d+)`).exec(probe)?.[1]),
  );
  expect((period ?? 0) * (failures ?? 0)).toBeGreaterThanOrEqual(3_600);
});

test("an alert calls a person if the figures are gone on which the other alerts depend", () => {
  const alerts = read("deploy/prometheus/alerts.yml").split("- alert:");
  const unwatched = alerts.find((alert) => alert.includes("absent(intake_needs_act)"));
  expect(unwatched).toContain("severity: page");
});

test.each(["deploy/compose.yaml", "deploy/compose.s3.yaml"])("%s limits the log of each service", (path) => {
  const services = read(path).split("restart: unless-stopped\n").slice(1);
  expect(services.length).toBeGreaterThan(0);
  for (const service of services) expect(service).toMatch(/^ +logging: /);
  expect(read(path)).toContain("max-size: 20m");
});

test("Prometheus hands alerts to an Alertmanager, and the documents say so", () => {
  expect(read("deploy/prometheus/prometheus.yml")).toMatch(/^alerting:\n {2}alertmanagers:/m);
  expect(read("docs/admin/monitoring.md")).toContain("Alertmanager");
});
