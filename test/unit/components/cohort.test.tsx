/** @vitest-environment happy-dom */
/** The coordinator's view, and the table that leaves it. */

import { beforeEach, describe, expect, test } from "vitest";
import type { CohortCalls } from "../../../components/desk/vloggers/CohortPane.tsx";
import { CohortPane } from "../../../components/desk/vloggers/CohortPane.tsx";
import { VloggerPane } from "../../../components/desk/vloggers/VloggerPane.tsx";
import { StateStoreContext } from "../../../components/ui/use-persisted-state.ts";
import { cohortCsv } from "../../../utils/extension/desk/desk-files.ts";
import type { CohortRow, VloggerView } from "../../../utils/shared/contract/cohort.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { click, find, memoryStore, seek, settle, show, type } from "../../support/components-kit.tsx";
import { fc } from "../../support/seeded-fast-check.ts";

const personId = "7a1f2d80-1111-4111-8111-111111111111";
const row: CohortRow = {
  ...{ personId, name: "Wati", rank: "reviewer", reviews: 12, load: 2 },
  lessons: { done: 3, of: 5 },
  exam: { state: "passed", at: "2026-11-21T01:00:00.000Z", policyVersion: 2, lacking: [] },
  marks: { right: 9, of: 10, lower: 0.596 },
  activeAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
};

