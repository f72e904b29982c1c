/** @vitest-environment happy-dom */
/** Administration at the desk: people, acts with reasons, and the confirmation by a second administrator. */

import { strFromU8, unzipSync } from "fflate";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Administration, type AdministrationCalls } from "../../../components/desk/admin/Administration.tsx";
import { useWaitingActs } from "../../../components/desk/admin/use-waiting-acts.ts";
import { Tabs } from "../../../components/home/Tabs.tsx";
import { makeDaysFile } from "../../../utils/extension/desk/desk-files.ts";
import type {
  AdminActInput,
  AdminActView,
  ChannelRow,
  DayRow,
  HookRow,
  KeyRow,
  LessonsState,
  MadeOnce,
  PackList,
  RetentionRow,
  StaffView,
  UnitView,
} from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { address, click, find, seek, settle, show, type } from "../../support/components-kit.tsx";

const id = "7a1f2d80-1111-4111-8111-111111111111";
const at = "2026-11-26T01:00:00.000Z";
const officer: StaffView = {
  ...{ id, name: "Oki", role: "officer", state: "active", devices: 1, lastSeenAt: at, knownBy: "code" },
  ...{ createdAt: at, codes: [], acts: [], self: false },
  devicesList: [{ id, browser: "Firefox 153", extensionVersion: "1.0.0", enrolledAt: at, own: false }],
};
const waiting: AdminActView = {
  ...{ id, about: "Susi", state: "waiting", reason: "Pindah tugas.", until: at, mayAnswer: true },
  act: { act: "suspend", person: id },
  asked: { name: "Ani", mine: false, at },
};

const gambling: RetentionRow = {
  ...{
    category: "JUDI",
    approved: 1825,
    rejected: 180,
    open: null,
    withdrawn: 30,
    changed: false,
    fixed: [],
  },
  pending: [{ outcome: "rejected", days: 90, at }],
};
const form = {
  id: "x-form",
  site: "x",
  name: "X",
  kind: "form",
  address: "https://x.test/",
  urgentOnly: false,
  language: "both",
  acknowledgeHours: 4,
} as const;
const madeCode: MadeOnce = {
  ...{ made: "code", isPart: false, code: "ABC", link: "options.html", expiresAt: at },
  ...{ address: "https://intake.test/daftar#ABC", qr: { size: 3, path: "M0 0h1v1h-1z" } },
};
const nothingWaits = { count: 0, reload: async () => undefined };

