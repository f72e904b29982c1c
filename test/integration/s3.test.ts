/** Evidence in a bucket of a server that speaks the S3 protocol, directly and behind a server with faults. */

import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type EvidenceFiles, openEvidence } from "../../intake/evidence/evidence-files.ts";
import { isUnavailable } from "../../intake/http/unavailable.ts";
import { samplePicture } from "../../scripts/dev/kits/intake-kit.ts";
import { endChild, freePort } from "../../scripts/dev/kits/processes.ts";
import { digestHex } from "../../utils/shared/seal/digest.ts";
import { type Program, startProgram, untilListening } from "./counterparts.ts";

type Fault = "none" | "denies" | "full" | "silent" | "cut" | "busy";

const faults = {
  denies: [403, "SignatureDoesNotMatch"],
  full: [507, "XMinioStorageFull"],
  busy: [503, "SlowDown"],
} as const;

/** Stands between the intake and the real server, and breaks what passes. */
class Faulty {
  fault: Fault = "none";
  seen: { method: string; headers: IncomingHttpHeaders }[] = [];
  readonly #server: Server;

  static async start(port: number): Promise<Faulty> {
    const faulty = new Faulty(port);
    await once(faulty.#server.listen(0, "127.0.0.1"), "listening");
    return faulty;
  }

  private constructor(port: number) {
    this.#server = createServer((asked, answer) => {
      this.seen.push({ method: asked.method ?? "", headers: asked.headers });
      const { fault } = this;
      if (fault === "silent") return;
      if (fault === "cut")
        return void (asked.method === "PUT"
          ? asked.once("data", () => asked.socket.destroy())
          : asked.socket.destroy());
      if (fault !== "none") {
        const [status, code] = faults[fault];
        asked.resume().once("end", () => {
          answer.writeHead(status, { "Content-Type": "application/xml" });
          answer.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`);
        });
        return;
      }
      const { method, url: path, headers } = asked;
      const passed = request({ port, host: "127.0.0.1", method, path, headers }, (real) => {
        answer.writeHead(real.statusCode ?? 500, real.headers);
        real.pipe(answer);
      });
      passed.once("error", () => answer.destroy());
      asked.pipe(passed);
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const program = createRequire(import.meta.url).resolve("s3rver/bin/s3rver.js");

describe("a bucket", () => {
  let folder = "";
  let server: Program;
  let port = 0;
  let faulty: Faulty;
  let files: EvidenceFiles;

  const start = async () => {
    const args = ["-d", folder, "-p", String(port), "-a", "127.0.0.1", "--no-vhost-buckets"];
    server = startProgram(process.execPath, [program, ...args, "--configure-bucket", "bukti"]);
    await untilListening(port, server);
  };
  const address = (at: number) => `s3://bukti?region=us-east-1&endpoint=http://127.0.0.1:${at}`;
  const withKeys = (id: string, secret: string) => {
    process.env.AWS_ACCESS_KEY_ID = id;
    process.env.AWS_SECRET_ACCESS_KEY = secret;
  };
  const picture = async () => {
    const { bytes } = await samplePicture(`${Math.random()}`);
    return { bytes, sha256: await digestHex(bytes) };
  };
  const failure = async (doing: Promise<unknown>): Promise<Error> =>
    doing.then(
      () => expect.unreachable("it must fail"),
      (error: Error) => error,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lapor-s3-"));
    port = await freePort();
    await start();
    withKeys("S3RVER", "S3RVER");
    faulty = await Faulty.start(port);
    files = await openEvidence(address(faulty.port));
  });
  beforeEach(() => {
    faulty.fault = "none";
    faulty.seen = [];
  });
  afterAll(async () => {
    faulty.close();
    await endChild(server.child, "SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  test("keeps, lists, returns and removes files, named ones too", async () => {
    const direct = await openEvidence(address(port));
    const { bytes, sha256 } = await picture();
    expect(await direct.has(sha256)).toBe(false);
    expect(await direct.get(sha256)).toBeUndefined();
    await direct.put(sha256, bytes);
    await direct.put(sha256, bytes);
    expect(await direct.has(sha256)).toBe(true);
    expect(await direct.get(sha256)).toEqual({ bytes, type: "image/png" });
    await direct.remove(sha256);
    await direct.remove(sha256);
    expect(await direct.has(sha256)).toBe(false);
    await direct.putNamed("exports/2026-11-28.jsonl.gz", Readable.from([bytes]));
    expect(await direct.hasNamed("exports/2026-11-28.jsonl.gz")).toBe(true);
    await direct.checkWritable();
  });

  test("keeps the largest file and an empty one", async () => {
    const large = new Uint8Array(20_000_000).fill(7);
    for (const bytes of [large, new Uint8Array()]) {
      const sha256 = await digestHex(bytes);
      await files.put(sha256, bytes);
      expect(Buffer.compare((await files.get(sha256))?.bytes ?? Buffer.from("-"), bytes)).toBe(0);
    }
  });

  // Buckets made since April 2023 have no access lists and refuse a write that names one.
  test("names no access list, and no checksum that other servers than Amazon's do not know", async () => {
    const { bytes, sha256 } = await picture();
    await files.put(sha256, bytes);
    const [put] = faulty.seen.filter(({ method }) => method === "PUT");
    expect(put?.headers).not.toHaveProperty("x-amz-acl");
    expect(put?.headers).not.toHaveProperty("x-amz-trailer");
    expect(put?.headers).not.toHaveProperty("x-amz-sdk-checksum-algorithm");
    // Signed with the request: the server refuses other bytes.
    expect(put?.headers["x-amz-content-sha256"]).toBe(sha256);
  });

  test.each(["denies", "full", "silent", "cut", "busy"] as const)(
    "is unavailable when it %s, gives the reason in one line, and keeps nothing",
    async (fault) => {
      const { bytes, sha256 } = await picture();
      faulty.fault = fault;
      const tried = [files.put(sha256, bytes), files.has(sha256), files.get(sha256), files.checkWritable()];
      for (const error of await Promise.all(tried.map(failure))) {
        expect(error.message).toMatch(/^The evidence store [^\n]+$/);
        expect(isUnavailable(error)).toBe(true);
      }
      faulty.fault = "none";
      expect(await files.has(sha256)).toBe(false);
      await files.put(sha256, bytes);
      expect((await files.get(sha256))?.bytes).toEqual(bytes);
    },
  );

  // The server may keep a part of the first attempt. The second attempt replaces it.
  test("is unavailable when it ends during a write, and later takes the whole file", async () => {
    const bytes = new Uint8Array(20_000_000).fill(9);
    const sha256 = await digestHex(bytes);
    const writing = failure(files.put(sha256, bytes));
    await expect
      .poll(() => faulty.seen.some(({ method }) => method === "PUT"), { timeout: 30_000 })
      .toBe(true);
    await endChild(server.child, "SIGKILL");
    expect(isUnavailable(await writing)).toBe(true);
    await start();
    await files.put(sha256, bytes);
    expect(Buffer.compare((await files.get(sha256))?.bytes ?? Buffer.from(""), bytes)).toBe(0);
  });

  // This server does not check the secret of a version 4 signature, so a wrong one is among the faults above.
  test("refuses an unknown name and a missing bucket, each in one line", async () => {
    const { bytes, sha256 } = await picture();
    withKeys("nobody", "S3RVER");
    const unknown = await failure((await openEvidence(address(port))).put(sha256, bytes));
    expect(unknown.message).toBe("The evidence store refused: InvalidAccessKeyId (HTTP 403).");
    withKeys("S3RVER", "S3RVER");
    const other = await openEvidence(`s3://lain?region=us-east-1&endpoint=http://127.0.0.1:${port}`);
    const missing = await failure(other.put(sha256, bytes));
    expect(missing.message).toBe("The evidence store refused: NoSuchBucket (HTTP 404).");
    expect(await files.has(sha256)).toBe(false);
  });
});
