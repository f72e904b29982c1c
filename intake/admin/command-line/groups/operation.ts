/** Commands that run, connect and watch the intake. */

import type { Command } from "commander";
import type { Config } from "../../../config.ts";
import { asks, group, leaf, type Surroundings } from "../define-command.ts";

export function addOperation(program: Command, surroundings: Surroundings): void {
  program
    .command("serve")
    .description("start the intake; SIGINT or SIGTERM stops it")
    .addHelpText("after", "\nExamples:\n  $ lapor serve\n  $ PORT=9000 DATABASE_URL=postgres://… lapor serve")
    .action(() => surroundings.serve());
  const health = leaf(
    program,
    "health",
    "list problems with advice; exit code 1 if one needs action",
    "health",
    "health --language id --json",
  ).option("--language <language>", "id or en; default: the machine's language");
  asks(health, surroundings, () => ({ command: "health" }));
  addDoctor(program, surroundings);
  addChannels(program, surroundings);
  addWebhooks(program, surroundings);
  addOnCall(program, surroundings);
  addSpots(program, surroundings);
  asks(
    leaf(
      program,
      "alerts",
      "list the newest alerts, with who was told and who took over",
      "alerts",
      "alerts --json",
    ),
    surroundings,
    () => ({ command: "alerts" }),
  );
  leaf(
    program,
    "mail",
    "record a bounce, receipt or reply from standard input; exit code 75 if it must be retried",
    "mail < message.eml",
  ).action(async () => {
    // EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and retries.
    process.exitCode = 75;
    const { receiveMail } = await import("../../mail-cli.ts");
    console.log(await receiveMail(await surroundings.readConfig(), process.stdin));
    process.exitCode = 0;
  });
}

function addDoctor(program: Command, { readConfig, wrongSettings }: Surroundings): void {
  leaf(
    program,
    "doctor",
    "test everything that the intake depends on, with advice; exit code 1 if a test fails",
    "doctor",
    "doctor --json",
  ).action(async ({ json }: { json?: true }) => {
    const { examine, printDoctor } = await import("../../doctor.ts");
    const checks = await examine(await readConfig());
    console.log(
      json ? JSON.stringify({ ok: checks.every((check) => check.ok), checks }) : printDoctor(checks),
    );
    if (!checks.every(({ ok }) => ok)) process.exitCode = 1;
  });
  const config = group(program, "config", "settings of the intake, which it reads from the environment");
  leaf(
    config,
    "check",
    "read the settings and the files that they name, and name each fault; exit code 1 if there is one",
    "config check",
    "config check --json",
  ).action(async ({ json }: { json?: true }) => {
    const wrong = await wrongSettings();
    console.log(
      json
        ? JSON.stringify({ ok: wrong.length === 0, wrong })
        : wrong.join("\n") || describeRight(await readConfig()),
    );
    if (wrong.length > 0) process.exitCode = 1;
  });
}

function describeRight({ databaseUrl, dataDir }: Config): string {
  const embedded = `\nDATABASE_URL is not set: the embedded database in ${dataDir} would be used.`;
  return `All settings are right.${databaseUrl === undefined ? embedded : ""}`;
}

