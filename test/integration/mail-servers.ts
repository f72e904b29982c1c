/** Postfix with STARTTLS and SMTP AUTH in front of Dovecot's mailboxes, in one folder. */

import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../scripts/dev/drivers/driver.ts";
import { endChild, freePort } from "../../scripts/dev/kits/processes.ts";
import { type Program, startProgram, untilListening } from "./counterparts.ts";

export const password = "rahasia-kotak-surat";
/** The intake's mailbox and a platform's. */
export const mailboxes = ["permintaan@lapor.test", "hukum@x.test"] as const;

export class MailServers {
  readonly folder = mkdtempSync(join(tmpdir(), "lapor-mail-"));
  /** The certificate that the server shows. */
  certificate = "";
  smtp = 0;
  #imap = 0;
  readonly #programs: Program[] = [];

  static async start(): Promise<MailServers> {
    const servers = new MailServers();
    chmodSync(servers.folder, 0o755);
    [servers.smtp, servers.#imap] = [await freePort(), await freePort()];
    servers.#makeCertificate();
    const [lmtp, auth] = [await freePort(), await freePort()];
    await servers.#startDovecot(lmtp, auth);
    await servers.#startPostfix(lmtp, auth);
    return servers;
  }

  #path(name: string): string {
    return join(this.folder, name);
  }

