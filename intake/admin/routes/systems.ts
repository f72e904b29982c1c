/** Channels, holds, keys, webhooks, recipe packs and the server as administrators see them. */

import type { ChannelRow, HookRow, RetentionRow } from "../../../utils/shared/contract/administration.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { PartnerChannel } from "../../../utils/shared/contract/partner-channel.ts";
import type { Channel } from "../../../utils/shared/contract/platform-channel.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { outcomes, type RetentionPolicy, retention } from "../../../utils/shared/policy/retention.ts";
import { thumbprintOf } from "../../../utils/shared/seal/key-thumbprint.ts";
import { readLastBackup } from "../../backup/last-backup.ts";
import { readCaseNumber, readHolds } from "../../cases/store/case-reads.ts";
import type { Handler } from "../../core/handler.ts";
import type { Db } from "../../db/store.ts";
import { judgeHealth } from "../../health/judge-health.ts";
import { listApiKeys as readApiKeys } from "../../people/store/api-keys.ts";
import { listPacks, readRecipesKey } from "../../recipes/store/recipes.ts";
import { readPartnerChannels } from "../../referrals/store/partner-channels.ts";
import { readChannels } from "../../requests/store/channels.ts";
import { listHooks, readLastDeliveries } from "../../webhooks/store/hooks.ts";

function toChannelRow(given: Channel | PartnerChannel, since: Date): ChannelRow {
  const { id, name, kind, categories } = given;
  return {
    id,
    name,
    kind,
    since: since.toISOString(),
    ...("site" in given
      ? { to: "platform", recipient: given.site, urgentOnly: given.urgentOnly }
      : { to: "partner", recipient: given.partner, urgentOnly: false }),
    ...(categories === undefined ? {} : { categories }),
    ...targetOf(given),
  };
}

function targetOf(given: Channel | PartnerChannel): { target?: string } {
  if (given.kind === "email") return { target: [...given.to, ...given.cc].join(", ") };
  if (given.kind === "file") return { target: given.format };
  return { target: given.address };
}

export const listAllChannels: Handler<"listAllChannels"> = async ({ store: { db } }) => {
  const found = [...(await readChannels(db)), ...(await readPartnerChannels(db))];
  return ok({ channels: found.map(({ channel, since }) => toChannelRow(channel, since)) });
};

export const listHolds: Handler<"listHolds"> = async ({ store: { db }, policy }) => {
  const holds = [];
  for (const { id, caseId, at, by, reason } of await readHolds(db)) {
    const number = await readCaseNumber(db, caseId);
    holds.push({ id, caseId, at: at.toISOString(), by, reason, ...(number === undefined ? {} : { number }) });
  }
  return ok({ holds, retention: toRetentionRows(policy) });
};

function toRetentionRows(policy: RetentionPolicy): RetentionRow[] {
  return (Object.keys(policy) as CategoryCode[]).map((category) => ({
    category,
    ...policy[category],
    changed: outcomes.some((outcome) => policy[category][outcome] !== retention[category][outcome]),
  }));
}

export const listApiKeys: Handler<"listApiKeys"> = async ({ store: { db } }) => {
  const keys = await readApiKeys(db);
  return ok({
    keys: keys.map(({ id, scope, name, channel, createdAt, expiresAt, revokedAt }) => ({
      id,
      scope,
      createdAt: createdAt.toISOString(),
      ...(name === null ? {} : { name }),
      ...(channel === null ? {} : { channel }),
      ...(expiresAt === null ? {} : { expiresAt: expiresAt.toISOString() }),
      ...(revokedAt === null ? {} : { revokedAt: revokedAt.toISOString() }),
    })),
    hooks: await readHookRows(db),
  });
};

/** Deliveries shown per webhook. */
const shownDeliveries = 5;

async function readHookRows(db: Db): Promise<HookRow[]> {
  const rows: HookRow[] = [];
  for (const { id, address, events, createdAt, waiting } of await listHooks(db)) {
    const deliveries = await readLastDeliveries(db, id, shownDeliveries);
    rows.push({
      id,
      address,
      events,
      waiting,
      createdAt: createdAt.toISOString(),
      deliveries: deliveries.map(({ at, deliveredAt, nextAt, answer, ...one }) => ({
        ...one,
        at: at.toISOString(),
        ...(deliveredAt === null ? {} : { deliveredAt: deliveredAt.toISOString() }),
        ...(nextAt === null ? {} : { nextAt: nextAt.toISOString() }),
        ...(answer === null ? {} : { answer }),
      })),
    });
  }
  return rows;
}

export const listRecipePacks: Handler<"listRecipePacks"> = async ({ store: { db } }) => {
  const [packs, key] = [await listPacks(db), await readRecipesKey(db)];
  return ok({
    packs: packs.map(({ note, at, ...pack }) => ({
      ...pack,
      at: at.toISOString(),
      ...(note === null ? {} : { note }),
    })),
    ...(key ? { thumbprint: await thumbprintOf(key) } : {}),
  });
};

export const getServerState: Handler<"getServerState"> = async (intake) => {
  const facts = await intake.health();
  const last = await readLastBackup(intake.store.db);
  return ok({
    checkedAt: facts.at.toISOString(),
    findings: judgeHealth(facts),
    ...(last ? { lastBackup: { at: last.at, bytes: last.bytes } } : {}),
    settings: [...intake.inForce],
  });
};
