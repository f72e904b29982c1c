/** The load beside a bench: its own processes are distinguished from others, even after their parents end. */

import { expect, test } from "vitest";
import { OwnTime, type ProcessTimes, parseMachine, parseProcess } from "../../../bench/other-load.ts";

const processTimes = (pid: number, parent: number, ticks: number, start = 1): ProcessTimes => ({
  id: `${pid} ${start}`,
  pid,
  parent,
  ticks,
});

test("adds up the bench and its descendants, and no other program", () => {
  const own = new OwnTime(10);
  expect(
    own.read([
      processTimes(1, 0, 900),
      processTimes(12, 11, 5),
      processTimes(11, 10, 20),
      processTimes(10, 1, 100),
      processTimes(50, 1, 700),
    ]),
  ).toBe(125);
  expect(
    own.read([
      processTimes(1, 0, 950),
      processTimes(11, 10, 30),
      processTimes(10, 1, 110),
      processTimes(12, 11, 6),
      processTimes(50, 1, 800),
    ]),
  ).toBe(146);
});

test("counts an ended child once, with the parent that waited for it", () => {
  const own = new OwnTime(10);
  own.read([processTimes(10, 1, 100), processTimes(11, 10, 40)]);
  expect(own.read([processTimes(10, 1, 145)])).toBe(145);
});

test("follows a child whose parent has ended, and keeps its time when it ends as well", () => {
  const own = new OwnTime(10);
  own.read([processTimes(10, 1, 100), processTimes(11, 10, 40), processTimes(12, 11, 7)]);
  expect(own.read([processTimes(10, 1, 140), processTimes(12, 1, 9), processTimes(13, 12, 1)])).toBe(150);
  expect(own.read([processTimes(10, 1, 140), processTimes(13, 1, 2)])).toBe(151);
});

test("does not take another program for a child that had the same number", () => {
  const own = new OwnTime(10);
  own.read([processTimes(10, 1, 100), processTimes(11, 10, 40)]);
  expect(own.read([processTimes(10, 1, 140), processTimes(11, 1, 300, 2)])).toBe(140);
});

test("reads the kernel's lines, with any name of a process", () => {
  const stat = `42 (a) b (c) S 7 42 42 0 -1 4194304 1 2 0 0 11 22 33 44 20 0 1 0 98765 1 2`;
  expect(parseProcess(stat)).toEqual({ id: "42 98765", pid: 42, parent: 7, ticks: 110 });
  const machine = "cpu  100 20 30 1000 5 6 7 8 9 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n";
  expect(parseMachine(machine)).toEqual({ used: 158, all: 1176 });
});
