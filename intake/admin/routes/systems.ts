/** Channels, holds, keys, webhooks, recipe packs and the server as administrators see them. */

import type { ChannelRow, HookRow, RetentionRow } from "../../../utils/shared/contract/administration.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { outcomes, type RetentionChanges, retention } from "../../../utils/shared/policy/retention.ts";
import { thumbprintOf } from "../../../utils/shared/seal/digest.ts";
import { readLastBackup } from "../../backup/last-backup.ts";
import { readCaseNumber, readHolds } from "../../cases/store/case-reads.ts";
import { type RetentionState, readRetentionState } from "../../cases/store/retention-changes.ts";
import type { Handler } from "../../core/handler.ts";
import type { Db } from "../../db/store.ts";
import { judgeHealth } from "../../health/judge-health.ts";
import { listApiKeys as readApiKeys } from "../../people/store/api-keys.ts";
import { listPacks, readPackContents, readRecipesKey } from "../../recipes/store/recipes.ts";
import { readPartnerChannels, readRemovedPartnerChannels } from "../../referrals/store/partner-channels.ts";
import { readChannels, readRemovedChannels } from "../../requests/store/channels.ts";
import { listHooks, readLastDeliveries } from "../../webhooks/store/hooks.ts";
import { type AnyChannel, withoutSecret } from "../edit-channels.ts";

interface ListedChannel {
  channel: AnyChannel;
  since: Date;
  endedAt: Date | null;
}

function toChannelRow({ channel: given, since, endedAt }: ListedChannel): ChannelRow {
  const { id, name, kind, categories } = given;
  return {
    channel: withoutSecret(given),
    ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
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

function targetOf(given: AnyChannel): { target?: string } {
  if (given.kind === "email") return { target: [...given.to, ...given.cc].join(", ") };
  if (given.kind === "file") return { target: given.format };
  return { target: given.address };
}

export const listAllChannels: Handler<"listAllChannels"> = async ({ store: { db } }) => {
  const [toPlatforms, toPartners] = [await readChannels(db), await readPartnerChannels(db)];
  const removed = [
    ...onceRemoved(await readRemovedChannels(db, shownRemoved), toPlatforms),
    ...onceRemoved(await readRemovedPartnerChannels(db, shownRemoved), toPartners),
  ];
  return ok({
    channels: [...toPlatforms, ...toPartners].map(toChannelRow),
    removed: removed.map(toChannelRow),
  });
};

/** Removed channels that are shown, to bring one back. */
const shownRemoved = 50;

/** The newest row of each channel that is not in use; an edited channel ended, too, but is in use. */
function onceRemoved<R extends { id: string }>(rows: readonly R[], inUse: readonly R[]): R[] {
  const seen = new Set(inUse.map(({ id }) => id));
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

export const listHolds: Handler<"listHolds"> = async ({ store: { db }, retentionFile }, { at: now }) => {
  const holds = [];
  for (const { id, caseId, at, by, reason } of await readHolds(db)) {
    const number = await readCaseNumber(db, caseId);
    holds.push({ id, caseId, at: at.toISOString(), by, reason, ...(number === undefined ? {} : { number }) });
  }
  return ok({
    holds,
    retention: toRetentionRows(await readRetentionState(db, retentionFile, now), retentionFile),
  });
};

function toRetentionRows({ policy, pending }: RetentionState, file: RetentionChanges): RetentionRow[] {
  return (Object.keys(policy) as CategoryCode[]).map((category) => ({
    category,
    ...policy[category],
    changed: outcomes.some((outcome) => policy[category][outcome] !== retention[category][outcome]),
    fixed: outcomes.filter((outcome) => file[category]?.[outcome] !== undefined),
    pending: pending
      .filter((row) => row.category === category)
      .map(({ outcome, days, inForceAt }) => ({ outcome, days, at: inForceAt.toISOString() })),
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
      deliveries: deliveries.map(({ at, deliveredAt, nextAt, answer, ...delivery }) => ({
        ...delivery,
        at: at.toISOString(),
        ...(deliveredAt === null ? {} : { deliveredAt: deliveredAt.toISOString() }),
        ...(nextAt === null ? {} : { nextAt: nextAt.toISOString() }),
        ...(answer === null ? {} : { answer }),
      })),
    });
  }
  return rows;
}

export const listRecipePacks: Handler<"listRecipePacks"> = async ({ store: { db }, publisher }) => {
  const [packs, key] = [await listPacks(db), await readRecipesKey(db)];
  const newest = await readPackContents(db);
  return ok({
    packs: packs.map(({ note, at, ...pack }) => ({
      ...pack,
      at: at.toISOString(),
      ...(note === null ? {} : { note }),
    })),
    ...(key ? { thumbprint: await thumbprintOf(key) } : {}),
    off: newest?.off ?? [],
    canPublish: publisher?.isReady() === true,
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
