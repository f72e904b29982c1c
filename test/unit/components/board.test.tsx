/** @vitest-environment happy-dom */
/** The commitment board: its numbers in words, what is unknown or too little, its table, and the way to the cases. */

import { describe, expect, test } from "vitest";
import {
  CommitmentBoard,
  daysOf,
  valueWords,
} from "../../../components/desk/commitments/CommitmentBoard.tsx";
import type { Board } from "../../../utils/shared/contract/board.ts";
import { monthFigures } from "../../../utils/shared/contract/figures.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { monthsFrom } from "../../../utils/shared/policy/jakarta-months.ts";
import { click, find, seek, show, type } from "../../support/components-kit.tsx";

const trend = monthsFrom("2025-12", "2026-11").map((month, at) => ({
  ...{ month, denominator: at === 11 ? 10 : at === 10 ? 3 : 0, isUncounted: at < 6 },
  ...(at > 9 ? { numerator: at === 11 ? 8 : 3, value: at === 11 ? 0.899 : 1 } : {}),
}));
const board: Board = {
  ...{
    month: "2026-11",
    countedAt: "2026-11-25T03:00:00.000Z",
    isFinal: false,
    months: ["2026-11", "2026-10"],
  },
  rows: [
    {
      ...{ id: "telegram-day", site: "telegram", categories: ["TERORISME"], kind: "share", goal: 0.9 },
      ...{ verdict: "not-kept", now: { numerator: 8, denominator: 10, value: 0.899 }, trend },
    },
    {
      ...{ id: "telegram-team", site: "telegram", kind: "none", now: { denominator: 0 } },
      ...{ verdict: "unknown", trend: [] },
    },
    {
      ...{ id: "twitter-terror", site: "x", categories: ["TERORISME"], kind: "faster", verdict: "too-few" },
      ...{ now: { denominator: 2, value: 200 }, before: { denominator: 0 }, trend },
    },
  ],
};

const inRow = (id: string, part: string) => find(`commitment"][data-id="${id}"] [data-testid="${part}`);

