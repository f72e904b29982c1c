import type { Acts, Client } from "../../../utils/extension/desk/client.ts";

export type ReviewCalls = Pick<Client, "claimTask" | "videoNow" | "openVideo" | "onMarkKey"> &
  Acts<"skipTask" | "sendReview">;

export type ChannelCalls = Pick<Client, "listOwnChannels" | "declareChannel">;

export type TaskCalls = ReviewCalls & ChannelCalls & Pick<Client, "listTasks" | "readVloggerRecord">;
