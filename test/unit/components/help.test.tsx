/** @vitest-environment happy-dom */
/** The way to the guide on every screen, and an invitation before enrolment. */

import { expect, test, vi } from "vitest";
import { NotEnrolled } from "../../../components/home/NotEnrolled.tsx";
import { Failure, SettingsContext } from "../../../components/ui/Failure.tsx";
import { HelpContext, HelpLink } from "../../../components/ui/HelpLink.tsx";
import { guideAddress, guideNames } from "../../../utils/shared/contract/guides.ts";
import type { ProblemCode } from "../../../utils/shared/contract/problem.ts";
import { role } from "../../../utils/shared/contract/site.ts";
import { click, find, seek, show } from "../../support/components-kit.tsx";

test("every role has a guide that the intake serves", () => {
  for (const roleName of role.options) {
    const name = guideAddress("https://intake.test", roleName).split("/panduan/")[1];
    expect(guideNames).toContain(name);
  }
  expect(guideAddress("https://intake.test")).toBe("https://intake.test/panduan");
});

test("the link opens the guide in a tab of its own; without an intake there is none", async () => {
  await show(
    <HelpContext value={guideAddress("https://intake.test", "vlogger")}>
      <HelpLink />
    </HelpContext>,
  );
  const link = find("help") as HTMLAnchorElement;
  expect(link.href).toBe("https://intake.test/panduan/kreator");
  expect([link.target, link.rel, link.ariaLabel ?? link.getAttribute("aria-label")]).toEqual([
    ...["_blank", "noreferrer", "Bantuan"],
  ]);
  await show(<HelpLink worded />);
  expect(seek("help")).toBeNull();
});

test("a problem that is solved in the settings leads there, others do not", async () => {
  const shown = (code: ProblemCode) =>
    show(
      <SettingsContext value="/options.html">
        <Failure problem={{ code, retry: "never" }} />
      </SettingsContext>,
    );
  await shown("sign-on-again");
  expect(find("open-options").getAttribute("href")).toBe("/options.html");
  await shown("case-changed");
  expect(seek("open-options")).toBeNull();
  // The settings page itself does not lead to itself.
  await show(<Failure problem={{ code: "sign-on-again", retry: "never" }} />);
  expect(seek("open-options")).toBeNull();
});

test("an invitation names its host and waits for a press", async () => {
  const onAccept = vi.fn();
  await show(<NotEnrolled onOpenOptions={() => undefined} />);
  expect(seek("accept-invitation")).toBeNull();
  await show(<NotEnrolled invitation={{ host: "evil.example", onAccept }} onOpenOptions={() => undefined} />);
  expect(find("not-enrolled").textContent).toContain("undangan dari evil.example");
  expect(onAccept).not.toHaveBeenCalled();
  await click("accept-invitation");
  expect(onAccept).toHaveBeenCalledOnce();
});
