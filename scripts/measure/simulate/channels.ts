/** Letter channels of a simulated month: a different kind per platform, and a separate one for Telegram's four-hour lane. */

import { channelFile } from "../../../utils/shared/contract/channel.ts";

/** Uses a webhook; the others use mail or delivery by hand. */
export const hookChannel = "x-kait";

export function channelsTo(hookAddress: string) {
  const common = { acknowledgeHours: 4 };
  const mail = (id: string, site: string, name: string, to: string, more = {}) => ({
    ...common,
    id,
    site,
    name,
    kind: "email",
    to: [to],
    ...more,
  });
  return channelFile.parse([
    mail("fb-surat", "facebook", "Meta", "legal@meta.example"),
    {
      ...common,
      id: hookChannel,
      site: "x",
      name: "X",
      kind: "webhook",
      address: hookAddress,
      secret: "r".repeat(40),
    },
    {
      ...common,
      id: "yt-formulir",
      site: "youtube",
      name: "Google",
      kind: "form",
      address: "https://google.example/legal",
    },
    mail("tg-langsung", "telegram", "Telegram", "langsung@telegram.example", { urgentOnly: true }),
    mail("tg-surat", "telegram", "Telegram", "abuse@telegram.example"),
  ]);
}