describe("the coordinator's view", () => {
  let view: VloggerView;
  let acts: unknown[];
  let calls: CohortCalls;
  beforeEach(() => {
    view = {
      ...{ ...row, languages: ["id", "jv"], channels: ["youtube:dapursari"], conflicts: [], declared: [] },
      ...{ history: [], tied: false },
    };
    acts = [];
    const change = (part: Partial<VloggerView>) => {
      view = { ...view, ...part };
      return ok(view);
    };
    const pause = { at: "2026-11-25T01:00:00.000Z", for: "person" as const };
    calls = {
      listCohort: async () => ok({ vloggers: [view], agreement: 0.714, compared: 40 }),
      checkCertificate: async (certificate) => {
        const claims = {
          ...{ type: "vlogger-exam" as const, personId, examId: personId, policyVersion: 2, lessons: {} },
          issuedAt: "2026-11-21T01:00:00.000Z",
        };
        if (certificate === "asing")
          return ok({ claims: { ...claims, personId: "other" }, valid: false, lacking: ["uang"] });
        return certificate === "asli" ? ok({ claims, valid: true, lacking: [] }) : fail("certificate-broken");
      },
      makeCohortFile: async () => ({ address: "blob:x", name: "vlogger.csv" }),
      getVlogger: async () => ok(view),
      saveVlogger: async (_, input) => {
        acts.push(input);
        const { network, before: _before, ...rest } = input;
        return change(network === null ? rest : { ...rest, network });
      },
      recordConflict: async (_, input) => {
        acts.push(input);
        const { channel, reason } = input;
        const at = "2026-11-25T01:00:00.000Z";
        return change({ conflicts: reason === null ? [] : [{ channel, reason, by: "Budi", at }] });
      },
      undeclareFor: async (_, { channel }) => {
        acts.push(channel);
        return change({ declared: view.declared.filter((channelRow) => channelRow.channel !== channel) });
      },
      pauseVlogger: async (_, { reason, why }) => {
        acts.push(why ?? reason);
        if (reason !== null) return change({ pause: { ...pause, reason } });
        const { pause: _pause, ...rest } = view;
        view = rest;
        return ok(view);
      },
      inviteVlogger: async ({ id, name }) => {
        acts.push(name);
        const link = "options.html?intake=http%3A%2F%2Fintake.test&code=ABC";
        const address = "https://intake.test/daftar#ABC";
        return ok({ id, name, code: "ABC", link, address, expiresAt: "2026-11-26T01:00:00.000Z" });
      },
      listInvitations: async () => ok({ invitations: [] }),
      revokeInvitation: async (id) => ok(acts.push(id)),
    };
  });

  test("shows each vlogger's progress, and the agreement of all", async () => {
    await show(<CohortPane calls={calls} />);
    const said = find("vlogger-row").textContent;
    for (const part of ["Wati", "Peninjau", "Pelajaran 3 dari 5", "Lulus 21 Nov 2026, aturan versi 2"])
      expect(said).toContain(part);
    for (const part of ["12 penilaian, 9 dari 10 tepat, sedikitnya 59%", "2 tugas terbuka, aktif 3 hari"])
      expect(said).toContain(part);
    expect(find("cohort-agreement").textContent).toContain("0,71");
    expect(find("cohort-agreement").textContent).toContain("40 kasus");
  });

  test("distinguishes a failed exam, a lapsed one and none", async () => {
    const states: [CohortRow["exam"], string][] = [
      [{ state: "none", lacking: [] }, "Belum ujian"],
      [{ state: "open", at: row.activeAt, lacking: [] } as CohortRow["exam"], "Ujian berjalan"],
      [
        { state: "failed", lacking: [], nextAt: "2026-11-23T01:00:00.000Z" },
        "Belum lulus, ujian lagi 23 Nov 2026",
      ],
      [
        { state: "lapsed", at: "2026-11-21T01:00:00.000Z", lacking: ["uang"] },
        "perlu penyegaran: Judi online, Penipuan, Pinjol/obat ilegal, Narkotika",
      ],
    ];
    for (const [exam, words] of states) {
      view = { ...view, exam };
      await show(<CohortPane key={words} calls={calls} />);
      expect(find("vlogger-row").textContent).toContain(words);
    }
  });

  test("pauses with a reason only, and ends the pause", async () => {
    await show(<CohortPane calls={calls} />);
    await click("vlogger-row");
    find("pause-start").closest("form")?.requestSubmit();
    await settle();
    expect(acts).toEqual([]);
    expect(find("pause-reason").getAttribute("aria-invalid")).toBe("true");
    await type("pause-reason", "Cuti melahirkan.");
    find("pause-start").closest("form")?.requestSubmit();
    await settle();
    expect(find("pause").dataset.state).toBe("person");
    expect(find("pause").textContent).toContain("Cuti melahirkan.");
    await click("pause-end");
    expect(acts).toEqual(["Cuti melahirkan.", null]);
    expect(find("pause").dataset.state).toBe("none");
    await click("vlogger-back");
    expect(seek("vlogger-row")).not.toBeNull();
  });

  test("keeps the reasons about a vlogger until they are sent", async () => {
    const kept = new Map<string, unknown>();
    const store = memoryStore(kept);
    const openPane = async () => {
      await show(null);
      await show(
        <StateStoreContext value={store}>
          <VloggerPane id={personId} calls={calls} onBack={() => undefined} />
        </StateStoreContext>,
      );
    };
    await openPane();
    await type("pause-reason", "Cuti.");
    await type("conflict-channel", "youtube:saudara");
    await type("conflict-reason", "Kanal saudara.");
    await openPane();
    expect((find("pause-reason") as HTMLTextAreaElement).value).toBe("Cuti.");
    for (const name of ["conflict-add", "pause-start"]) {
      find(name).closest("form")?.requestSubmit();
      await settle();
    }
    expect(acts).toEqual([{ channel: "youtube:saudara", reason: "Kanal saudara." }, "Cuti."]);
    expect([...kept.keys()]).toEqual([]);
  });

  test("names a certificate's owner and whether it is valid, and rejects an edited one", async () => {
    await show(<CohortPane calls={calls} />);
    await click("certificate-check");
    const worthOf = async (text: string) => {
      await type("certificate-text", text);
      expect(seek("certificate-worth")).toBeNull();
      find("certificate-text").closest("form")?.requestSubmit();
      await settle();
      return seek("certificate-worth")?.textContent ?? find("problem").dataset.code;
    };
    expect(await worthOf("asli")).toBe("Berlaku Wati. Sejak 21 Nov 2026, aturan versi 2.");
    expect(await worthOf("asing")).toContain("Perlu penyegaran Bukan vlogger dalam daftar ini.");
    expect(await worthOf("disunting")).toBe("certificate-broken");
  });

  test("shows a vlogger's declared channels, and removes those of others", async () => {
    view = { ...view, declared: [{ channel: "youtube:dapursari", at: "2026-11-25T01:00:00.000Z" }] };
    await show(<CohortPane calls={calls} />);
    await click("vlogger-row");
    expect(find("declared").textContent).toBe("@dapursari Dinyatakan 25 Nov 2026");
    await click("declared-remove");
    expect(acts).toEqual(["youtube:dapursari"]);
    expect(seek("declared-channels")).toBeNull();
  });

  test.each([
    ["a name without a number", ["youtube:dapursari"], [], true],
    ["a declared name without a number", [], ["youtube:dapursari"], true],
    ["a name and a number", ["youtube:dapursari"], [`youtube:UC${"a".repeat(22)}`], false],
    ["no channel", [], [], false],
  ])("says what is missing for %s", async (_, channels, declared, isIncomplete) => {
    const at = "2026-11-25T01:00:00.000Z";
    view = { ...view, channels, declared: declared.map((channel) => ({ channel, at })) };
    await show(<CohortPane calls={calls} />);
    await click("vlogger-row");
    expect(seek("profile-incomplete") !== null).toBe(isIncomplete);
  });

  test("shows the number of a declared name as found in a case", async () => {
    const at = "2026-11-25T01:00:00.000Z";
    const declared = ["youtube:dapursari", `youtube:UC${"a".repeat(22)}`];
    view = { ...view, declared: declared.map((channel) => ({ channel, at })) };
    await show(<CohortPane calls={calls} />);
    await click("vlogger-row");
    const lines = [...document.querySelectorAll('[data-testid="declared"]')].map((line) => line.textContent);
    expect(lines).toEqual([
      "@dapursari Dinyatakan 25 Nov 2026",
      `UC${"a".repeat(22)} ID kanal @dapursari, ditemukan pada sebuah kasus`,
    ]);
  });

  test("saves languages and channels as lists", async () => {
    await show(<CohortPane calls={calls} />);
    await click("vlogger-row");
    const save = async () => {
      find("profile-save").closest("form")?.requestSubmit();
      await settle();
    };
    await click("profile-language-id");
    await click("profile-language-su");
    await type("profile-channels", "@DapurSari\n\n https://youtu.be/x ");
    await type("profile-network", " Jaringan Contoh ");
    await save();
    expect(acts).toEqual([
      {
        languages: ["jv", "su"],
        channels: ["@DapurSari", "https://youtu.be/x"],
        network: "Jaringan Contoh",
        before: { languages: ["id", "jv"], channels: ["youtube:dapursari"], network: null },
      },
    ]);
    expect(find("profile-saved").textContent).toBe("Tersimpan.");
  });

  test("shows what a colleague saved at the same time, and keeps what was typed if both changed the network", async () => {
    const saveVlogger: CohortCalls["saveVlogger"] = async (_, input) => {
      acts.push(input);
      if (acts.length > 1) return ok({ ...view, network: "Milik Saya" });
      view = { ...view, network: "Jaringan Rekan", channels: ["youtube:dapursari", "youtube:rekan"] };
      return fail("conflict");
    };
    await show(<CohortPane calls={{ ...calls, saveVlogger }} />);
    await click("vlogger-row");
    const save = async () => {
      find("profile-save").closest("form")?.requestSubmit();
      await settle();
    };
    await type("profile-network", "Milik Saya");
    await save();
    const network = find("profile-network") as HTMLInputElement;
    expect(network.value).toBe("Milik Saya");
    const said = () => find("profile-network").closest(".field")?.querySelector(".error")?.textContent;
    expect(said()).toBe(
      "Belum tersimpan: penyelia lain baru mengisi Jaringan Rekan. Isian Anda masih ada; simpan lagi untuk menggantinya.",
    );
    expect(network.getAttribute("aria-invalid")).toBe("true");
    await save();
    expect(acts.at(-1)).toMatchObject({
      network: "Milik Saya",
      before: { channels: ["youtube:dapursari"], network: "Jaringan Rekan" },
    });
    expect(said()).toBeUndefined();
    expect((find("profile-channels") as HTMLTextAreaElement).value).toBe("@dapursari\n@rekan");
  });

  test("shows the intake's refusal and keeps the input", async () => {
    await show(<CohortPane calls={{ ...calls, recordConflict: async () => fail("channel-unknown") }} />);
    await click("vlogger-row");
    await type("conflict-channel", "bukan kanal");
    await type("conflict-reason", "Pernah berselisih");
    find("conflict-add").closest("form")?.requestSubmit();
    await settle();
    expect(find("problem").dataset.code).toBe("channel-unknown");
    expect((find("conflict-channel") as HTMLInputElement).value).toBe("bukan kanal");
  });

  test("records a conflict with its author and time, and takes it back", async () => {
    await show(<CohortPane calls={calls} />);
    await click("vlogger-row");
    await type("conflict-channel", "@KanalContoh");
    await type("conflict-reason", "Pernah berselisih");
    find("conflict-add").closest("form")?.requestSubmit();
    await settle();
    expect(find("conflict").textContent).toContain("Dicatat Budi, 25 Nov 2026");
    await click("conflict-remove");
    expect(seek("conflict")).toBeNull();
    expect(acts.at(-1)).toEqual({ channel: "@KanalContoh", reason: null });
  });

  test("an invitation is shown with its link, its code and its end", async () => {
    await show(<CohortPane calls={calls} />);
    find("invite-make").closest("form")?.requestSubmit();
    await settle();
    expect(acts).toEqual([]);
    await type("invite-name", "Sari");
    find("invite-make").closest("form")?.requestSubmit();
    await settle();
    expect((find("invite-address-text") as HTMLInputElement).value).toBe("https://intake.test/daftar#ABC");
    expect((find("invite-link-text") as HTMLInputElement).value).toContain("options.html?intake=");
    expect(find("invite-made").textContent).toContain("26 Nov 2026");
    expect(find("invite-made").textContent).toContain("ABC");
  });

  test("retries an invitation with a lost answer under the same id; another name gets another id", async () => {
    const ids: string[] = [];
    const inviteVlogger: CohortCalls["inviteVlogger"] = async ({ id }) => {
      ids.push(id);
      return fail("offline", undefined, "later");
    };
    await show(<CohortPane calls={{ ...calls, inviteVlogger }} />);
    const invite = async () => {
      find("invite-make").closest("form")?.requestSubmit();
      await settle();
    };
    await type("invite-name", "Sari");
    await invite();
    expect(find("problem").dataset.code).toBe("offline");
    await invite();
    await type("invite-name", "Rina");
    await invite();
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test("a form shows a refusal beside its button, and a second press sends no second request", async () => {
    let answer: (() => void) | undefined;
    let asked = 0;
    const saveVlogger: CohortCalls["saveVlogger"] = async () => {
      asked++;
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return fail("channel-unknown");
    };
    await show(<CohortPane calls={{ ...calls, saveVlogger }} />);
    await click("vlogger-row");
    find("profile-save").closest("form")?.requestSubmit();
    find("profile-save").closest("form")?.requestSubmit();
    answer?.();
    await settle();
    expect(asked).toBe(1);
    expect(find("profile").querySelector('[data-code="channel-unknown"]')).not.toBeNull();
  });

  test("an automatic pause names its group, in the list and in the pane", async () => {
    view = { ...view, pause: { at: "2026-11-25T01:00:00.000Z", for: "record", reason: "kebencian" } };
    await show(<CohortPane calls={calls} />);
    expect(find("vlogger-row").textContent).toContain("di bawah batas (Kebencian SARA, Hoaks)");
    await click("vlogger-row");
    expect(find("pause").textContent).toContain("(Kebencian SARA, Hoaks)");
  });

  test("ends an automatic pause with a reason only", async () => {
    view = { ...view, pause: { at: "2026-11-25T01:00:00.000Z", for: "record" } };
    await show(<CohortPane calls={calls} />);
    await click("vlogger-row");
    const end = async () => {
      find("pause-end").closest("form")?.requestSubmit();
      await settle();
    };
    await end();
    expect(acts).toEqual([]);
    expect(find("pause-why").getAttribute("aria-invalid")).toBe("true");
    await type("pause-why", "Kasus ujinya keliru.");
    await end();
    expect(acts).toEqual(["Kasus ujinya keliru."]);
    expect(find("pause").dataset.state).toBe("none");
  });

  test("offers no end of an automatic pause to the inviter, and says how it ends", async () => {
    view = { ...view, tied: true, pause: { at: "2026-11-25T01:00:00.000Z", for: "record" } };
    await show(<CohortPane calls={calls} />);
    await click("vlogger-row");
    expect(seek("pause-end")).toBeNull();
    expect(find("pause").textContent).toMatch(/Anda mengundang.*diundang orang yang sama/);
  });

  test("lists who recorded or removed which channel, and ended a pause", async () => {
    const at = "2026-11-25T01:00:00.000Z";
    view = {
      ...view,
      history: [
        { act: "conflict-removed", channel: "youtube:teman", by: "Joko", at },
        { act: "pause-ended", reason: "Kasus ujinya keliru.", by: "Budi", at },
      ],
    };
    await show(<CohortPane calls={calls} />);
    await click("vlogger-row");
    const lines = [...find("vlogger-history").querySelectorAll("li")].map((line) => line.textContent);
    expect(lines).toEqual([
      "Benturan dengan @teman dihapusJoko, 25 Nov 2026",
      "Jeda otomatis diakhiri: Kasus ujinya keliru.Budi, 25 Nov 2026",
    ]);
  });
});

describe("the table", () => {
  test("has a line for each vlogger, and quotes every cell", () => {
    const text = cohortCsv([{ ...row, name: 'Wati "Ibu", Sari' }], "id");
    const lines = text.split("\r\n");
    expect(lines[0]).toMatch(/^"Nama","Tingkat",/);
    expect(lines[1]).toMatch(
      /^"Wati ""Ibu"", Sari","Peninjau","3","5","lulus","2026-11-21T01:00:00.000Z","2","","12","9","10","0.596","2",/,
    );
    expect(lines[2]).toBe("");
  });

  test("has no cell that a spreadsheet reads as a formula", () => {
    const odd = fc
      .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r", ""), fc.string({ unit: "binary" }))
      .map(([sign, rest]) => sign + rest);
    fc.assert(
      fc.property(odd, (name) => {
        const [, read] = readCsv(cohortCsv([{ ...row, name }], "id"));
        expect(read).toHaveLength(17);
        expect(read?.[0]).not.toMatch(/^\s*[=+\-@]/);
        // Only apostrophes are added.
        expect(read?.[0]?.replaceAll("'", "")).toBe(name.replaceAll("'", ""));
      }),
    );
  });
});

/** Parses according to RFC 4180. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") lines.push([]);
  }
  return lines;
}
