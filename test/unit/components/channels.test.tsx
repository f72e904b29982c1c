/** @vitest-environment happy-dom */
/** A vlogger's own channels: declared, taken back while that can be, kept on the screen when it fails. */

import { beforeEach, describe, expect, test } from "vitest";
import type { ChannelCalls } from "../../../components/vlogger/self-review/OwnChannels.tsx";
import { OwnChannels } from "../../../components/vlogger/self-review/OwnChannels.tsx";
import type { DeclarationInput, OwnChannel } from "../../../utils/shared/contract/own-channels.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { click, find, seek, settle, show, type } from "../../support/components-kit.tsx";

const declaredAt = "2026-11-25T01:00:00.000Z";

class Intake implements ChannelCalls {
  channels: OwnChannel[] = [{ channel: "youtube:kanallama" }];
  asked: DeclarationInput[] = [];
  refused: Result<never> | undefined;
  listOwnChannels = async () => this.refused ?? ok({ channels: this.channels });
  declareChannel = async (input: DeclarationInput) => {
    this.asked.push(input);
    if (this.refused) return this.refused;
    const untilAt = new Date(Date.now() + 60_000).toISOString();
    const rest = this.channels.filter(({ channel }) => channel !== input.channel);
    this.channels = input.own ? [...rest, { channel: "youtube:dapursari", declaredAt, untilAt }] : rest;
    return ok({ channels: this.channels });
  };
}

describe("own channels", () => {
  let intake: Intake;
  let changes: number;
  beforeEach(async () => {
    intake = new Intake();
    changes = 0;
  });
  const open = () => show(<OwnChannels calls={intake} onChanged={() => changes++} />);
  const declare = async (typed: string) => {
    await type("declare-channel", typed);
    find("declare").closest("form")?.requestSubmit();
    await settle();
  };
  const rows = () =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="own-channel"]')].map((row) => row.textContent);

  test("explain that they keep videos away; an empty field sends no request", async () => {
    await open();
    expect(rows()).toEqual(["@kanallama Dicatat koordinator"]);
    expect(document.body.textContent).toContain("tidak diberikan kepada Anda");
    expect(seek("own-channel-remove")).toBeNull();
    await declare("   ");
    expect(intake.asked).toEqual([]);
  });

  test("a declared one is listed by its name, announced, and can be undone", async () => {
    await open();
    await declare(" https://www.youtube.com/@DapurSari ");
    expect(intake.asked).toEqual([{ channel: "https://www.youtube.com/@DapurSari", own: true }]);
    expect(rows()[1]).toBe("@dapursari Anda nyatakan 25 Nov 2026");
    expect(find("declared-said").textContent).toContain("@dapursari dinyatakan.");
    expect((find("declare-channel") as HTMLInputElement).value).toBe("");
    expect(changes).toBe(1);
    await click("own-channel-remove");
    expect(intake.asked[1]).toEqual({ channel: "youtube:dapursari", own: false });
    expect(rows()).toHaveLength(1);
    expect(find("declared-said").textContent).toBe("@dapursari dibatalkan.");
    expect(changes).toBe(2);
  });

  test("one whose undo time ended stays, without the button", async () => {
    const untilAt = new Date(Date.now() - 1).toISOString();
    intake.channels = [{ channel: "youtube:dapursari", declaredAt, untilAt }];
    await open();
    expect(rows()).toHaveLength(1);
    expect(seek("own-channel-remove")).toBeNull();
  });

  test("keeps refused input, with a hint", async () => {
    await open();
    intake.refused = fail("channel-unknown");
    await declare("x.com/sari");
    expect(find("problem").dataset.code).toBe("channel-unknown");
    expect((find("declare-channel") as HTMLInputElement).value).toBe("x.com/sari");
    expect(find("declared-said").textContent).toBe("");
    expect(changes).toBe(0);
  });

  test("shows that the list could not be loaded, with a retry", async () => {
    intake.refused = fail("offline", undefined, "later");
    await open();
    expect(find("problem").dataset.code).toBe("offline");
    intake.refused = undefined;
    await click("retry");
    expect(rows()).toHaveLength(1);
  });
});
