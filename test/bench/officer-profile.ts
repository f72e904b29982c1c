/** A browser profile enrolled for an officer. */

import { launchChromium } from "../../scripts/dev/drivers/chromium.ts";
import { enrolBrowser } from "../../scripts/dev/drivers/enrol.ts";
import type { IntakeProcess } from "../../scripts/dev/drivers/intake-process.ts";
import { chromiumPath } from "./chromium.ts";
import { ourBuild } from "./our-build.ts";

export interface OfficerProfile {
  /** Folder of the profile. */
  profile: string;
  proxyPort: number;
  intake: IntakeProcess;
  /** Whether pictures of the tab are allowed. */
  pictures: boolean;
}

export async function makeOfficer({ profile, proxyPort, intake, pictures }: OfficerProfile): Promise<void> {
  const driver = await launchChromium({
    executable: chromiumPath(),
    extension: ourBuild(),
    proxyPort,
    profile,
  });
  await enrolBrowser(driver, intake.address, () => intake.enrol("officer", "Bench"));
  if (pictures) await driver.grantAllUrls();
  await driver.close();
}
