import { launchChromium } from "../drivers/chromium.ts";
import type { BrowserName, Driver, LaunchOptions } from "../drivers/driver.ts";
import { launchFirefox } from "../drivers/firefox.ts";

export function launch(name: BrowserName, options: LaunchOptions): Promise<Driver> {
  return name === "chromium" ? launchChromium(options) : launchFirefox(options);
}
