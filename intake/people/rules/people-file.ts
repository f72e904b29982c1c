/** Reads a file of people to enrol. A wrong line is named with its number; nothing is guessed. */

import { z } from "zod";
import { type CsvLine, readCsv } from "../../../utils/shared/contract/csv.ts";
import { shortText } from "../../../utils/shared/contract/ids.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { type Affiliation, affiliation, type Role, role } from "../../../utils/shared/contract/site.ts";
import { plainError } from "../../core/plain-errors.ts";
import { plainName } from "./namesakes.ts";

export interface ListedPerson {
  line: number;
  name: string;
  role: Role;
  unit?: string;
  affiliation?: Affiliation;
  email?: string;
}

export interface WrongLine {
  line: number;
  problem: string;
}

export const maxListedPeople = 5_000;

const columns = ["name", "role", "unit", "affiliation", "email"] as const;
type Column = (typeof columns)[number];

/** Also accepts the words of the interface in Bahasa Indonesia. */
const columnNames: Record<string, Column> = {
  ...Object.fromEntries(columns.map((column) => [column, column])),
  nama: "name",
  peran: "role",
  asal: "affiliation",
  surel: "email",
  "e-mail": "email",
};
const roleNames: Record<string, Role> = {
  petugas: "officer",
  kreator: "vlogger",
  penyelia: "supervisor",
  panelis: "panelist",
  pengelola: "admin",
};
const affiliationNames: Record<string, Affiliation> = {
  "masyarakat sipil": "civil-society",
  kementerian: "ministry",
};

const cellText = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, "must be one line")
  .pipe(shortText(limits.nameChars));
const shape = z.object({
  name: cellText,
  role,
  unit: cellText.exactOptional(),
  affiliation: affiliation.exactOptional(),
  email: z.email("is not an address such as ani@example.go.id").exactOptional(),
});

/** `needsEmail`: the invitations go by mail. */
export function readPeopleFile(
  text: string,
  { needsEmail = false } = {},
): { people: ListedPerson[]; wrong: WrongLine[] } {
  const lines = readCsv(text);
  if ("openQuote" in lines) return wrongFile(lines.openQuote, "a quotation mark is not closed");
  const [head, ...rows] = lines;
  if (!head) return wrongFile(1, "the file is empty");
  const named = head.cells.map((cell) => columnNames[cell.toLowerCase()]);
  const unknown = head.cells.filter((cell, index) => cell !== "" && !named[index]);
  if (unknown.length > 0)
    return wrongFile(head.line, `unknown column ${unknown.join(", ")}; use ${columns.join(", ")}`);
  if (!named.includes("name") || !named.includes("role"))
    return wrongFile(head.line, "the first line must name the columns, at least name and role");
  const twice = named.find((name, index) => name && named.indexOf(name) !== index);
  if (twice) return wrongFile(head.line, `column ${twice} is there twice`);
  if (rows.length === 0) return wrongFile(head.line, "no people follow the first line");
  const beyondLimit = rows[maxListedPeople];
  if (beyondLimit) return wrongFile(beyondLimit.line, `a file has at most ${maxListedPeople} people`);
  const people: ListedPerson[] = [];
  const wrong: WrongLine[] = [];
  for (const row of rows) {
    const read = readRow(row, named, needsEmail);
    if ("problem" in read) wrong.push(read);
    else people.push(read);
  }
  wrong.push(...findRepeated(people));
  return { people, wrong: wrong.sort((a, b) => a.line - b.line) };
}

const wrongFile = (line: number, problem: string) => ({ people: [], wrong: [{ line, problem }] });

function readRow(
  { line, cells }: CsvLine,
  named: readonly (Column | undefined)[],
  needsEmail: boolean,
): ListedPerson | WrongLine {
  if (cells.slice(named.length).some((cell) => cell !== ""))
    return { line, problem: `has ${cells.length} cells, and the first line has ${named.length}` };
  const given = Object.fromEntries(
    named.flatMap((name, index) => {
      const cell = cells[index] ?? "";
      return name && cell !== "" ? [[name, translate(name, cell)]] : [];
    }),
  );
  const read = shape.safeParse(given, { error: plainError });
  if (!read.success)
    return {
      line,
      problem: read.error.issues.map((issue) => `${issue.path.join()} ${issue.message}`).join("; "),
    };
  const person = read.data;
  if ((person.role === "panelist") !== (person.affiliation !== undefined))
    return { line, problem: "affiliation is required for a panelist and only allowed there" };
  if (needsEmail && person.email === undefined) return { line, problem: "email is required with --mail" };
  return { line, ...person };
}

function translate(name: Column, cell: string): string {
  const word = cell.toLowerCase();
  if (name === "role") return roleNames[word] ?? word;
  return name === "affiliation" ? (affiliationNames[word] ?? word) : cell;
}

/** Two lines that could be one person would be one person with two accounts. */
function findRepeated(people: readonly ListedPerson[]): WrongLine[] {
  const seen = new Map<string, number>();
  return people.flatMap(({ line, name, role, email }) => {
    const keys = [
      [personKey(name, role), "the same name and role"],
      ...(email === undefined ? [] : [[email.toLowerCase(), "the same email"]]),
    ] as [string, string][];
    const repeated = keys.find(([key]) => seen.has(key));
    for (const [key] of keys) if (!seen.has(key)) seen.set(key, line);
    if (!repeated) return [];
    return [
      {
        line,
        problem: `line ${seen.get(repeated[0])} has ${repeated[1]}; tell two people apart, or remove one`,
      },
    ];
  });
}

/** A person of a file is recognised by name and role. */
export const personKey = (name: string, role: Role) => `${plainName(name)}\n${role}`;