describe("administration", () => {
  let person: StaffView;
  let acts: AdminActView[];
  /** Further pages of the list. */
  let olderActs: AdminActView[][];
  let asked: AdminActInput[];
  let answered: unknown[];
  let refuses: boolean;
  let channels: ChannelRow[];
  let units: UnitView[];
  let retention: RetentionRow[];
  let days: DayRow[];
  let keys: KeyRow[];
  let packs: PackList;
  let hooks: HookRow[];
  let learned: LessonsState;
  let calls: AdministrationCalls;
  beforeEach(() => {
    [person, acts, asked, answered, refuses] = [officer, [], [], [], false];
    [olderActs, channels, retention, days, units] = [[], [], [], [], []];
    [keys, hooks] = [[], []];
    packs = { packs: [] };
    learned = { lessons: [], passed: [] };
    const done = (input: AdminActInput) => {
      const state = input.act.act === "invite" && input.act.role !== "officer" ? "waiting" : "done";
      const part = state === "waiting" && input.act.act === "invite" ? { codePart: "NOPQRSTUVWXYZ" } : {};
      const own = { ...waiting, about: "Dewi", state, act: input.act, mayAnswer: false, ...part };
      return { act: own, ...(state === "done" && input.act.act === "invite" ? { made: madeCode } : {}) };
    };
    const answers: Record<string, (input: never) => unknown> = {
      listStaff: () => ({ people: [person] }),
      getStaff: () => person,
      listUnitScopes: () => ({ units }),
      listAdminActs: ({ query }: { query: { after?: string } }) => {
        const pages = [acts, ...olderActs];
        const at = Number(query.after ?? 0);
        return { acts: pages[at], ...(at + 1 < pages.length ? { next: String(at + 1) } : {}) };
      },
      listAllChannels: () => ({ channels, removed: [] }),
      listHolds: () => ({ holds: [], retention }),
      listApiKeys: () => ({ keys, hooks }),
      listRecipePacks: () => packs,
      // Two people a page.
      getLessonsState: ({ query: { after } }: { query: { after?: string } }) => {
        const first = Number(after ?? 0);
        const next = first + 2 < learned.passed.length ? { next: String(first + 2) } : {};
        return { ...learned, passed: learned.passed.slice(first, first + 2), ...next };
      },
      // One day a page.
      listDays: ({ query }: { query: { from?: string; after?: string } }) => {
        const inPeriod = days.filter(({ day }) => day >= (query.from ?? ""));
        const first = Number(query.after ?? 0);
        const next = first + 1 < inPeriod.length ? { next: String(first + 1) } : {};
        return { days: inPeriod.slice(first, first + 1), ...next };
      },
      getServerState: () => ({
        checkedAt: at,
        findings: [{ code: "backup-none", weight: "act", values: {} }],
        settings: [{ name: "SMTP_URL", from: "environment", secret: true }],
      }),
      askAdminAct: ({ body }: { body: AdminActInput }) => {
        asked.push(body);
        return done(body);
      },
      answerAdminAct: ({ body }: { body: unknown }) => {
        answered.push(body);
        const [{ act }] = acts.splice(0) as [AdminActView];
        const part = { made: "key", key: "lk_A", expiresAt: at } as const;
        const made =
          act.act === "invite"
            ? { made: { ...madeCode, isPart: true } }
            : act.act === "make-key"
              ? { made: part }
              : {};
        return { act: { ...waiting, act, state: "done", mayAnswer: false }, ...made };
      },
    };
    calls = {
      downloadExport: async (_, name) => ok({ address: "blob:x", name }),
      callAdmin: (async (name: string, input: never) =>
        refuses && name === "askAdminAct"
          ? fail("intake-unreachable", undefined, "later")
          : ok(answers[name]?.(input))) as AdministrationCalls["callAdmin"],
      findCase: async () => ok(id),
      makeDaysFile: async (made) => makeDaysFile(made),
    };
  });

  const submit = async (testId: string) => {
    find(testId).closest("form")?.requestSubmit();
    await settle();
  };

  test("lists people and opens one by an address", async () => {
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("staff-row").textContent).toContain("Oki");
    expect(find("staff-row").textContent).toContain("Aktif");
    await click("staff-row");
    expect(address.history?.at(-1)).toBe(`/admin/people/${id}`);
    expect(find("staff-pane").textContent).toContain("Firefox 153");
    await click("staff-back");
    expect(find("staff").textContent).toContain("Oki");
  });

  test("shows an invitation's link and code once", async () => {
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("invite-name", "Dewi");
    await submit("invite-person");
    expect(asked[0]?.act).toEqual({ act: "invite", name: "Dewi", role: "officer" });
    expect((find("made-address-text") as HTMLInputElement).value).toBe("https://intake.test/daftar#ABC");
    expect(find("made-code").querySelector("svg")?.getAttribute("aria-label")).toBe(
      "Kode QR tautan pendaftaran",
    );
    expect((find("invite-name") as HTMLInputElement).value).toBe("");
  });

  test("needs a reason to invite a person who decides, and shows that another administrator must confirm", async () => {
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("invite-name", "Fajar");
    await type("filter-invite-role", "supervisor");
    await submit("invite-person");
    expect(asked).toEqual([]);
    expect(find("invite-person-reason").getAttribute("aria-invalid")).toBe("true");
    await type("invite-person-reason", "Penyelia baru.");
    await submit("invite-person");
    expect(asked[0]).toMatchObject({ reason: "Penyelia baru." });
    expect(find("act-outcome").dataset.state).toBe("waiting");
    expect(seek("made-code")).toBeNull();
    expect((find("code-part-text") as HTMLInputElement).value).toBe("NOPQRSTUVWXYZ");
  });

  const invite = { act: "invite", name: "Fajar", role: "supervisor" } as const;
  test("shows who confirms the first part of a code", async () => {
    address.navigate("/admin/acts");
    acts = [{ ...waiting, act: invite }];
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(seek("code-part")).toBeNull();
    await click("act-confirm");
    expect(find("made-code").textContent).toContain("Bagian pertama kode");
    expect(find("made-code").textContent).toContain(`Bagian kedua disampaikan oleh ${waiting.asked.name}`);
  });

  const keyOfPlatform = { act: "make-key", scope: "platform", channel: "x-form", name: "X" } as const;
  test("shows who confirms the first part of a key", async () => {
    address.navigate("/admin/acts");
    acts = [{ ...waiting, act: keyOfPlatform }];
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await click("act-confirm");
    expect(find("act-outcome").textContent).toContain(`Bagian kedua disampaikan oleh ${waiting.asked.name}`);
  });

  test("shows who asked the second part of a key", async () => {
    address.navigate("/admin/acts");
    acts = [{ ...waiting, act: keyOfPlatform, about: "X", mayAnswer: false, codePart: "NOPQRSTUVWXYZ" }];
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("waiting-act").textContent).toContain("Bagian kedua kunci X");
  });

  test("shows who asked the second part of a code again", async () => {
    address.navigate("/admin/acts");
    acts = [{ ...waiting, act: invite, state: "done", mayAnswer: false, codePart: "NOPQRSTUVWXYZ" }];
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect((find("code-part-text") as HTMLInputElement).value).toBe("NOPQRSTUVWXYZ");
  });

  test("keeps the reason and sends the same id after a failure", async () => {
    address.navigate(`/admin/people/${id}`);
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await submit("suspend");
    expect(asked).toEqual([]);
    await type("suspend-reason", "Perangkat hilang.");
    refuses = true;
    await submit("suspend");
    expect(find("problem").dataset.code).toBe("intake-unreachable");
    expect((find("suspend-reason") as HTMLTextAreaElement).value).toBe("Perangkat hilang.");
    refuses = false;
    await submit("suspend");
    expect(asked).toMatchObject([{ act: { act: "suspend", person: id }, reason: "Perangkat hilang." }]);
  });

  test("lets another administrator confirm, or refuse with a reason", async () => {
    acts = [waiting];
    address.navigate("/admin/acts");
    await show(<Administration calls={calls} acts={{ ...nothingWaits, count: 1 }} />);
    expect(find("admin-acts").textContent).toContain("1");
    expect(find("waiting-act").textContent).toContain("Bekukan Susi");
    expect(find("waiting-act").textContent).toContain("Pindah tugas.");
    await click("act-refuse");
    expect(answered).toEqual([]);
    expect(find("act-refuse-reason").getAttribute("aria-invalid")).toBe("true");
    await type("act-refuse-reason", "Tidak perlu.");
    await click("act-refuse");
    expect(answered).toEqual([{ answer: "refuse", reason: "Tidak perlu." }]);
    expect(seek("waiting-act")).toBeNull();
  });

  test("focuses the act that the address names, or shows that it is no longer pending", async () => {
    acts = [waiting];
    address.navigate(`/admin/acts/${id}`);
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(document.activeElement).toBe(find("waiting-act"));
    expect(find("admin-screen").textContent).not.toContain("tidak lagi menunggu");
    await click("act-confirm");
    expect(find("admin-screen").textContent).toContain("tidak lagi menunggu");
  });

  test("moves the focus to the outcome when the answered act leaves the list", async () => {
    acts = [waiting];
    address.navigate("/admin/acts");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    find("act-confirm").focus();
    await click("act-confirm");
    expect(document.activeElement).toBe(find("act-outcome"));
  });

  test("says that the list has changed, and moves no act until it is reloaded", async () => {
    const ids = () =>
      [...document.querySelectorAll("[data-testid=waiting-act]")].map((row) => row.textContent?.slice(0, 12));
    acts = [waiting];
    address.navigate("/admin/acts");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    const newer = { ...waiting, id: `${id.slice(0, -1)}9`, about: "Tono" };
    acts = [newer, waiting];
    document.dispatchEvent(new Event("visibilitychange"));
    await settle();
    expect(ids()).toEqual(["Bekukan Susi"]);
    expect(find("admin-screen").textContent).toContain("Ada yang berubah.");
    await click("acts-reload");
    expect(ids()).toEqual(["Bekukan Tono", "Bekukan Susi"]);
    expect(find("admin-screen").textContent).not.toContain("Ada yang berubah.");
  });

  test("shows a second administrator that an invited person would see every case", async () => {
    acts = [{ ...waiting, act: { act: "invite", name: "Susi", role: "supervisor" } }];
    address.navigate("/admin/acts");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("act-details").textContent).toContain("Tanpa unit (semua kasus)");
  });

  test("keeps the search while a person is open, and returns the focus to their row", async () => {
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("staff-search", "Ok");
    find("staff-row").focus();
    await click("staff-row");
    find("staff-back").focus();
    await click("staff-back");
    expect((find("staff-search") as HTMLInputElement).value).toBe("Ok");
    expect(document.activeElement).toBe(find("staff-row"));
  });

  test("says what is missing where a press would change nothing", async () => {
    address.navigate(`/admin/people/${id}`);
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("change-role-reason", "Salah peran.");
    await submit("change-role");
    expect(find("change-role-form").textContent).toContain("Itu perannya sekarang.");
    await type("assign-unit-reason", "Salah unit.");
    await submit("assign-unit");
    expect(find("assign-unit-form").textContent).toContain("Itu unitnya sekarang.");
    address.navigate("/admin/systems");
    await settle();
    await type("hook-address", "https://sistem.test/");
    await submit("add-hook");
    expect(find("add-hook-form").textContent).toContain("Pilih sedikitnya satu peristiwa.");
    expect(asked).toEqual([]);
  });

  test("changes no unit by the form of a new one", async () => {
    units = [{ id, name: "Judi", sites: null, categories: null, languages: null, people: 0 }];
    address.navigate("/admin/units");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("unit-name", "Judi ");
    await submit("save-unit");
    expect(asked).toEqual([]);
    expect(find("save-unit-form").textContent).toContain("Sudah ada unit dengan nama ini.");
    await type("unit-name", "Judi daring");
    await submit("save-unit");
    expect(asked[0]?.act).toMatchObject({ act: "save-unit", name: "Judi daring", isNew: true });
    expect((find("unit-name") as HTMLInputElement).value).toBe("");
    expect(find("save-unit-form").textContent).toContain("Selesai dan tercatat.");
  });

  test("shows the outcome, not the opposite act, to the next key", async () => {
    const { callAdmin } = calls;
    calls.callAdmin = (async (...call: Parameters<typeof callAdmin>) => {
      const answer = await callAdmin(...call);
      if (call[0] === "askAdminAct") person = { ...person, state: "suspended" };
      return answer;
    }) as typeof callAdmin;
    address.navigate(`/admin/people/${id}`);
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("suspend-reason", "Perangkat hilang.");
    find("suspend").focus();
    await submit("suspend");
    expect(find("resume-form").textContent).toContain("Selesai dan tercatat.");
    expect(document.activeElement).toBe(find("act-outcome"));
  });

  test("makes one key, however often the button is pressed", async () => {
    address.navigate("/admin/systems");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("key-name", "Jembatan");
    await type("make-key-reason", "Angka bulanan.");
    await submit("make-key");
    await submit("make-key");
    expect(asked).toHaveLength(1);
  });

  test("keeps a reason that is typed while the act is sent", async () => {
    const answer = Promise.withResolvers<void>();
    const { callAdmin } = calls;
    calls.callAdmin = (async (...call: Parameters<typeof callAdmin>) => {
      if (call[0] === "askAdminAct") await answer.promise;
      return callAdmin(...call);
    }) as typeof callAdmin;
    address.navigate(`/admin/people/${id}`);
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("new-code-reason", "Ponsel baru.");
    await submit("new-code");
    await type("new-code-reason", "Ponsel baru, dan tablet.");
    answer.resolve();
    await settle();
    expect((find("new-code-reason") as HTMLTextAreaElement).value).toBe("Ponsel baru, dan tablet.");
  });

  test("looks up the case of a hold when it is asked for, once", async () => {
    const numbers: string[] = [];
    calls.findCase = async (number) => {
      numbers.push(number);
      return number.toUpperCase() === "LK-7F3K2-9QX4M" ? ok(id) : fail("not-found");
    };
    address.navigate("/admin/holds");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("place-hold-reason", "Perkara.");
    await type("hold-case", "LK-7F3K2-9QX4N");
    await submit("place-hold");
    expect(find("problem").dataset.code).toBe("not-found");
    // The search would find the first case with this word.
    await type("hold-case", "judi");
    await submit("place-hold");
    expect(find("problem").dataset.code).toBe("not-found");
    expect(asked).toEqual([]);
    await type("hold-case", " lk-7f3k2-9qx4m");
    find("place-hold").closest("form")?.requestSubmit();
    await submit("place-hold");
    expect(numbers).toEqual(["LK-7F3K2-9QX4N", "lk-7f3k2-9qx4m"]);
    expect(asked.map(({ act }) => act)).toEqual([{ act: "place-hold", case: id }]);
  });

  test("says what to do after a test that was not sent", async () => {
    const { callAdmin } = calls;
    const made = { made: "delivery", sent: false, answer: "SMTP_URL is not set" } as const;
    calls.callAdmin = (async (...call: Parameters<typeof callAdmin>) => {
      const answer = await callAdmin(...call);
      return call[0] === "askAdminAct" && answer.ok ? ok({ ...answer.value, made }) : answer;
    }) as typeof callAdmin;
    const common = { id: "x-surel", name: "X", kind: "email", to: "platform", recipient: "x" } as const;
    const channel = { ...form, id: "x-surel", kind: "email", to: ["a@x.test"], cc: [] } as const;
    channels = [{ ...common, urgentOnly: false, since: at, channel }] as unknown as ChannelRow[];
    address.navigate("/admin/channels");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await submit("test-channel");
    expect(find("act-outcome").textContent).toMatch(
      /^Tercatat\.Uji tidak terkirim\. Periksa .*SMTP_URL is not set$/,
    );
  });

  test("counts on its tab the acts that wait for the viewer, not the viewer's own", async () => {
    acts = [waiting, { ...waiting, mayAnswer: false }];
    const Counted = ({ isNeeded }: { isNeeded: boolean }) => {
      const { count } = useWaitingActs(calls, isNeeded);
      return (
        <Tabs sections={["queue", "admin"]} value="queue" waiting={{ admin: count }} onChange={() => 0} />
      );
    };
    await show(<Counted isNeeded />);
    expect(find("tab-admin").textContent).toBe("Administrasi 11 tindakan menunggu jawaban Anda");
    await show(<Counted isNeeded={false} />);
    expect(seek("tab-waiting")).toBeNull();
  });

  test("explains what to do if no one may confirm", async () => {
    acts = [{ ...waiting, mayAnswer: false, confirmers: 0 }];
    address.navigate("/admin/acts");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("waiting-act").textContent).toContain("lapor people suspend");
  });

  test("offers the asker nothing but the withdrawal", async () => {
    acts = [{ ...waiting, mayAnswer: false, asked: { name: "Ani", mine: true, at } }];
    address.navigate("/admin/acts");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(seek("act-confirm")).toBeNull();
    await click("act-withdraw");
    expect(answered).toEqual([{ answer: "withdraw" }]);
  });

  test("asks for a new channel with a reason, and names the missing field", async () => {
    address.navigate("/admin/channels");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("channel-id", "ojk-surel");
    await type("filter-channel-to", "partner");
    await type("filter-channel-partner", "OJK");
    await type("channel-name", "OJK");
    await type("save-channel-reason", "Alamat dari nota kesepahaman.");
    await submit("save-channel");
    expect(asked, "an address is missing").toEqual([]);
    await type("channel-addresses", "a@ojk.test; b@ojk.test");
    await submit("save-channel");
    const channel = {
      id: "ojk-surel",
      name: "OJK",
      partner: "OJK",
      kind: "email",
      to: ["a@ojk.test", "b@ojk.test"],
    };
    expect(asked).toMatchObject([
      { act: { act: "save-channel", channel }, reason: "Alamat dari nota kesepahaman." },
    ]);
  });

  test("shows a second administrator a channel before and after the change", async () => {
    const before = { ...form, address: "https://x.test/lama" } as const;
    channels = [
      {
        ...{ id: "x-form", name: "X", kind: "form", to: "platform", recipient: "x", urgentOnly: false },
        since: at,
        channel: before,
      },
    ] as ChannelRow[];
    acts = [
      {
        ...waiting,
        about: "X",
        act: { act: "save-channel", channel: { ...before, address: "https://lain.test/" } as const },
      },
    ];
    address.navigate("/admin/acts");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    const changed = find("act-details").querySelectorAll("[data-changed=true]");
    expect([...changed].map((element) => element.textContent)).toEqual([
      "Alamat kirimSebelumnya https://x.test/lama Menjadi https://lain.test/",
    ]);
    expect(find("waiting-act").textContent).not.toContain("Saluran baru");
  });

  test("shows a second administrator what a unit would see, and what a key may do", async () => {
    const wide = { name: "Judi", sites: null, categories: null, languages: null };
    units = [{ id, ...wide, people: 2 }];
    const detailsOf = async (act: AdminActView["act"]) => {
      acts = [{ ...waiting, id: crypto.randomUUID(), act }];
      address.navigate("/admin/acts");
      await show(null);
      await show(<Administration calls={calls} acts={nothingWaits} />);
      await settle();
      return [...find("act-details").querySelectorAll("div")].map((element) => element.textContent);
    };
    const open = ["UnitJudi", "Situssemua", "Kategorisemua", "Bahasasemua"];
    const narrow = "SitusSebelumnya semua Menjadi YouTube";
    expect(await detailsOf({ act: "save-unit", ...wide, sites: ["youtube"] })).toEqual(open.with(1, narrow));
    expect(await detailsOf({ act: "assign-unit", person: id, unit: "Judi" })).toEqual(open);
    expect(await detailsOf({ act: "invite", name: "Gita", role: "supervisor", unit: "Judi" })).toEqual(open);
    expect(await detailsOf({ act: "change-role", person: id, role: "supervisor" })).toEqual([
      "UnitTanpa unit (semua kasus)",
    ]);
    expect(find("act-details").parentElement?.textContent).toContain(
      "kode baru yang terdiri dari dua bagian",
    );
    person = { ...officer, unit: "Judi" };
    expect(await detailsOf({ act: "change-role", person: id, role: "supervisor" })).toEqual(open);
    const key = { act: "make-key", scope: "platform", channel: "x-form", name: "X" } as const;
    expect(await detailsOf(key)).toEqual(["HakMenjawab sebagai platform", "Saluranx-form"]);
    channels = [
      {
        ...{ id: "x-form", name: "Formulir X", kind: "form", to: "platform", recipient: "x" },
        ...{ urgentOnly: false, since: at, channel: form },
      },
    ] as ChannelRow[];
    expect(await detailsOf(key)).toEqual(["HakMenjawab sebagai platform", "SaluranFormulir X (x-form)"]);
  });

  test("tells a second administrator that what is in force could not be read", async () => {
    const { callAdmin } = calls;
    calls.callAdmin = (async (...call: Parameters<typeof callAdmin>) =>
      call[0] === "listUnitScopes" ? fail("intake-unreachable") : callAdmin(...call)) as typeof callAdmin;
    acts = [
      {
        ...waiting,
        act: { act: "save-unit", name: "Judi", sites: ["x"], categories: null, languages: null },
      },
    ];
    address.navigate("/admin/acts");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("waiting-act").querySelector<HTMLElement>("[data-testid=problem]")?.dataset.code).toBe(
      "intake-unreachable",
    );
  });

  test("asks for the reason that only the intake knows to be needed", async () => {
    const { callAdmin } = calls;
    calls.callAdmin = (async (...call: Parameters<typeof callAdmin>) => {
      const body = call[0] === "askAdminAct" ? (call[1] as { body: { reason?: string } }).body : undefined;
      return body && body.reason === undefined ? fail("reason-needed") : callAdmin(...call);
    }) as typeof callAdmin;
    address.navigate("/admin/units");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await type("unit-name", "Judi daring");
    expect(seek("save-unit-reason")).toBeNull();
    await submit("save-unit");
    await type("save-unit-reason", "Bagian baru.");
    await submit("save-unit");
    expect(asked.at(-1)).toMatchObject({ act: { name: "Judi daring" }, reason: "Bagian baru." });
  });

  test("shows that a shorter period needs a second administrator, and takes back a pending one", async () => {
    retention = [gambling];
    address.navigate("/admin/holds");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    const form = () => find("save-retention-form").textContent;
    await type("retention-approved", "2000");
    expect(form()).not.toContain("72 jam");
    await type("retention-approved", "30");
    expect(form()).toContain("72 jam");
    await type("retention-open", "7");
    await type("save-retention-reason", "Aturan baru.");
    await submit("save-retention");
    const act = { act: "save-retention", category: "JUDI", days: { approved: 30, open: 7 } };
    expect(asked).toEqual([{ id: expect.any(String), act, reason: "Aturan baru." }]);
    expect(find("pending-period").textContent).toContain("90 hari");
    await type("undo-retention-reason", "Terlalu pendek.");
    await submit("undo-retention");
    expect(asked[1]?.act).toEqual({ act: "save-retention", category: "JUDI", days: { rejected: 180 } });
  });

  test("lists finished days of a period, and saves all pages of it in one file", async () => {
    const blobs = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:days");
    days = [
      { day: "2026-11-23", root: "cc" },
      { day: "2026-11-22", root: "bb", stamp: { at, authority: "BSrE", response: btoa("tsr") } },
      { day: "2026-11-21", root: "aa" },
    ];
    address.navigate("/admin/exports");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("day-row").textContent).toContain("Belum bercap waktu");
    await type("filter-days-from", "2026-11-22");
    await click("days-more");
    expect(document.querySelectorAll("[data-testid=day-row]")).toHaveLength(2);
    expect(seek("days-more")).toBeNull();
    expect(document.querySelectorAll("[data-testid=day-row]")[1]?.textContent).toContain("BSrE");
    await click("days-save");
    const [blob] = blobs.mock.calls[0] ?? [];
    const files = unzipSync(new Uint8Array(await (blob as Blob).arrayBuffer()));
    expect(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
      ["2026-11-23.root", "cc\n"],
      ["2026-11-22.root", "bb\n"],
      ["2026-11-22.tsr", "tsr"],
    ]);
    expect(find("days-said").textContent).toBe("Tersimpan: lapor-2026-11-22-2026-11-23.zip, 2 hari.");
    blobs.mockRestore();
  });

  test("asks for a person's data with a reason, and downloads what was confirmed", async () => {
    const act = { act: "export-person", name: "@akun" } as const;
    const mine = { ...waiting.asked, name: "Ani", mine: true, at: new Date().toISOString() };
    const view: AdminActView = {
      ...waiting,
      act,
      about: "@akun",
      state: "done",
      asked: mine,
      mayAnswer: false,
    };
    const old = { ...mine, at: new Date(Date.now() - (limits.exportHours + 1) * 3_600_000).toISOString() };
    acts = [
      view,
      { ...view, id: `${id.slice(0, -1)}a`, asked: { ...mine, mine: false } },
      { ...view, id: `${id.slice(0, -1)}b`, asked: old },
    ];
    address.navigate("/admin/exports");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(document.querySelectorAll("[data-testid=export-ready]")).toHaveLength(1);
    await click("export-save");
    expect(find("export-said").textContent).toBe(
      `Tersimpan: lapor-export-person-${mine.at.slice(0, 10)}.json.`,
    );
    await click("export-person-fold");
    await type("export-name", " @akun ");
    await click("export-person");
    expect(asked).toEqual([]);
    await type("export-person-reason", "Permintaan akses 12/2026.");
    await click("export-person");
    expect(asked).toMatchObject([{ act, reason: "Permintaan akses 12/2026." }]);
  });

  test("finds an export behind a page of other acts, and offers no more once all are too old", async () => {
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const doneAt = (last: string, hours: number, act: AdminActView["act"]): AdminActView => ({
      ...waiting,
      id: `${id.slice(0, -1)}${last}`,
      act,
      state: "done",
      asked: { ...waiting.asked, mine: true, at: hoursAgo(hours) },
      mayAnswer: false,
    });
    const person = { act: "export-person", name: "@akun" } as const;
    const waited = {
      ...doneAt("b", limits.exportHours + 2, person),
      answered: { name: "Budi", mine: false, at: hoursAgo(1) },
    };
    acts = [doneAt("a", 1, { act: "suspend", person: id })];
    olderActs = [[waited], [doneAt("c", limits.exportHours + limits.actHours + 1, person)], []];
    address.navigate("/admin/exports");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(seek("export-ready")).toBeNull();
    await click("exports-more");
    expect(document.querySelectorAll("[data-testid=export-ready]")).toHaveLength(1);
    await click("exports-more");
    expect(document.querySelectorAll("[data-testid=export-ready]")).toHaveLength(1);
    expect(seek("exports-more")).toBeNull();
  });

  test("isolates a name in another direction once, also in the label of its button", async () => {
    const act = { act: "export-person", name: "@akun" } as const;
    const asked = { ...waiting.asked, mine: true, at: new Date().toISOString() };
    acts = [{ ...waiting, act, about: "كاتب\u202E", state: "done", asked, mayAnswer: false }];
    address.navigate("/admin/exports");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    const name = "\u2068كاتب⟨RLO⟩\u2069";
    expect(find("export-ready").textContent).toContain(name);
    expect(find("export-save").getAttribute("aria-label")).toContain(name);
  });

  test("says that an act about an officer whose promotion waits needs another administrator", async () => {
    const act = { act: "change-role", person: id, role: "supervisor" } as const;
    address.navigate(`/admin/people/${id}`);
    person = { ...officer, acts: [{ ...waiting, act }] };
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("suspend-form").textContent).toContain("pengelola lain mengonfirmasinya");
  });

  test.each([
    [
      [true, false],
      [true, false],
    ],
    [
      [true, true],
      [false, false],
    ],
    [
      [false, false],
      [true, true],
    ],
  ])(
    "says why another administrator is needed to revoke the only device in use: %j",
    async (inUse, waits) => {
      const [device] = officer.devicesList;
      if (!device) throw new Error("the person has no device");
      const devicesList = inUse.map((used, n) => ({ ...device, id: `${id.slice(0, -1)}${n}`, inUse: used }));
      person = { ...officer, role: "supervisor", devicesList };
      address.navigate(`/admin/people/${id}`);
      await show(<Administration calls={calls} acts={nothingWaits} />);
      const rows = [...document.querySelectorAll("[data-testid=staff-device]")];
      for (const says of [
        "perangkat lain yang dipakai dalam 14 hari terakhir",
        "pengelola lain mengonfirmasinya",
      ])
        expect(rows.map((row) => row.textContent?.includes(says))).toEqual(waits);
    },
  );

  test("asks for the facts of a breach on the person's screen", async () => {
    address.navigate(`/admin/people/${person.id}`);
    await show(<Administration calls={calls} acts={nothingWaits} />);
    await click("export-breach-fold");
    await type("filter-breach-since", "2026-11-01");
    await type("export-breach-reason", "Laptop hilang.");
    await click("export-breach");
    expect(asked).toMatchObject([
      { act: { act: "export-breach", of: person.id, since: "2026-11-01" }, reason: "Laptop hilang." },
    ]);
  });

  test("shows whose certificate no longer covers a lesson, and no way to publish here", async () => {
    const title = { id: "Uang", en: "Money" };
    const lesson = { id: "uang", edition: 3, title, categories: ["JUDI"], certified: 1 } as const;
    const person = { name: "Vera", issuedAt: at, suspended: false };
    learned = {
      pack: { version: 7, at },
      lessons: [{ ...lesson, categories: [...lesson.categories] }],
      passed: [
        { ...person, id, lacking: [] },
        { ...person, id: `${id.slice(0, -1)}a`, name: "Wati", lacking: ["uang"] },
        { ...person, id: `${id.slice(0, -1)}b`, name: "Yanti", lacking: [] },
      ],
    };
    address.navigate("/admin/lessons");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("admin-screen").textContent).toContain("Dari paket versi 7");
    expect(find("taught-lesson").textContent).toContain("1 sertifikat mencakup edisi ini.");
    const people = [...document.querySelectorAll("[data-testid=passed-person]")].map(
      (element) => element.textContent,
    );
    expect(people[0]).not.toContain("Edisi baru");
    expect(people[1]).toContain("Edisi baru yang belum diuji: Uang");
    expect(people).toHaveLength(2);
    await click("passed-more");
    expect([...document.querySelectorAll("[data-testid=passed-person]")].at(-1)?.textContent).toContain(
      "Yanti",
    );
    expect(seek("passed-more")).toBeNull();
    expect((find("lessons-withdraw-text") as HTMLInputElement).value).toBe("lapor lessons publish none");
    expect(asked).toEqual([]);
  });

  test("asks to switch a recipe off and on, and to go back to an earlier version, with a reason", async () => {
    const pack = { act: "publish", by: "root", at } as const;
    packs = {
      packs: [
        { ...pack, version: 5 },
        { ...pack, version: 3 },
      ],
      off: [{ site: "youtube", kind: "chat" }],
      canPublish: true,
    };
    address.navigate("/admin/recipes");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("recipe-off").textContent).toContain("YouTube (obrolan langsung)");
    expect(seek("pack-off-text")).toBeNull();
    // The newest version is in force.
    expect(document.querySelectorAll("[data-testid=pack-return-form]")).toHaveLength(1);
    await submit("recipe-on");
    expect(asked).toEqual([]);
    await type("recipe-on-reason", "Situsnya pulih.");
    await submit("recipe-on");
    await type("switch-off-reason", "Tombol salah tempat.");
    await submit("switch-off");
    expect(find("switch-off-form").textContent).toContain("Pilih situsnya.");
    await type("recipe-site", "x");
    await type("recipe-kind", "account");
    await submit("switch-off");
    await type("pack-return-reason", "Versi 5 rusak.");
    await submit("pack-return");
    expect(asked.map(({ act, reason }) => [act, reason])).toEqual([
      [{ act: "switch-recipe", site: "youtube", kind: "chat", to: "on" }, "Situsnya pulih."],
      [{ act: "switch-recipe", site: "x", kind: "account", to: "off" }, "Tombol salah tempat."],
      [{ act: "roll-back-recipes", version: 3 }, "Versi 5 rusak."],
    ]);
  });

  test("names the commands where the intake has no key to sign recipes with", async () => {
    packs = { packs: [], off: [], canPublish: false };
    address.navigate("/admin/recipes");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect((find("pack-off-text") as HTMLInputElement).value).toContain("lapor recipes off");
    expect(seek("switch-off-form")).toBeNull();
  });

  test("shows events, recipients and channels by their names", async () => {
    const partner = {
      id: "lapor-polri",
      partner: "POLRI",
      name: "Siber",
      kind: "form",
      address: "https://polri.test/",
      language: "id",
      acknowledgeHours: 24,
      answerDays: 14,
    } as const;
    const row = { kind: "form", urgentOnly: false, since: at } as const;
    channels = [
      { ...row, id: "x-form", name: "Formulir X", to: "platform", recipient: "x", channel: form },
      { ...row, id: "lapor-polri", name: "Siber", to: "partner", recipient: "POLRI", channel: partner },
    ];
    keys = [{ id, scope: "platform", name: "Jembatan", channel: "x-form", createdAt: at }];
    const delivery = { id, event: "clock-over", at, attempts: 1, deliveredAt: at } as const;
    hooks = [
      {
        ...{ id, address: "https://sistem.test/", createdAt: at, waiting: 0 },
        ...{ events: ["case-decided", "clock-over"], deliveries: [delivery] },
      },
    ];
    address.navigate("/admin/systems");
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("key-row").textContent).toContain("Formulir X");
    expect(find("hook-row").textContent).toContain("Kasus diputus, Batas waktu terlewati");
    expect(find("hook-delivery").textContent).toContain("Batas waktu terlewati");
    expect(find("hook-row").textContent).not.toMatch(/case-decided|clock-over/);
    address.navigate("/admin/channels");
    await settle();
    const recipients = [...document.querySelectorAll("[data-testid=channel-row]")].map(
      (element) => element.textContent,
    );
    expect(recipients[0]).toContain("x-form, X");
    expect(recipients[1]).toContain("lapor-polri, Polri");
  });

  test.each([
    ["units", "Belum ada unit."],
    ["channels", "Belum ada saluran."],
    ["recipes", "Belum ada paket."],
    ["holds", "Tidak ada kasus yang ditahan."],
    ["systems", "Belum ada kunci."],
    ["lessons", "Belum ada yang lulus."],
    ["exports", "Tidak ada hari yang selesai dalam rentang ini."],
    ["acts", "Tidak ada yang menunggu."],
    ["server", "terisi, tidak ditampilkan"],
  ])("explains what to do on an empty screen: %s", async (screen, words) => {
    address.navigate(`/admin/${screen}`);
    await show(<Administration calls={calls} acts={nothingWaits} />);
    expect(find("admin-screen").textContent).toContain(words);
  });

  test("shows every screen in English", async () => {
    address.navigate("/admin/server");
    await show(<Administration calls={calls} acts={nothingWaits} />, "en");
    expect(find("findings").textContent).toContain("backup");
    expect(find("last-backup").textContent).toContain("no backup yet");
  });
});
