/** Signing on in a real browser, at a real provider, with either way: the browser's own window, and a code typed elsewhere. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { findBrowsers } from "../../scripts/browsers.ts";
import { clientId, startProvider, type TestProvider } from "../provider-kit.ts";
import { findings } from "./axe-findings.ts";
import { automationBuild } from "./drivers/builds.ts";
import { type Driver, until } from "./drivers/driver.ts";
import { type IntakeProcess, startIntakeProcess } from "./drivers/intake-process.ts";
import { launch } from "./drivers/launch.ts";

const name = inject("browser");
const folder = mkdtempSync(join(tmpdir(), "lapor-sign-on-"));
const build = automationBuild(name);

let provider: TestProvider;
let intake: IntakeProcess;
let browser: Driver;
const executable = findBrowsers([name])[name];

beforeAll(async () => {
  browser = await launch(name, { executable, extension: build });
  provider = await startProvider({ redirectUris: [await returnAddress()] });
  const env = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_ROLE_CLAIM: "roles",
    OIDC_ROLES: '{"lapor-petugas":"officer","lapor-penyelia":"supervisor"}',
  };
  intake = await startIntakeProcess({ dataDir: folder, env });
});
afterAll(async () => {
  await browser.close();
  await intake.stop();
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Where the browser lets providers send people back to: it depends on the extension's name. */
async function returnAddress(): Promise<string> {
  const page = await browser.extensionPage("options.html");
  const address = await page.evaluate(() => {
    const api = globalThis as unknown as Record<
      "browser" | "chrome",
      { identity: { getRedirectURL(): string } } | undefined
    >;
    return (api.browser ?? api.chrome)?.identity.getRedirectURL() ?? "";
  });
  await page.close();
  return address;
}

/** Presses the button of the provider's form that holds this field, with what is to be filled in, wherever it opened. */
async function fillIn(field: string, values: Record<string, string> = {}): Promise<void> {
  await until(`the provider's form with ${field}`, async () => {
    const page = await browser.opened(provider.issuer);
    const pressed = page.evaluate(
      ({ selector, given }) => {
        const form = document.querySelector(selector)?.closest("form");
        const button =
          form?.querySelector<HTMLElement>("[type=submit]") ??
          document.querySelector<HTMLElement>(`[type=submit][form="${form?.id}"]:not([name="abort"])`);
        if (!form || !button) return false;
        for (const [name, value] of Object.entries(given)) {
          const input = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
          if (input) input.value = value;
        }
        button.click();
        return true;
      },
      { selector: field, given: values },
    );
    // The page may be on its way to the next one.
    return (await pressed.catch(() => false)) || undefined;
  });
}

async function signIn(login: string): Promise<void> {
  await fillIn('[name="prompt"][value="login"]', { login, password: "x" });
  await fillIn('[name="prompt"][value="consent"]');
}

const openOptions = () => browser.extensionPage(`options.html?intake=${encodeURIComponent(intake.address)}`);

test("in the browser's own window; a window that is closed ends it", async () => {
  const options = await openOptions();
  await options.click("sign-on");
  await options.waitFor("sign-on-waiting");
  await (await browser.opened(`${provider.issuer}/interaction`)).close();
  expect(await options.attribute("problem", "data-code")).toBe("sign-on-failed");

  await options.click("sign-on");
  await signIn("sari");
  await options.waitFor("enrolled-as");
  expect(await options.text("enrolled-as")).toBe("Sari Contoh");
  expect(await options.attribute("enrolled-as", "data-role")).toBe("officer");
  await options.close();
});

test("with a code typed on a page of the provider's; giving up before ends it", async () => {
  const options = await openOptions();
  await options.click("enrol-again");
  await options.click("sign-on-device");
  await options.waitFor("user-code");
  await options.click("sign-on-cancel");
  expect(await options.count("problem")).toBe(0);

  await options.click("sign-on-device");
  await options.waitFor("user-code");
  const elsewhere = await browser.open(`${provider.issuer}/device`);
  await fillIn('[name="user_code"]', { user_code: await options.text("user-code") });
  await fillIn('[name="confirm"][value="yes"]');
  await fillIn('[name="prompt"][value="consent"]');
  await options.waitFor("enrol-again", 30_000);
  expect(await options.text("enrolled-as")).toBe("Sari Contoh");
  await elsewhere.close();
  await options.close();
});

/** The markup is the same in both browsers; once is enough. */
test.skipIf(name !== "chromium").each(["light", "dark"] as const)(
  "every state of it is accessible, %s",
  async (colorScheme) => {
    const other = await launch(name, { executable, extension: build, colorScheme });
    const options = await other.extensionPage(`options.html?intake=${encodeURIComponent(intake.address)}`);
    await options.click("by-code");
    await options.waitFor("enrol-code");
    expect(await findings(options)).toEqual([]);
    await options.click("sign-on-device");
    await options.waitFor("user-code");
    expect(await findings(options)).toEqual([]);
    await options.click("sign-on-cancel");
    await options.click("sign-on");
    await options.waitFor("sign-on-waiting");
    expect(await findings(options)).toEqual([]);
    await (await other.opened(`${provider.issuer}/interaction`)).close();
    await options.waitFor("problem");
    expect(await findings(options)).toEqual([]);
    await other.close();
  },
);
