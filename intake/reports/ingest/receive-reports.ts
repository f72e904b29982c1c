/** Sends each report to the batches of the server that stores its post. */

import { setTimeout as wait } from "node:timers/promises";
import { logLine } from "../../core/log.ts";
import { spotOfSubject } from "../../db/spot.ts";
import type { SpotOwner } from "../../db/spot-owners.ts";
import type { IncomingReport, Ingested } from "./incoming-report.ts";
import type { ReportBatcher } from "./ingest.ts";

export interface ReportReceiver {
  /** Settles when the report is stored, on whichever server. */
  add(arrival: IncomingReport): Promise<Ingested>;
}

/** The servers that share the posts, as one intake sees them. */
export interface ReportServers {
  /** Name of the server that owns every spot that was never moved. */
  home: string;
  /** Throws if no setting names the server, or it cannot be reached. */
  batcherOf(name: string): Promise<ReportBatcher>;
  /** Whether the server has the report, or reports of its subject. */
  knows(name: string, arrival: IncomingReport): Promise<boolean>;
}

/** This intake finds no owner of the post's spot. A device tries again later. */
export class SpotElsewhere extends Error {}

function noOwner(spot: number, detail: string): SpotElsewhere {
  logLine("spot-without-owner", { detail: `spot ${spot}: ${detail}` });
  return new SpotElsewhere(`spot ${spot} has no owner that this intake can reach`);
}

interface Hint extends SpotOwner {
  owner: string;
}

/** A move is two commits, one on each server; between them neither takes new posts of the spot. */
const pauseMs = 100;
const maxTries = 20;

/** Without `servers`, this server must own every spot. */
export function receiveReports(own: ReportBatcher, servers?: ReportServers): ReportReceiver {
  if (!servers) return { add: (arrival) => addHere(own, arrival) };
  const hints = new Map<number, Hint>();
  return {
    async add(arrival) {
      const spot = spotOfSubject(arrival.report.evidence.subject);
      let hint = hints.get(spot) ?? { owner: servers.home, former: [], moves: 0 };
      for (let tries = 0; tries < maxTries; tries++) {
        const name = (await findFormer(servers, hint, arrival)) ?? hint.owner;
        const answer = await (await servers.batcherOf(name)).add({ ...arrival, unknownAtMove: hint.moves });
        if (!("elsewhere" in answer)) return answer;
        const next = { ...answer.elsewhere, owner: answer.elsewhere.owner ?? name };
        // Two servers that name each other are amid a move.
        if (next.moves < hint.moves) await wait(pauseMs);
        hint = next;
        hints.set(spot, hint);
      }
      throw noOwner(spot, `its move to ${hint.owner} is not finished; repeat \`lapor spots move\``);
    },
  };
}

async function addHere(own: ReportBatcher, arrival: IncomingReport): Promise<Ingested> {
  const answer = await own.add(arrival);
  if (!("elsewhere" in answer)) return answer;
  const { owner, former } = answer.elsewhere;
  const others = [owner, ...former].filter((name) => name !== null).join(", ");
  throw noOwner(spotOfSubject(arrival.report.evidence.subject), `set CELLS, which names ${others}`);
}

/** Returns the former owner that knows the post. */
async function findFormer(
  servers: ReportServers,
  { former, owner }: Hint,
  arrival: IncomingReport,
): Promise<string | undefined> {
  for (const name of former) if (name !== owner && (await servers.knows(name, arrival))) return name;
  return undefined;
}
