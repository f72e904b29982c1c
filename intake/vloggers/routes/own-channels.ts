import { limits } from "../../../utils/shared/contract/limits.ts";
import type { OwnChannels } from "../../../utils/shared/contract/own-channels.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { channelKeyOf } from "../../cases/rules/channel-key.ts";
import type { Handler } from "../../core/handler.ts";
import {
  type ChannelLists,
  declareChannel as declare,
  readChannelLists,
  undeclareChannel,
} from "../store/own-channels.ts";

export const listOwnChannels: Handler<"listOwnChannels"> = async ({ store: { db } }, { scope, at }) =>
  ok(toView(await readChannelLists(db, scope.personId), at));

export const declareChannel: Handler<"declareChannel"> = async (
  { store: { db } },
  { scope: { personId }, body, at },
) => {
  const key = channelKeyOf(body.channel);
  if (!key.ok) return key;
  const since = new Date(at.getTime() - limits.undeclareMs);
  const done = body.own
    ? await declare(db, personId, { channel: key.value, at })
    : await undeclareChannel(db, personId, { channel: key.value, since });
  return done.ok ? ok(toView(done.value, at)) : done;
};

function toView({ entered, declared }: ChannelLists, now: Date): OwnChannels {
  const own = declared.map(({ channel, at }) => {
    const until = new Date(at.getTime() + limits.undeclareMs);
    return {
      channel,
      declaredAt: at.toISOString(),
      ...(until > now ? { untilAt: until.toISOString() } : {}),
    };
  });
  return { channels: [...entered.map((channel) => ({ channel })), ...own] };
}
