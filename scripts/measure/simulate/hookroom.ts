/** A platform's webhook for letters. It sometimes answers with an error although it has kept the letter. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import type { Random } from "../chaos/random.ts";
import type { Arrival } from "./record.ts";

export interface Hookroom {
  address: string;
  empty(atMs: number): Arrival[];
  close(): Promise<void>;
}

export async function openHookroom(random: Random): Promise<Hookroom> {
  const kept: Omit<Arrival, "atMs">[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const refuses = random.next() < 0.1;
      response.statusCode = refuses ? 503 : 202;
      response.end();
      if (refuses && random.next() < 0.7) return;
      const { number, letter } = JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>;
      kept.push({
        number: number ?? "",
        letter: letter as LetterKind,
        way: "hook",
        name: String(request.headers["idempotency-key"]),
        became: refuses ? "unsaid" : "accepted",
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/lapor`,
    empty: (atMs) => kept.splice(0).map((one) => ({ ...one, atMs })),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
