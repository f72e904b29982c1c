/** @vitest-environment happy-dom */
/** The settings page where people sign on: one way first, the code behind it, and a way out of everything. */

import { describe, expect, test, vi } from "vitest";
import { Options, type OptionsProps } from "../../../components/settings/Options.tsx";
import type { SignOnCalls } from "../../../components/settings/SignOn.tsx";
import { qrShape } from "../../../utils/extension/api/sign-on/device-flow.ts";
import type { Identity } from "../../../utils/shared/contract/enrolment.ts";
import type { ProblemCode } from "../../../utils/shared/contract/problem.ts";
import { intakeOrigin } from "../../../utils/shared/contract/protected-address.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { SignOn, SignOnFlow, UserCode } from "../../../utils/shared/contract/sign-on.ts";
import {
  click,
  find,
  identity,
  noAlerts,
  noSignOn,
  seek,
  settle,
  show,
  type,
} from "../../support/components-kit.tsx";

const intake = "https://pusat.example.go.id";
const both: SignOn = {
  issuer: "https://masuk.example.go.id/realms/kantor",
  clientId: "lapor",
  scopes: ["openid"],
  flows: ["code", "device"],
};
const code: UserCode = {
  code: "BDWP-HQPK",
  address: "https://masuk.example.go.id/device",
  qr: qrShape("https://masuk.example.go.id/device"),
  expiresAt: new Date(Date.now() + 600_000).toISOString(),
};

interface Started {
  flow: SignOnFlow;
  signal: AbortSignal;
  onCode(code: UserCode): void;
  end(result: Result<Identity>): Promise<void>;
}

async function showOptions(
  offer: SignOn | undefined,
  more: Partial<OptionsProps> = {},
  calls: Partial<SignOnCalls> = {},
) {
  const started: Started[] = [];
  const start: SignOnCalls["start"] = (_, way) => {
    const { promise, resolve } = Promise.withResolvers<Result<Identity>>();
    way.signal.addEventListener("abort", () => resolve(fail("sign-on-failed", "cancelled")));
    const end = async (result: Result<Identity>) => {
      resolve(result);
      await settle();
    };
    started.push({ ...way, end });
    return promise;
  };
  await show(
    <Options
      alerts={noAlerts}
      policy={{ set: {}, wrong: [] }}
      intake={intake}
      code=""
      identity={undefined}
      enrolledAt={undefined}
      refused={undefined}
      picturesAllowed={false}
      enrol={async () => fail("code-invalid")}
      requestPictures={async () => undefined}
      recipes={undefined}
      checkRecipes={async () => undefined}
      onLanguage={() => undefined}
      dropped={[]}
      {...more}
      signedOn={more.signedOn ?? false}
      leave={async () => undefined}
      signOn={{ ...noSignOn.signOn, read: async () => ok(offer), start, ...calls }}
    />,
  );
  await settle();
  return started;
}
const last = (started: Started[]): Started => {
  const latest = started.at(-1);
  if (!latest) throw new Error("nothing was started");
  return latest;
};

test("reads the alert settings again for another person", async () => {
  const addresses = ["andi@kominfo.test", "budi@kominfo.test"];
  const read = async () =>
    ok({ preferences: { mail: "now" as const, email: addresses.shift() }, canMail: true, onCall: [] });
  const alerts = { ...noAlerts, calls: { ...noAlerts.calls, read } };
  const shows = (address: string) =>
    vi.waitFor(() => expect((find("alert-email") as HTMLInputElement).value).toBe(address));
  await showOptions(undefined, { identity, alerts });
  await shows("andi@kominfo.test");
  await showOptions(undefined, { identity: { ...identity, personId: crypto.randomUUID() }, alerts });
  await shows("budi@kominfo.test");
});

test("offers sign-on first and folds the code where sign-on is configured; otherwise only the code", async () => {
  await showOptions(both);
  expect(find("sign-on").textContent).toBe("Masuk dengan akun kantor");
  expect(find("sign-on").classList).toContain("primary");
  expect(document.body.textContent).toContain("Anda masuk di masuk.example.go.id");
  expect(find("enrol-code").closest("details")?.open).toBe(false);
  expect(find("enrol").classList).not.toContain("primary");
});

test("offers only the code where sign-on is not configured", async () => {
  await showOptions(undefined);
  expect(seek("sign-on")).toBeNull();
  expect(find("enrol-code").closest("details")).toBeNull();
});

describe("the typed address of the intake", () => {
  const enrolAt = async (address: string) => {
    const addresses: string[] = [];
    const enrol: OptionsProps["enrol"] = async (given) => {
      addresses.push(given);
      return intakeOrigin(given) ? ok(identity) : fail("address-unknown", "intake");
    };
    await showOptions(undefined, { intake: "", enrol });
    await type("intake-url", address);
    await type("enrol-code", "ABCDEF");
    find("enrol").closest("form")?.requestSubmit();
    await settle();
    return addresses;
  };

  test("needs no https:// before a host name", async () => {
    expect(await enrolAt(" pusat.example.go.id")).toEqual(["https://pusat.example.go.id"]);
    expect(find("enrolled-as").textContent).toBe(identity.name);
  });

  test("that is no protected one is named as the fault, and not a post's", async () => {
    await enrolAt("http://pusat.example.go.id");
    expect(find("enrol").closest("form")?.querySelector("[role=alert]")?.textContent).toContain("https://");
    expect(document.body.textContent).not.toContain("kiriman yang dikenal");
  });
});

test("opens a link with a code as the code form", async () => {
  await showOptions(both, { code: "ABCDEF" });
  expect(find("enrol-code").closest("details")).toBeNull();
});

