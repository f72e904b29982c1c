/** @vitest-environment happy-dom */
/** The settings page under a policy: what it sets is to be read, and not to be changed. */

import { describe, expect, test } from "vitest";
import { CategoryGrid, OfferedCategoriesContext } from "../../../../components/report/CategoryGrid.tsx";
import { Options, type OptionsProps } from "../../../../components/settings/Options.tsx";
import type { Managed } from "../../../../utils/shared/contract/managed-policy.ts";
import { fail, ok } from "../../../../utils/shared/contract/result.ts";
import { find, identity, noAlerts, seek, show } from "../../../support/components-kit.tsx";

const intake = "https://pusat.example.go.id";

async function showOptions(set: Managed, more: Partial<OptionsProps> = {}) {
  const calls: string[] = [];
  await show(
    <Options
      alerts={noAlerts}
      policy={{ set, wrong: [] }}
      intake="https://lain.example"
      code=""
      identity={undefined}
      enrolledAt={undefined}
      refused={undefined}
      signedOn={false}
      leave={async () => undefined}
      dropped={[]}
      signOn={{
        read: async () => ok(undefined),
        start: async () => fail("sign-on-off"),
        providerAllowed: async () => true,
        requestProvider: async () => true,
      }}
      picturesAllowed={false}
      enrol={async (address) => {
        calls.push(address);
        return fail("code-invalid");
      }}
      requestPictures={async () => undefined}
      recipes={undefined}
      checkRecipes={async () => undefined}
      onLanguage={(language) => calls.push(language)}
      {...more}
    />,
  );
  return calls;
}

/** Reached by keyboard, read aloud with its reason, and not changed. */
function expectManaged(testId: string, value: string) {
  const field = find(testId) as HTMLInputElement;
  expect([field.tagName, field.value, field.readOnly, field.disabled]).toEqual(["INPUT", value, true, false]);
  expect(field.tabIndex).toBe(0);
  const reason = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  expect(reason?.textContent).toContain("Diatur oleh organisasi Anda");
}

describe("managed settings", () => {
  test("the appearance has one card, even if a policy sets the language", async () => {
    const extras = { welcome: <p>steps</p>, textSize: <p data-testid="size">13 px</p> };
    for (const set of [{}, { language: "en" }] as const) {
      await showOptions(set, { extras });
      const card = find("language").closest(".options-card");
      expect(card?.querySelector("h2")?.textContent).toBe("Tampilan");
      expect(card?.contains(find("size"))).toBe(true);
      expect(card?.textContent).not.toContain("steps");
    }
  });

  test("are shown in read-only fields", async () => {
    await showOptions({
      intake,
      organisation: "Dinas Contoh",
      language: "en",
      categories: ["JUDI"],
      pictures: "never",
      signOn: "off",
    });
    expectManaged("intake-url", intake);
    expectManaged("language", "Inggris");
    expectManaged("managed-organisation", "Dinas Contoh");
    expectManaged("managed-categories", "Kekerasan seksual anak, Judi online");
    expectManaged("managed-pictures", "Tidak pernah diambil. Laporan tetap terkirim, tanpa gambar.");
    expectManaged("managed-sign-on", "Hanya kode pendaftaran");
    expect(seek("allow-pictures")).toBeNull();
  });

  test("send a code to the configured address, regardless of earlier input", async () => {
    const calls = await showOptions({ intake }, { code: "ABCDEF" });
    find("enrol").closest("form")?.requestSubmit();
    await Promise.resolve();
    expect(calls).toEqual([intake]);
  });

  test("show that the browser is enrolled elsewhere, and offer the configured address", async () => {
    await showOptions({ intake }, { identity, enrolledAt: "https://lain.example" });
    expect(find("problem").dataset.code).toBe("intake-managed");
    expect(find("enrolled-as").closest(".message")?.textContent).toContain("https://lain.example");
    expectManaged("intake-url", intake);
    expect(seek("enrol-code")).not.toBeNull();
  });

  test("do not ask a correctly enrolled browser again", async () => {
    await showOptions({ intake }, { identity, enrolledAt: intake });
    expect(seek("problem")).toBeNull();
    expect(seek("enrol-code")).toBeNull();
  });

  test("show no code field where sign-on is the only way in", async () => {
    await showOptions({ signOn: "only" });
    expect(seek("enrol-code")).toBeNull();
    expect(seek("enrol")).toBeNull();
    expect(find("no-codes").textContent).toBe("Organisasi Anda tidak memakai kode pendaftaran.");
  });

  test("explain that a code from a link does not count", async () => {
    await showOptions({ signOn: "only" }, { code: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" });
    expect(find("no-codes").textContent).toContain("kode tadi tidak terpakai");
  });

  test("name a setting that cannot be read", async () => {
    await showOptions({}, { policy: { set: {}, wrong: ["language"] } });
    expect(find("managed-wrong").textContent).toContain("“language”");
    expect(find("language").tagName).toBe("SELECT");
  });

  test("are not mentioned without a policy", async () => {
    await showOptions({});
    expect(document.body.textContent).not.toContain("Diatur oleh organisasi Anda");
  });
});

test("limit the form to the organisation's categories", async () => {
  await show(
    <OfferedCategoriesContext value={["PORNO_ANAK", "JUDI"]}>
      <CategoryGrid value={undefined} chosenOnly={false} onPick={() => undefined} />
    </OfferedCategoriesContext>,
  );
  const cells = [...document.querySelectorAll<HTMLElement>('[role="radio"]')];
  expect(cells.map(({ dataset }) => dataset.testid)).toEqual(["category-JUDI", "category-PORNO_ANAK"]);
});