  #makeCertificate(): void {
    const [key, cert] = [this.#path("key.pem"), this.#path("cert.pem")];
    const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
    const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...names];
    execFileSync("openssl", [...args, "-keyout", key, "-out", cert], { stdio: "pipe" });
    this.certificate = readFileSync(cert, "utf8");
  }

  async #startDovecot(lmtp: number, auth: number): Promise<void> {
    const mail = this.#path("mail");
    mkdirSync(mail);
    const [uid, gid] = [userId("-u", "mail"), userId("-g", "mail")];
    chownSync(mail, uid, gid);
    const users = mailboxes.map((name) => `${name}:{PLAIN}${password}:${uid}:${gid}::${join(mail, name)}`);
    writeFileSync(this.#path("users"), `${users.join("\n")}\n`);
    const listener = (name: string, port: number) => `inet_listener ${name} {\n port = ${port}\n}`;
    const file = this.#path("dovecot.conf");
    const settings = [
      "dovecot_config_version = 2.4.0",
      "dovecot_storage_version = 2.4.0",
      `base_dir = ${this.#path("run")}`,
      `state_dir = ${this.#path("state")}`,
      `log_path = ${this.#path("dovecot.log")}`,
      "listen = 127.0.0.1",
      "protocols = imap lmtp",
      "ssl = no",
      "auth_mechanisms = plain login",
      "auth_allow_cleartext = yes",
      "first_valid_uid = 1",
      "mail_driver = maildir",
      "mail_path = ~/Maildir",
      `passdb passwd-file {\n passwd_file_path = ${this.#path("users")}\n}`,
      `userdb passwd-file {\n passwd_file_path = ${this.#path("users")}\n}`,
      `service imap-login {\n ${listener("imap", this.#imap)}\n ${listener("imaps", 0)}\n}`,
      `service lmtp {\n ${listener("lmtp", lmtp)}\n}`,
      `service auth {\n ${listener("auth", auth)}\n}`,
    ];
    writeFileSync(file, `${settings.join("\n")}\n`);
    await this.#run("dovecot", ["-F", "-c", file], this.#imap);
  }

  async #startPostfix(lmtp: number, auth: number): Promise<void> {
    const [config, queue, data] = ["postfix", "queue", "data"].map((name) => {
      mkdirSync(this.#path(name));
      return this.#path(name);
    }) as [string, string, string];
    chownSync(data, userId("-u", "postfix"), userId("-g", "postfix"));
    const main = [
      "compatibility_level = 3.9",
      `queue_directory = ${queue}`,
      `data_directory = ${data}`,
      `maillog_file = ${this.#path("postfix.log")}`,
      `maillog_file_prefixes = ${this.folder}`,
      "inet_interfaces = 127.0.0.1",
      "inet_protocols = ipv4",
      "myhostname = mx.lapor.test",
      "mydestination =",
      "alias_maps =",
      "virtual_mailbox_domains = lapor.test x.test",
      `virtual_transport = lmtp:inet:127.0.0.1:${lmtp}`,
      "smtpd_tls_security_level = encrypt",
      `smtpd_tls_cert_file = ${this.#path("cert.pem")}`,
      `smtpd_tls_key_file = ${this.#path("key.pem")}`,
      "smtpd_tls_auth_only = yes",
      "smtpd_sasl_auth_enable = yes",
      "smtpd_sasl_type = dovecot",
      `smtpd_sasl_path = inet:127.0.0.1:${auth}`,
      "smtpd_relay_restrictions = permit_sasl_authenticated, reject",
      "smtpd_recipient_restrictions = permit_sasl_authenticated, reject",
    ];
    writeFileSync(join(config, "main.cf"), `${main.join("\n")}\n`);
    const service = (name: string, kind: string, command: string, rest = "- - n - -") =>
      `${name} ${kind} ${rest} ${command}`;
    const master = [
      service(`127.0.0.1:${this.smtp}`, "inet", "smtpd", "n - n - -"),
      service("pickup", "unix", "pickup", "n - n 60 1"),
      service("cleanup", "unix", "cleanup", "n - n - 0"),
      service("qmgr", "unix", "qmgr", "n - n 300 1"),
      service("tlsmgr", "unix", "tlsmgr", "- - n 1000? 1"),
      service("rewrite", "unix", "trivial-rewrite"),
      service("bounce", "unix", "bounce", "- - n - 0"),
      service("defer", "unix", "bounce", "- - n - 0"),
      service("trace", "unix", "bounce", "- - n - 0"),
      service("verify", "unix", "verify", "- - n - 1"),
      service("flush", "unix", "flush", "n - n 1000? 0"),
      service("proxymap", "unix", "proxymap"),
      service("smtp", "unix", "smtp"),
      service("lmtp", "unix", "lmtp"),
      service("error", "unix", "error"),
      service("retry", "unix", "error"),
      service("anvil", "unix", "anvil", "- - n - 1"),
      service("scache", "unix", "scache", "- - n - 1"),
      service("postlog", "unix-dgram", "postlogd", "n - n - 1"),
    ];
    writeFileSync(join(config, "master.cf"), `${master.join("\n")}\n`);
    // Makes the queue's folders with their owners.
    execFileSync("postfix", ["-c", config, "check"], { stdio: "pipe" });
    await this.#run("postfix", ["-c", config, "start-fg"], this.smtp);
  }

  async #run(program: string, args: readonly string[], port: number): Promise<void> {
    const started = startProgram(program, args);
    this.#programs.unshift(started);
    await untilListening(port, started);
  }

  url(user = mailboxes[0] as string, secret = password): string {
    return `smtp://${encodeURIComponent(user)}:${secret}@localhost:${this.smtp}`;
  }

  /** Reads messages over IMAP; waits until there are `count`, and returns the newest. */
  async newest(mailbox: (typeof mailboxes)[number], count: number): Promise<Buffer> {
    const read = () =>
      execFileSync(
        "curl",
        ["-sf", "-u", `${mailbox}:${password}`, `imap://127.0.0.1:${this.#imap}/INBOX;UID=${count}`],
        { stdio: "pipe", maxBuffer: 50_000_000 },
      );
    return until(
      `message ${count} of ${mailbox}`,
      async () => {
        try {
          return read();
        } catch {
          return undefined;
        }
      },
      30_000,
    ).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.log()}`);
    });
  }

  log(): string {
    return readFileSync(this.#path("postfix.log"), "utf8");
  }

  async stop(): Promise<void> {
    for (const { child } of this.#programs) await endChild(child, "SIGTERM");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function userId(flag: "-u" | "-g", name: string): number {
  return Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
}
