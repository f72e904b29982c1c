import { expect, test } from "vitest";
import { subjectName } from "../../../../utils/shared/i18n/subject-name.ts";

test.each([
  ["x:post:1860", "X, kiriman 1860", "X, post 1860"],
  ["telegram:message:contohkanal/42", "Telegram, pesan contohkanal/42", "Telegram, message contohkanal/42"],
  ["facebook:comment:a:b", "Facebook, komentar a:b", "Facebook, comment a:b"],
])("names %s", (subject, id, en) => {
  expect([subjectName("id", subject), subjectName("en", subject)]).toEqual([id, en]);
});

test("shows a subject of an unknown kind or site by its code", () => {
  expect(subjectName("id", "x:hologram:1")).toBe("x:hologram:1");
  expect(subjectName("id", "elsewhere:post:1")).toBe("elsewhere:post:1");
});