function addChannels(program: Command, { readConfig }: Surroundings): void {
  const channels = group(program, "channels", "channels through which letters reach platforms");
  const list = leaf(
    channels,
    "list",
    "list active channels, without secrets",
    "channels",
    "channels list --json",
  );
  list.action(async ({ json = false }: { json?: boolean }) => {
    const { showChannels } = await import("../../channels-cli.ts");
    console.log(await showChannels(await readConfig(), json));
  });
  leaf(
    channels,
    "load <file>",
    "replace all channels by those of a file; see docs/admin/channels.md",
    "channels load channels.json",
  ).action(async (file: string, { json = false }: { json?: boolean }) => {
    const { loadChannelFile } = await import("../../channels-cli.ts");
    console.log(await loadChannelFile(await readConfig(), file, json));
  });
  leaf(
    channels,
    "save <file>",
    "add or change the channels of a file, and leave all others",
    "channels save x-legal.json",
  ).action(async (file: string, { json = false }: { json?: boolean }) => {
    const { saveChannelFile } = await import("../../channels-cli.ts");
    console.log(await saveChannelFile(await readConfig(), file, json));
  });
  leaf(
    channels,
    "remove <channel>",
    "take a channel out of use; letters that wait for it are still sent",
    "channels remove x-legal",
    "channels remove ojk-email --partner",
  )
    .option("--partner", "the channel leads to a partner")
    .action(async (channel: string, { partner, json = false }: { partner?: true; json?: boolean }) => {
      const { removeOneChannel } = await import("../../channels-cli.ts");
      const to = partner ? "partner" : "platform";
      console.log(await removeOneChannel(await readConfig(), { channel, to }, json));
    });
}

function addSpots(program: Command, { readConfig }: Surroundings): void {
  const spots = group(program, "spots", "which server stores new posts, where several share them");
  leaf(spots, "list", "list the spots of each server", "spots", "spots list --json").action(
    async ({ json = false }: { json?: boolean }) => {
      const { listSpots } = await import("../../spots.ts");
      console.log(await listSpots(await readConfig(), json));
    },
  );
  leaf(
    spots,
    "move <spots>",
    "store new posts of spots at another server; see docs/admin/scaling.md",
    "spots move 512-1023 --to timur",
  )
    .requiredOption("--to <server>", "server that stores them from now on")
    .action(async (spots: string, { to, json = false }: { to: string; json?: boolean }) => {
      const { moveSpotsBy } = await import("../../spots.ts");
      console.log(await moveSpotsBy(await readConfig(), { spots, to, json }));
    });
}

function addWebhooks(program: Command, surroundings: Surroundings): void {
  const hooks = group(program, "webhooks", "other systems that receive events").alias("hooks");
  const act = (name: string) => ({ command: "hooks", act: name });
  asks(leaf(hooks, "list", "list webhooks", "webhooks", "webhooks list --json"), surroundings, () =>
    act("list"),
  );
  const add = leaf(
    hooks,
    "add",
    "send events to an address; the secret is shown only once",
    "webhooks add --address https://example.go.id/lapor --events case-decided,request-sent",
  )
    .requiredOption("--address <url>", "address that receives the events")
    .requiredOption("--events <events>", "events, separated by commas; see docs/integrations.md");
  asks(add, surroundings, (_, options) => ({ ...act("add"), ...options }));
  const end = leaf(hooks, "end [webhook]", "end a webhook", "webhooks end 0b9e6f1c-…").addOption(
    program.createOption("--hook <id>", "the webhook").hideHelp(),
  );
  asks(end, surroundings, ([id], { hook = id }) => ({ ...act("end"), hook }));
}

function addOnCall(program: Command, surroundings: Surroundings): void {
  const roster = group(program, "on-call", "people who are alerted first at night");
  const act = (name: string) => ({ command: "on-call", act: name });
  asks(
    leaf(roster, "list", "list current and later turns", "on-call", "on-call list --json"),
    surroundings,
    () => act("list"),
  );
  const add = leaf(
    roster,
    "add",
    "add a turn of a supervisor or administrator",
    "on-call add --person 0b9e6f1c-… --from 2026-11-28T18:00:00+07:00 --until 2026-11-29T08:00:00+07:00",
  )
    .requiredOption("--person <id>", "person on call")
    .requiredOption("--from <time>", "start of the turn")
    .requiredOption("--until <time>", "end of the turn, at most two weeks later")
    .option("--place <number>", "1 is alerted first, then 2; default 1");
  asks(add, surroundings, (_, options) => ({ ...act("add"), ...options }));
  const remove = leaf(roster, "remove <turn>", "remove a turn", "on-call remove 0b9e6f1c-…");
  asks(remove, surroundings, ([turn]) => ({ ...act("remove"), turn }));
}
