/**
 * The way of `docs/admin/deploy.md` on Debian's packages, in a clean folder: from nothing to a received report, a backup
 * that is restored, and an upgrade. Commands, units and the Caddyfile are those of the documents and of `deploy/`;
 * systemd itself and certificates are left out.
 */

import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../../scripts/dev/drivers/driver.ts";
import { sampleReport } from "../../scripts/dev/kits/intake-kit.ts";
import { endChild, freePort } from "../../scripts/dev/kits/processes.ts";
import { sealEvidence } from "../../utils/shared/seal/seal.ts";
import { type HttpDevice, newHttpDevice } from "../support/http-device.ts";
import { findProgram, type Program, startProgram, whyNot } from "./counterparts.ts";
import { DebianPostgres, debianPostgres } from "./debian-postgres.ts";

const root = join(import.meta.dirname, "../..");
const skip = whyNot("the deployment on Debian", {
  programs: {
    caddy: "caddy",
    git: "git",
    ...(debianPostgres() ? {} : { "pg_ctlcluster-of-postgresql": "postgresql" }),
  },
});
const read = (path: string) => readFileSync(join(root, path), "utf8");
const deploy = read("docs/admin/deploy.md");

/** The first block of commands after a step's title. */
function commandsOf(step: string): string {
  const [, after = ""] = deploy.split(`**${step}`);
  const [, block] = /```sh\n(.*?)```/s.exec(after) ?? [];
  if (block === undefined) throw new Error(`docs/admin/deploy.md has no commands for ${step}`);
  return block;
}

/** A value of a unit, such as `ExecStart`. */
function unitValue(unit: string, name: string): string {
  const line = read(`deploy/systemd/${unit}`)
    .split("\n")
    .find((one) => one.startsWith(`${name}=`));
  if (line === undefined) throw new Error(`${unit} has no ${name}`);
  return line.slice(name.length + 1).replaceAll("%%", "%");
}

