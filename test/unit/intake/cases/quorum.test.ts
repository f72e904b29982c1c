/** The panel's quorum: neither the ministry alone nor civil society alone settles anything. */

import { describe, expect, test } from "vitest";
import {
  canTakeSeat,
  type KnownAffiliation,
  type PanelVote,
  panelGap,
  panelVerdict,
} from "../../../../intake/cases/rules/quorum.ts";

const vote = (said: PanelVote["vote"], affiliation: KnownAffiliation): PanelVote => ({
  vote: said,
  affiliation,
});
const cs = "civil-society";
const gov = "ministry";

describe("a verdict", () => {
  test("needs two equal votes and both kinds", () => {
    expect(panelVerdict([])).toBeUndefined();
    expect(panelVerdict([vote("uphold", gov), vote("uphold", gov)])).toBeUndefined();
    expect(panelVerdict([vote("overturn", cs), vote("overturn", cs)])).toBeUndefined();
    expect(panelVerdict([vote("uphold", gov), vote("overturn", cs)])).toBeUndefined();
    expect(panelVerdict([vote("uphold", gov), vote("uphold", cs)])).toBe("uphold");
  });

  test("waits for the other kind after two equal votes, and that vote need not agree", () => {
    const two = [vote("uphold", gov), vote("uphold", gov)];
    expect(panelVerdict([...two, vote("overturn", cs)])).toBe("uphold");
  });

  test("counts a member of unknown affiliation as neither kind", () => {
    expect(panelVerdict([vote("uphold", null), vote("uphold", gov)])).toBeUndefined();
    expect(panelVerdict([vote("uphold", null), vote("uphold", gov), vote("overturn", cs)])).toBe("uphold");
  });
});

describe("a seat", () => {
  test("is kept for the kind that is missing", () => {
    expect(canTakeSeat([gov, gov], gov)).toBe(false);
    expect(canTakeSeat([gov, gov], cs)).toBe(true);
    expect(canTakeSeat([null], null)).toBe(false);
    expect(canTakeSeat([null], gov)).toBe(true);
    expect(canTakeSeat([null, gov], null)).toBe(false);
    expect(canTakeSeat([gov, cs, null], cs)).toBe(false);
  });

  test("taken by any people in any order leads to a verdict after three votes", () => {
    const voters = [cs, gov, null].flatMap((kind) =>
      (["uphold", "overturn"] as const).map((said) => vote(said, kind as KnownAffiliation)),
    );
    let panels = 0;
    for (const voter of voters)
      for (const two of voters)
        for (const three of voters) {
          const seated: PanelVote[] = [];
          for (const next of [voter, two, three])
            if (
              canTakeSeat(
                seated.map(({ affiliation }) => affiliation),
                next.affiliation,
              )
            )
              seated.push(next);
          if (seated.length < 3) continue;
          panels++;
          expect(panelVerdict(seated)).toBeDefined();
        }
    expect(panels).toBeGreaterThan(50);
  });
});

describe("a panel", () => {
  test("cannot be formed of too few people, or of one affiliation", () => {
    expect(panelGap([])).toEqual({ members: 0, missing: [cs, gov] });
    expect(panelGap([gov, cs])).toEqual({ members: 2, missing: [] });
    expect(panelGap([gov, gov, gov])).toEqual({ members: 3, missing: [cs] });
    expect(panelGap([null, null, cs])).toEqual({ members: 3, missing: [gov] });
    expect(panelGap([null, gov, cs])).toBeUndefined();
  });
});
