import { launchChromium } from "./chromium.ts";
import type { BrowserName, Driver, LaunchOptions } from "./driver.ts";
import { launchFirefox } from "./firefox.ts";

export function launch(name: BrowserName, options: LaunchOptions): Promise<Driver> {
  return name === "chromium" ? launchChromium(options) : launchFirefox(options);
}