/** A folder in place of the machine's root, so that the documents' paths lead into it. */
class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), "lapor-debian-"));
  readonly steps: string[] = [];
  #intake: Program | undefined;
  #caddy: Program | undefined;
  readonly #ports: { intake: number; caddy: number };

  constructor(ports: { intake: number; caddy: number }) {
    this.#ports = ports;
    for (const place of ["etc/lapor", "var/lib/lapor", "var/backups/lapor", "srv", "home", "usr/local/bin"])
      mkdirSync(join(this.folder, place), { recursive: true, mode: 0o700 });
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#ports.caddy}`;
  }

  /** A fresh environment, because npm's variables would change what the commands do. */
  #env(more: Record<string, string> = {}): Record<string, string> {
    const path = [dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin"].join(":");
    return { PATH: path, HOME: process.env.HOME ?? this.folder, ...more };
  }

  inside(text: string): string {
    return text.replaceAll(
      /(?<![\w.])\/(etc\/lapor|var\/lib\/lapor|var\/backups\/lapor|srv\/lapor|usr\/local\/bin)/g,
      `${this.folder}/$1`,
    );
  }

  /** Runs commands of the documents, counted as one step. */
  run(step: string, commands: string, env: Record<string, string> = {}): string {
    const began = performance.now();
    const script = `set -eu\n${this.inside(commands).replaceAll("sudo -u lapor ", "")}`;
    try {
      return execFileSync("bash", ["-c", script], {
        cwd: this.folder,
        env: this.#env(env),
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        maxBuffer: 50_000_000,
      });
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${step} failed: ${stdout}${stderr}`);
    } finally {
      this.steps.push(`${step} ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    }
  }

  /** Step 3: the example file with the settings that the document names. */
  writeSettings(databaseUrl: string): void {
    const file = join(this.folder, "etc/lapor/intake.env");
    cpSync(join(this.folder, "srv/lapor/deploy/.env.example"), file);
    appendFileSync(
      file,
      `PUBLIC_URL=${this.origin}\nDATABASE_URL=${databaseUrl}\nDATA_DIR=${this.folder}/var/lib/lapor\nORG_NAME='Kementerian Contoh'\nTRUST_PROXY=127.0.0.1\nMETRICS_TOKEN=${"t".repeat(32)}\nPORT=${this.#ports.intake}\n`,
    );
    this.run("the command lapor", laporFile());
  }

  /** `EnvironmentFile`, then `Environment`, as systemd sets them for the unit. */
  #unitEnv(unit: string): Record<string, string> {
    const lines = readFileSync(this.inside(unitValue(unit, "EnvironmentFile")), "utf8").split("\n");
    const settings = lines.flatMap((line) => {
      const [, name = "", value = ""] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      return name === "" ? [] : [[name, value.replace(/^'(.*)'$/, "$1")]];
    });
    const own = unitValue(unit, "Environment")
      .split(" ")
      .map((pair) => this.inside(pair).split("=", 2));
    return this.#env({ ...Object.fromEntries(own), ...Object.fromEntries(settings) });
  }

  async start(): Promise<void> {
    const began = performance.now();
    const unit = "lapor-intake.service";
    const [program = "", ...words] = unitValue(unit, "ExecStart").split(" ");
    const cwd = this.inside(unitValue(unit, "WorkingDirectory"));
    this.#intake = startProgram(program, words, { cwd, env: this.#unitEnv(unit) });
    await this.#untilReady(`http://127.0.0.1:${this.#ports.intake}`, this.#intake);
    this.steps.push(`start to /readyz ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    if (this.#caddy) {
      // Caddy looks again every five seconds; until then it answers 503, and devices retry.
      await this.#untilReady(this.origin, this.#caddy);
      return;
    }
    const config = join(root, "deploy/Caddyfile");
    const env = this.#env({
      LAPOR_HOST: this.origin,
      LAPOR_UPSTREAMS: `127.0.0.1:${this.#ports.intake}`,
      CADDY_ADMIN: "off",
      XDG_DATA_HOME: join(this.folder, "home"),
      XDG_CONFIG_HOME: join(this.folder, "home"),
    });
    const caddy = findProgram("caddy") ?? "";
    this.#caddy = startProgram(caddy, ["run", "--config", config, "--adapter", "caddyfile"], { env });
    await this.#untilReady(this.origin, this.#caddy);
  }

  async #untilReady(origin: string, { child, words }: Program): Promise<void> {
    await until(
      `${origin} to be ready`,
      async () => {
        if (child.exitCode !== null) throw new Error(`The program ended: ${words()}`);
        const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
        return answer?.ok || undefined;
      },
      90_000,
    );
  }

  /** As `systemctl stop` does. */
  async stop(): Promise<void> {
    await endChild(this.#intake?.child, "SIGTERM");
  }

  async remove(): Promise<void> {
    await this.stop();
    await endChild(this.#caddy?.child, "SIGTERM");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Runs the unit of the backup, and returns the file that it wrote. */
  backUp(): string {
    const unit = "lapor-backup.service";
    const env = this.#unitEnv(unit);
    this.run("backup", `cd /srv/lapor\n${unitValue(unit, "ExecStart")}`, env);
    const place = join(this.folder, "var/backups/lapor");
    const [file] = readdirSync(place);
    if (file === undefined) throw new Error("the backup wrote no file");
    return join(place, file);
  }

  lapor(words: string): string {
    return this.run(`lapor ${words.split(" ")[0]}`, `/usr/local/bin/lapor ${words}`);
  }
}

/** The commands of step 3 that make the command `lapor`. */
function laporFile(): string {
  const blocks = [...deploy.matchAll(/```sh\n(.*?)```/gs)].map(([, block = ""]) => block);
  const script = blocks.find((block) => block.startsWith("cat > /usr/local/bin/lapor"));
  if (script === undefined) throw new Error("docs/admin/deploy.md makes no /usr/local/bin/lapor");
  return script;
}

const migrations = "intake/db/migrations";

/** The commit before the newest migration, or undefined in a shallow clone. */
function versionBefore(): string | undefined {
  const newest = readdirSync(join(root, migrations))
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .at(-1);
  const git = (...words: string[]) => execFileSync("git", words, { cwd: root, encoding: "utf8" }).trim();
  try {
    const added = git("log", "--diff-filter=A", "--format=%H", "--", `${migrations}/${newest}`)
      .split("\n")
      .at(-1);
    return git("rev-parse", "--verify", "--quiet", `${added}^`) || undefined;
  } catch {
    return undefined;
  }
}

const npmCi = "cd /srv/lapor\nnpm ci --omit=dev";

/** The production dependencies of a commit, as JSON. */
function dependenciesOf(commit: string): string {
  const text = execFileSync("git", ["show", `${commit}:package.json`], { cwd: root, encoding: "utf8" });
  return JSON.stringify((JSON.parse(text) as { dependencies: object }).dependencies);
}

async function sendReport(device: HttpDevice): Promise<string> {
  const report = sampleReport();
  const seal = await sealEvidence(report.evidence, device.key);
  const answer = await device.send("POST", "/v1/reports", JSON.stringify({ ...report, seal }));
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { reportId: string }).reportId;
}

async function enrolled(machine: Machine): Promise<HttpDevice> {
  const { code } = JSON.parse(
    machine.lapor('enrol --role officer --name "Ani Wijaya" --json').split("\n").at(-2) ?? "",
  );
  const device = await newHttpDevice(machine.origin);
  await device.enrol(code);
  return device;
}

describe.skipIf(skip)("the deployment on Debian", () => {
  let postgres: DebianPostgres;
  const machines: Machine[] = [];

  beforeAll(async () => {
    postgres = await DebianPostgres.start();
  });
  afterAll(async () => {
    for (const machine of machines) await machine.remove();
    await postgres?.remove();
  });

  async function newMachine(database: string): Promise<Machine> {
    const machine = new Machine({ intake: await freePort(), caddy: await freePort() });
    machines.push(machine);
    await postgres.query(`create database ${database}`);
    return machine;
  }
  const reportIds = async (database: string) =>
    (await postgres.query("select id from reports order by id", database)).rows.map(({ id }) => id as string);

  test("leads from nothing to a received report, and to a restored backup", {
    timeout: 900_000,
  }, async () => {
    const began = performance.now();
    const machine = await newMachine("lapor");
    machine.run("code", commandsOf("2. Code").replaceAll("ADDRESS", root));
    machine.writeSettings(postgres.address("lapor"));
    expect(machine.lapor("config check")).toContain("All settings are right.");
    await machine.start();
    const device = await enrolled(machine);
    const id = await sendReport(device);
    const seconds = Math.round((performance.now() - began) / 1_000);
    console.log(`nothing to a received report: ${seconds} s (${machine.steps.join(", ")})`);
    expect(await reportIds("lapor")).toEqual([id]);
    expect(seconds).toBeLessThan(15 * 60);
    for (const path of ["/verify", "/panduan", "/daftar"])
      expect((await fetch(machine.origin + path)).status, path).toBe(200);
    for (const path of ["/metrics", "/docs", "/openapi.json"])
      expect((await fetch(machine.origin + path)).status, path).toBe(404);

    const backup = machine.backUp();
    await machine.stop();
    await postgres.query("create database restored");
    const settings = join(machine.folder, "etc/lapor/intake.env");
    // The later of two lines counts, for systemd and for Node.
    appendFileSync(
      settings,
      `DATABASE_URL=${postgres.address("restored")}\nDATA_DIR=${machine.folder}/var/lib/restored\n`,
    );
    machine.lapor(`restore ${backup}`);
    expect(JSON.parse(machine.lapor("verify --json").split("\n").at(-2) ?? "")).toMatchObject({ ok: true });
    await machine.start();
    const later = await sendReport(device);
    expect(await reportIds("restored")).toEqual([id, later].sort());
  });

  const before = skip === undefined ? versionBefore() : undefined;
  test.skipIf(before === undefined)("upgrades from the version before", { timeout: 900_000 }, async () => {
    const [installed] = machines;
    const machine = await newMachine("upgraded");
    machine.run(
      "old code",
      `cp -a ${installed?.folder}/srv/lapor /srv/lapor && cd /srv/lapor\ngit checkout -q ${before}`,
    );
    if (dependenciesOf(before ?? "") !== dependenciesOf("HEAD")) machine.run("old packages", npmCi);
    machine.writeSettings(postgres.address("upgraded"));
    await machine.start();
    const device = await enrolled(machine);
    const first = await sendReport(device);
    await machine.stop();
    machine.run("new code", `rm -r /srv/lapor && cp -a ${installed?.folder}/srv/lapor /srv/lapor`);
    await machine.start();
    const second = await sendReport(device);
    expect(await reportIds("upgraded")).toEqual([first, second].sort());
    expect(JSON.parse(machine.lapor("verify --json").split("\n").at(-2) ?? "")).toMatchObject({ ok: true });
    console.log(`upgrade from ${before?.slice(0, 8)}: ${machine.steps.join(", ")}`);
  });
});
