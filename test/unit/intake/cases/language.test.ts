/** In which language a text is, on sentences made up for this. */

import { expect, test } from "vitest";
import { detectLanguage } from "../../../../intake/cases/rules/detect-language.ts";

const known: Record<string, readonly string[]> = {
  id: [
    "Situs ini menawarkan bonus besar untuk anggota baru, daftar sekarang lewat tautan di bawah ini.",
    "Kemarin sore hujan turun deras sekali sehingga jalan di depan pasar tergenang air.",
    "Gue udah coba deposit disitu gak pernah dibayar bang, hati hati ya penipu semua adminnya",
    "slot gacor hari ini maxwin pola terbaru gampang menang cuan terus tiap malam",
    // Malay: a short text does not distinguish it from Indonesian.
    "Pihak polis memaklumkan bahawa kejadian itu berlaku semalam di hadapan kedai runcit tersebut.",
  ],
  jv: [
    "Wingi sore udane deres banget nganti dalan ngarep pasar kebanjiran banyu.",
    "Aku ora ngerti kenopo wong kuwi isih wae ngapusi kanca-kancane dhewe.",
    "Monggo sami ngresiki dhusun sareng-sareng saben dinten Minggu enjing.",
  ],
  su: [
    "Kamari sonten hujan ageung pisan dugi ka jalan payuneun pasar kakeueum cai.",
    "Abdi teu terang naha jalma eta masih keneh ngabohong ka babaturanana sorangan.",
  ],
  en: [
    "Yesterday evening it rained so hard that the street in front of the market was flooded.",
    "Sign up now and get a huge bonus for new members through the link below.",
  ],
  ar: ["هطل المطر بغزارة مساء أمس حتى غمرت المياه الشارع أمام السوق."],
  nl: ["Gisteravond regende het zo hard dat de straat voor de markt onder water stond."],
};

test.each(Object.entries(known))("detects %s", (language, texts) => {
  for (const text of texts) expect({ text, language: detectLanguage(text) }).toEqual({ text, language });
});

test("ignores addresses, hashtags and mentions", () => {
  const [sentence = ""] = known.id ?? [];
  const words = sentence.split(" ");
  for (const text of [
    `http://a.example/${words.join("/")}`,
    `https://a.example/${words.join("/")}`,
    words.map((word) => `#x${word}`).join(" "),
    words.map((word) => `@x${word}`).join(" "),
  ])
    expect({ text, language: detectLanguage(text) }).toEqual({ text, language: undefined });
});

test("reports no language for short, mixed or wordless texts", () => {
  for (const text of [
    "",
    "Ok",
    "wkwkwk mantap gan",
    "promo 100% 🔥🔥🔥 @admin",
    "Pinjaman cair tanpa jaminan",
    "Piye kabare sedulur kabeh saiki",
    "https://contoh.example/daftar/sekarang/dapat/bonus @akun #gacor",
    "Halo semuanya how are you today I hope kalian baik baik saja and happy selalu",
  ])
    expect({ text, language: detectLanguage(text) }).toEqual({ text, language: undefined });
});

test("ignores addresses, names and tags", () => {
  const text = "Jalan di depan pasar tergenang air sejak kemarin sore.";
  const noise = "https://example.com/the/street/in/front/of/the/market/was/flooded @theflood #streetflooding";
  expect(detectLanguage(`${text} ${noise}`)).toBe("id");
});