test("one press opens one window, names its owner, and ends with the person's name", async () => {
  const started = await showOptions(both);
  await click("sign-on");
  expect(seek("sign-on")).toBeNull();
  expect(find("sign-on-waiting").textContent).toContain("masuk.example.go.id");
  expect(find("sign-on-waiting").parentElement?.getAttribute("role")).toBe("status");
  expect(document.activeElement).toBe(find("sign-on-cancel"));
  expect(started.map(({ flow }) => flow)).toEqual(["code"]);
  await last(started).end(ok(identity));
  expect(find("enrolled-as").textContent).toBe("Siti Aminah");
  expect(seek("sign-on-waiting")).toBeNull();
});

test("returns a person who cancels to the start without an error, and lets them retry", async () => {
  const started = await showOptions(both);
  await click("sign-on");
  await click("sign-on-cancel");
  expect(last(started).signal.aborted).toBe(true);
  expect(seek("problem")).toBeNull();
  await click("sign-on");
  expect(started).toHaveLength(2);
});

test.each<ProblemCode>(["sign-on-failed", "sign-on-token", "sign-on-no-role"])(
  "explains %s in a sentence, and shows the button again",
  async (problem) => {
    const started = await showOptions(both);
    await click("sign-on");
    await last(started).end(fail(problem));
    expect(find("problem").dataset.code).toBe(problem);
    expect(find("problem").getAttribute("role")).toBe("alert");
    expect(document.activeElement).toBe(find("sign-on"));
    expect(seek("sign-on-allow")).toBeNull();
  },
);

test("asks for the browser's permission for a provider on a press, and retries", async () => {
  let allowed = false;
  const started = await showOptions(
    both,
    {},
    { providerAllowed: async () => allowed, requestProvider: async () => (allowed = true) },
  );
  await click("sign-on");
  await last(started).end(fail("sign-on-unavailable", undefined, "later"));
  expect(find("sign-on-allow").textContent).toBe("Izinkan menghubungi masuk.example.go.id");
  await click("sign-on-allow");
  expect(started).toHaveLength(2);
  await last(started).end(fail("sign-on-unavailable", undefined, "later"));
  expect(seek("sign-on-allow")).toBeNull();
});

describe("with a code typed elsewhere", () => {
  test("shows the code large, with the address, a link and a QR picture", async () => {
    const started = await showOptions(both);
    await click("sign-on-device");
    expect(last(started).flow).toBe("device");
    last(started).onCode(code);
    await settle();
    expect(find("user-code").textContent).toBe("BDWP-HQPK");
    expect(find("device-code").textContent).toContain("https://masuk.example.go.id/device");
    expect(find("device-link").getAttribute("href")).toBe("https://masuk.example.go.id/device");
    expect(find("device-code").querySelector("svg[role=img]")?.getAttribute("aria-label")).toContain("QR");
    expect(find("device-code").textContent).toMatch(/Berlaku (9:5\d|10:00) lagi/);
    await last(started).end(ok(identity));
    expect(seek("device-code")).toBeNull();
    expect(find("enrolled-as").textContent).toBe("Siti Aminah");
  });

  test("is the first offer if the browser has no window", async () => {
    const started = await showOptions({ ...both, flows: ["device"] });
    expect(seek("sign-on-device")).toBeNull();
    await click("sign-on");
    expect(last(started).flow).toBe("device");
  });
});

test("a person who signed on can do so again at once; one who had a code has to choose", async () => {
  const known = { identity, enrolledAt: intake };
  const started = await showOptions(both, { ...known, signedOn: true });
  expect(find("sign-on").textContent).toBe("Masuk lagi dengan akun kantor");
  await click("sign-on");
  await last(started).end(ok(identity));
  expect(seek("enrol-code")).toBeNull();
});

test("the focus stays in the card after the button to enrol again is gone", async () => {
  await showOptions(both, { identity, enrolledAt: intake });
  find("enrol-again").focus();
  await click("enrol-again");
  await settle();
  expect(seek("enrol-again")).toBeNull();
  expect(document.activeElement?.closest(".options-card")).toBeTruthy();
});

test("the focus stays in the card after an enrolment by code or by sign-on", async () => {
  await showOptions(undefined, { enrol: async () => ok(identity) });
  find("enrol").focus();
  await click("enrol");
  await settle();
  expect(seek("enrol")).toBeNull();
  expect(document.activeElement?.closest(".options-card")).toBeTruthy();
  const started = await showOptions(both, { intake: `${intake}:8443` });
  await click("enrol-again");
  await vi.waitFor(() => find("sign-on").focus());
  await click("sign-on");
  await last(started).end(ok({ ...identity }));
  expect(seek("sign-on-cancel")).toBeNull();
  expect(document.activeElement?.closest(".options-card")).toBeTruthy();
});

test("an enrolment takes the focus from nothing that was chosen meanwhile", async () => {
  const { promise, resolve } = Promise.withResolvers<Result<Identity>>();
  await showOptions(undefined, { enrol: () => promise });
  await click("enrol");
  find("language").focus();
  resolve(ok(identity));
  await settle();
  expect(seek("enrol")).toBeNull();
  expect(document.activeElement).toBe(find("language"));
});

test("shows no sign-on button to a browser enrolled by a code until it is enrolled again", async () => {
  await showOptions(both, { identity, enrolledAt: intake });
  expect(seek("sign-on")).toBeNull();
  await click("enrol-again");
  await settle();
  await vi.waitFor(() => expect(seek("sign-on")?.textContent).toBe("Masuk dengan akun kantor"));
});