describe("the board", () => {
  test("shows the number, its total, the goal, and unknown values", async () => {
    await show(<CommitmentBoard calls={{ getBoard: async () => ok(board) }} />);
    expect(inRow("telegram-day", "commitment-value").textContent).toBe("89%");
    expect(find('commitment"][data-id="telegram-day').textContent).toContain("8 dari 10");
    expect(find('commitment"][data-id="telegram-day').textContent).toContain("Tidak ditepati");
    expect(find('commitment"][data-id="telegram-team').textContent).toContain("Tidak diketahui");
    expect(find('commitment"][data-id="twitter-terror').textContent).toContain("Kurang dari 5");
    expect(inRow("twitter-terror", "commitment-value").textContent).toBe("3 jam 20 menit");
    // Few are drawn hollow, a month without a number not at all.
    expect(document.querySelectorAll('[data-id="telegram-day"] .trend-few').length).toBe(1);
    expect(document.querySelectorAll('[data-id="telegram-day"] .trend-dot').length).toBe(1);
    // Each share has its range: the fewer cases, the longer.
    const ranges = [...document.querySelectorAll('[data-id="telegram-day"] .trend-range')];
    const lengths = ranges.map(
      (element) => Number(element.getAttribute("y1")) - Number(element.getAttribute("y2")),
    );
    expect(lengths).toHaveLength(2);
    expect(lengths[0]).toBeGreaterThan(lengths[1] ?? 0);
    expect(seek("commitment-cases")).toBeNull();
  });

  test("sums up how many judged promises each platform keeps, and what cannot be judged", async () => {
    await show(<CommitmentBoard calls={{ getBoard: async () => ok(board) }} />);
    const sum = (site: string) => find(`board-site"][data-site="${site}`).textContent;
    expect(sum("telegram")).toBe("Telegram0 dari 1yang terukur ditepati1 tidak diketahui");
    expect(sum("x")).toBe("X–belum ada yang dapat dinilai1 terlalu sedikit");
    expect(sum("facebook")).toBe("Facebook–belum ada yang dapat dinilai");
  });

  test("counts sub-reasons under their category", async () => {
    const reasons = [
      { key: "togel", count: 7 },
      { key: "other", count: 2 },
    ];
    const counted: Board = { ...board, subReasons: [{ category: "JUDI", reports: 12, reasons }] };
    await show(<CommitmentBoard calls={{ getBoard: async () => ok(counted) }} />);
    const text = find("board-sub-reasons").textContent;
    expect(text).toContain("Perjudian online 12 laporan");
    expect(text).toContain("Togel 7");
    expect(text).toContain("Lainnya 2");
  });

  test("shows how supervisors approved, if the role may know", async () => {
    const row = { name: "Budi", own: true, proposed: 6, confirmed: 2, unopened: 3, canned: 1 };
    const calls = { getBoard: async () => ok(board), listDeciders: async () => ok({ rows: [row] }) };
    await show(<CommitmentBoard calls={calls} />);
    const text = find("deciders").textContent;
    for (const words of [
      "Budi",
      "6 diusulkan, 2 dikonfirmasi",
      "3 tanpa membuka bukti",
      "1 dengan analisis siap pakai",
    ])
      expect(text).toContain(words);
  });

  test("has no sub-reasons with an older intake", async () => {
    await show(<CommitmentBoard calls={{ getBoard: async () => ok(board) }} />);
    expect(seek("board-sub-reasons")).toBeNull();
  });

  test("has a table with the data of its chart, newest first", async () => {
    await show(<CommitmentBoard calls={{ getBoard: async () => ok(board) }} />, "en");
    const rows = [...document.querySelectorAll('[data-id="telegram-day"] tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows.length).toBe(12);
    expect(rows[0]).toEqual(["Nov 2026", "89%", "49%–95%", "8 of 10"]);
    expect(rows[2]).toEqual(["Sept 2026", "–", "–", "0"]);
    expect(rows[11]).toEqual(["Dec 2025", "not counted", "–", "–"]);
  });

  test("shows how many restrictions two people proved where the promise is for one country", async () => {
    const now = { numerator: 9, denominator: 10, value: 0.9, proven: 3 };
    const row: Board["rows"][number] = {
      id: "facebook-geoblock",
      site: "facebook",
      kind: "share",
      goal: 0.9,
      verdict: "kept",
      now,
      trend: [],
    };
    const getBoard = async () => ok({ ...board, rows: [...board.rows, row] });
    await show(<CommitmentBoard calls={{ getBoard }} />);
    expect(inRow("facebook-geoblock", "commitment-proven").textContent).toContain("3 dibuktikan dua orang");
    expect(document.querySelectorAll('[data-testid="commitment-proven"]').length).toBe(1);
  });

  test("links to the cases of its site, category and month", async () => {
    const asked: QueueFilter[] = [];
    await show(
      <CommitmentBoard
        calls={{ getBoard: async () => ok(board) }}
        onCases={(filter) => asked.push(filter)}
      />,
    );
    await click('commitment"][data-id="telegram-day"] [data-testid="commitment-cases');
    expect(asked).toEqual([
      {
        ...{ state: "approved", site: "telegram", category: "TERORISME" },
        ...{ from: "2026-11-01", to: "2026-11-30" },
      },
    ]);
  });

  test("loads another month, retries after a failure, and shows when there is no month at all", async () => {
    const asked: (string | undefined)[] = [];
    const getBoard = async (month?: string) => {
      asked.push(month);
      return month === undefined ? ok(board) : fail("month-unknown");
    };
    await show(<CommitmentBoard calls={{ getBoard }} />);
    await type("board-month", "2026-10");
    expect(asked).toEqual([undefined, "2026-10"]);
    expect(find("problem").dataset.code).toBe("month-unknown");
    await click("retry");
    expect(asked).toEqual([undefined, "2026-10", "2026-10"]);
    await show(<CommitmentBoard key="none" calls={{ getBoard: async () => fail("month-unknown") }} />);
    expect(document.body.textContent).toContain("Belum ada bulan yang dihitung");
  });
});

test("never rounds up to a goal, and ends a month on its last day", () => {
  expect(valueWords("id", "share", 0.8999)).toBe("89%");
  expect(valueWords("id", "share", undefined)).toBe("–");
  expect(daysOf("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(monthFigures.shape.month.safeParse("2026-13").success).toBe(false);
});
