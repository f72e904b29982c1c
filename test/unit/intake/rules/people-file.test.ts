/** Files of people to enrol: cells, columns, and wrong lines by number. */

import { describe, expect, test } from "vitest";
import { maxListedPeople, readPeopleFile } from "../../../../intake/people/rules/people-file.ts";
import { readCsv } from "../../../../utils/shared/contract/csv.ts";

describe("readCsv", () => {
  test.each([
    [
      "a,b\n1,2\n",
      [
        [1, "a", "b"],
        [2, "1", "2"],
      ],
    ],
    [
      "\uFEFFa;b\r\n\r\n1;2",
      [
        [1, "a", "b"],
        [3, "1", "2"],
      ],
    ],
    [
      'a,b\n"x ""y"", z", 2 \n3,',
      [
        [1, "a", "b"],
        [2, 'x "y", z', "2"],
        [3, "3", ""],
      ],
    ],
    [
      'a\n"two\nlines"\nend',
      [
        [1, "a"],
        [2, "two\nlines"],
        [4, "end"],
      ],
    ],
    [
      "a\tb\n1\t2",
      [
        [1, "a", "b"],
        [2, "1", "2"],
      ],
    ],
    ["", []],
  ])("reads %j", (text, wanted) => {
    expect(readCsv(text)).toEqual(wanted.map(([line, ...cells]) => ({ line, cells })));
  });

  test.each(['a,b\n1,"2\n', 'a\n"x"y\n', 'a,b\nx,"'])(
    "names the line of an open quotation mark: %j",
    (text) => {
      expect(readCsv(text)).toEqual({ openQuote: 2 });
    },
  );
});

describe("readPeopleFile", () => {
  test("names each wrong line", () => {
    const text = [
      "Nama;Peran;Unit;Asal;Surel",
      "Ani Wijaya;petugas;;;ani@example.go.id",
      ";petugas;;;",
      "Budi;boss;;;",
      "Citra;panelis;;;",
      "Dewi;petugas;;ministry;",
      "Eka;petugas;;;eka at example",
      "ani  wijaya;officer;;;other@example.go.id",
      "Fajar;penyelia;;;ANI@example.go.id",
      "Gita;petugas;;;;6",
    ].join("\n");
    const { people, wrong } = readPeopleFile(text);
    expect(wrong).toEqual([
      { line: 3, problem: "name is required" },
      { line: 4, problem: expect.stringMatching(/^role must be one of officer, /) },
      { line: 5, problem: "affiliation is required for a panelist and only allowed there" },
      { line: 6, problem: "affiliation is required for a panelist and only allowed there" },
      { line: 7, problem: "email is not an address such as ani@example.go.id" },
      { line: 8, problem: expect.stringMatching(/^line 2 has the same name and role/) },
      { line: 9, problem: expect.stringMatching(/^line 2 has the same email/) },
      { line: 10, problem: "has 6 cells, and the first line has 5" },
    ]);
    expect(people[0]).toEqual({ line: 2, name: "Ani Wijaya", role: "officer", email: "ani@example.go.id" });
  });

  test("requires an email address only for invitations by mail", () => {
    const text = "Nama;Peran;Surel\nAni;petugas;\nBudi;petugas;budi@example.go.id";
    expect(readPeopleFile(text).wrong).toEqual([]);
    expect(readPeopleFile(text, { needsEmail: true })).toMatchObject({
      people: [{ line: 3, name: "Budi" }],
      wrong: [{ line: 2, problem: "email is required with --mail" }],
    });
  });

  test("ignores columns without a name", () => {
    expect(readPeopleFile("Nama;;Peran\nAni;x;petugas")).toEqual({
      people: [{ line: 2, name: "Ani", role: "officer" }],
      wrong: [],
    });
  });

  test("ignores empty cells behind the last column", () => {
    expect(readPeopleFile("Nama;Peran\nAni;petugas;;")).toEqual({
      people: [{ line: 2, name: "Ani", role: "officer" }],
      wrong: [],
    });
  });

  test.each([
    ["", "the file is empty"],
    ["name,role", "no people follow"],
    ["name,rolle\nx,y", "unknown column rolle"],
    ["name,unit\nx,y", "must name the columns"],
    ["name,role,nama\nx,y,z", "column name is there twice"],
  ])("refuses a file as a whole", (text, sentence) => {
    const { people, wrong } = readPeopleFile(text);
    expect(people).toEqual([]);
    expect(wrong).toEqual([{ line: 1, problem: expect.stringContaining(sentence) }]);
  });

  test("accepts 5,000 people, and names the line of the first one beyond", () => {
    const listOf = (length: number) =>
      `name,role\n\n${Array.from({ length }, (_, no) => `P${no},officer`).join("\n")}`;
    const longest = readPeopleFile(listOf(maxListedPeople));
    expect(longest.wrong).toEqual([]);
    expect(longest.people.at(-1)).toEqual({ line: 5_002, name: "P4999", role: "officer" });
    expect(readPeopleFile(listOf(maxListedPeople + 1))).toEqual({
      people: [],
      wrong: [{ line: 5_003, problem: "a file has at most 5000 people" }],
    });
  });
});
