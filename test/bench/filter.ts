/** Measures the known-subjects filter with a million subjects: its size and its false positive rate. */

import { buildFilter, SubjectSet } from "../../utils/shared/subject/build-filter.ts";
import { filterStates, openFilter } from "../../utils/shared/subject/subject-filter.ts";
import { type Figure, figure } from "./figure.ts";

const subjects = 1_000_000;
const strangers = 2_000_000;
const maxBytes = 2_000_000;
const maxShare = 0.001;

export async function filterFigures(): Promise<Figure[]> {
  const set = new SubjectSet([0x5eed, 0xf117e4]);
  for (let at = 0; at < subjects; at++) set.set(subjectAt(at), stateAt(at));
  const started = performance.now();
  const bytes = buildFilter(set.keys());
  const seconds = (performance.now() - started) / 1000;
  const filter = openFilter(bytes);
  for (let at = 0; at < subjects; at++) {
    if (filter?.find(subjectAt(at)) !== stateAt(at))
      throw new Error(`${subjectAt(at)} is not as it was put in`);
  }
  let hits = 0;
  for (let at = 0; at < strangers; at++) if (filter?.find(`youtube:video:${at.toString(36)}`)) hits++;
  const against = `the limit; built in ${seconds.toFixed(1)} s`;
  const share = { value: hits / strangers, unit: "share", vs: maxShare, against: "the limit" };
  return [
    figure({ name: "filter.bytes", value: bytes.length, unit: "bytes", vs: maxBytes, against }),
    figure({ name: "filter.fp", ...share }),
  ];
}

const subjectAt = (at: number) => `x:post:${1_860_000_000_000_000 + at * 7919}`;
const stateAt = (at: number) => filterStates[at % filterStates.length] ?? "open";
