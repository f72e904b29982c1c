/** A person signs on at a real OpenID provider, in the browser's own window or with a code typed elsewhere. */

import type { Driver } from "../../scripts/dev/drivers/driver.ts";
import type { TestEnvironment } from "../../scripts/dev/drivers/test-environment.ts";
import { findings } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { clientId, startProvider, type TestProvider } from "../support/provider-kit.ts";

test.describe.configure({ mode: "serial" });

let provider: TestProvider;
let signOnStage: TestEnvironment;
let browser: Driver;

test.beforeAll(async ({ factory, stage }) => {
  browser = await stage.visitor();
  provider = await startProvider({ redirectUris: [await returnAddress()] });
  signOnStage = await factory.open({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_ROLE_CLAIM: "roles",
    OIDC_ROLES: '{"lapor-petugas":"officer","lapor-penyelia":"supervisor"}',
    OIDC_FLOWS: "code device",
  });
});
test.afterAll(async () => {
  await signOnStage.close();
  await provider.stop();
});

/** Address to which the browser lets providers redirect; it depends on the extension's id. */
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

/** Fills in and submits the provider's form that has this field, in whichever window it opened. */
async function fillIn(field: string, values: Record<string, string> = {}): Promise<void> {
  const submit = async () => {
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
    // The page may be navigating.
    return pressed.catch(() => false);
  };
  await expect.poll(submit, `the provider's form with ${field}`).toBe(true);
}

async function signIn(login: string): Promise<void> {
  await fillIn('[name="prompt"][value="login"]', { login, password: "x" });
  await fillIn('[name="prompt"][value="consent"]');
}

const openOptions = (driver: Driver) =>
  driver.extensionPage(`options.html?intake=${encodeURIComponent(signOnStage.intake.address)}`);

test("signs on in the browser's own window, and a closed window ends the attempt", {
  tag: "@firefox-permissions",
}, async () => {
  const options = await openOptions(browser);
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

test("signs on with a code typed on the provider's page, and cancelling ends the attempt", {
  tag: "@chromium",
}, async () => {
  const options = await openOptions(browser);
  await options.click("enrol-again");
  await options.click("sign-on-device");
  await options.waitFor("user-code");
  await options.click("sign-on-cancel");
  await options.waitFor("sign-on-device");
  const problems = () => document.querySelectorAll('.sign-on [data-testid="problem"]').length;
  expect(await options.evaluate(problems)).toBe(0);

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

for (const colorScheme of ["light", "dark"] as const)
  test(`every state of sign-on is accessible in the ${colorScheme} colour scheme`, {
    tag: "@chromium",
  }, async ({ stage }) => {
    const other = await stage.visitor({ colorScheme });
    const options = await openOptions(other);
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
  });
