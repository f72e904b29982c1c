import { expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { parseInvitation, readInvitation } from "../../../../utils/extension/api/invitation.ts";
import { readLinkedPlace } from "../../../../utils/extension/desk/linked-place.ts";

const code = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

test("reads an intake and a code from the address of an enrolment page", () => {
  const invitation = { intake: "https://lapor.example.go.id", code };
  expect(parseInvitation(`https://lapor.example.go.id/daftar#${code}`)).toEqual(invitation);
  const typed = "abcd-efghij-klmnop-qrstuv-wxyz";
  expect(parseInvitation(`https://lapor.example.go.id/daftar?x=1#${typed}`)).toEqual(invitation);
  // The first of two parts; the person types the second.
  const part = code.slice(0, 13);
  expect(parseInvitation(`https://lapor.example.go.id/daftar#${part}`)).toEqual({
    ...invitation,
    code: part,
  });
  expect(parseInvitation(`http://127.0.0.1:8787/daftar#${code}`)?.intake).toBe("http://127.0.0.1:8787");
});

test.each([
  `http://lapor.example.go.id/daftar#${code}`,
  `https://lapor.example.go.id/daftar/#${code}`,
  `https://lapor.example.go.id/lain#${code}`,
  `https://lapor.example.go.id/daftar?code=${code}`,
  "https://lapor.example.go.id/daftar#KODE",
  `https://lapor.example.go.id/daftar#${code}A`,
  `https://lapor.example.go.id/daftar#${code.slice(0, 14)}`,
  `chrome://settings/daftar#${code}`,
  "bukan alamat",
])("finds no invitation in %s", (address) => {
  expect(parseInvitation(address)).toBeUndefined();
});

test("reads the active tab, whose address may be hidden", async () => {
  const query = vi.fn(async (): Promise<object[]> => [{ id: 1 }]);
  Object.assign(fakeBrowser.tabs, { query });
  expect(await readInvitation()).toBeUndefined();
  query.mockResolvedValue([{ id: 1, url: `https://lapor.example.go.id/daftar#${code}` }]);
  expect(await readInvitation()).toEqual({ intake: "https://lapor.example.go.id", code });
});

test("a link to a case in the active tab is followed at the own intake only", async () => {
  const intake = "https://lapor.example.go.id";
  const query = vi.fn(async () => [{ id: 1, url: `${intake}/buka#/cases/LK-5Y5TB-0A1B2` }]);
  Object.assign(fakeBrowser.tabs, { query });
  expect(await readLinkedPlace(intake)).toEqual({ head: "cases", id: "LK-5Y5TB-0A1B2" });
  expect(await readLinkedPlace("https://lain.example.go.id")).toBeUndefined();
});
