import fc from "fast-check";
import { createMask, MASK_KINDS, type Mask, toMask, WITHHELD } from "../../../src/core/masking/createMask";

function maskWith(kinds: readonly string[], patterns: readonly string[] = []): Mask {
  const reading = createMask(kinds, patterns);
  if (!reading.ok) {
    throw new Error(`${reading.setting}: ${reading.problem}`);
  }
  return reading.mask;
}

describe("Payment cards", () => {
  test.each([
    ["in groups", "My card is 4111 1111 1111 1111, thanks", "My card is **** **** **** ****, thanks"],
    ["in one piece", "4111111111111111", "****************"],
    ["with hyphens", "5500-0000-0000-0004", "****-****-****-****"],
    ["of 15 digits", "3782 822463 10005", "**** ****** *****"],
    ["with other digits before them", "Order 12 4111 1111 1111 1111", "Order 12 **** **** **** ****"],
    ["with their date of expiry", "4111 1111 1111 1111 12/27", "**** **** **** **** 12/27"],
    ["over two lines", "4111 1111\n1111 1111", "**** ****\n**** ****"],
    ["with underscores", "4111_1111_1111_1111", "****_****_****_****"],
    ["with commas", "4111, 1111, 1111, 1111", "****, ****, ****, ****"],
    ["in Arabic digits", "٤١١١ ١١١١ ١١١١ ١١١١", "**** **** **** ****"],
    ["in full-width digits", "４１１１１１１１１１１１１１１１", "****************"],
  ])("%s", (_, text, masked) => {
    expect(maskWith(["cards"])(text)).toBe(masked);
  });

  test.each([
    ["a wrong check digit", "4111 1111 1111 1112"],
    ["too few digits", "Order 12345678"],
    ["zeros", "0000 0000 0000 0000"],
    ["more digits than a card has", "411111111111111111110"],
    ["an id", "66b1a0c45e7d1f0008aa0101"],
  ])("leave %s", (_, text) => {
    expect(maskWith(["cards"])(text)).toBe(text);
  });
});

describe("IBANs", () => {
  test.each([
    ["in groups", "DE89 3704 0044 0532 0130 00 is mine", "**** **** **** **** **** ** is mine"],
    ["in one piece", "IBAN:GB82WEST12345698765432.", "IBAN:**********************."],
    ["in small letters", "fr14 2004 1010 0505 0001 3m02 606", "**** **** **** **** **** **** ***"],
    ["short ones", "NO93 8601 1117 947", "**** **** **** ***"],
    ["with letters before it", "IBANDE89370400440532013000", "IBAN**********************"],
    ["with letters after it", "DE89 3704 0044 0532 0130 00EUR", "**** **** **** **** **** **EUR"],
    ["of a country whose length isn't known", "QQ83 1234 5678 9012 3", "**** **** **** **** *"],
  ])("%s", (_, text, masked) => {
    expect(maskWith(["ibans"])(text)).toBe(masked);
  });

  test.each([
    ["a wrong checksum", "DE88 3704 0044 0532 0130 00"],
    ["one of another length", "DE893704004405320130"],
    ["words", "It is a 24 hour service in every country"],
  ])("leave %s", (_, text) => {
    expect(maskWith(["ibans"])(text)).toBe(text);
  });
});

describe("E-mail addresses", () => {
  test.each([
    ["plain", "Write to kim.lee+x@example.com!", "Write to ***.***+*@*******.***!"],
    ["in brackets", "Kim <kim@mail.example.co.uk>", "Kim <***@****.*******.**.**>"],
    ["with letters of any language", "jörg@müller.de", "****@******.**"],
    ["two of them", "a@b.de,c@d.de", "*@*.**,*@*.**"],
  ])("%s", (_, text, masked) => {
    expect(maskWith(["emails"])(text)).toBe(masked);
  });

  test.each(["@handle", "a @ b", "kim@localhost", "me@..", "5 @ 3.50"])("leave %s", (text) => {
    expect(maskWith(["emails"])(text)).toBe(text);
  });
});

describe("Phone numbers", () => {
  test.each([
    ["international", "Call +49 171 1234567 please", "Call +** *** ******* please"],
    ["with 00", "0049-171-1234567", "****-***-*******"],
    ["national", "0171/123 45 67", "****/*** ** **"],
    ["in brackets", "(555) 123-4567", "(***) ***-****"],
    ["American", "555.123.4567", "***.***.****"],
    ["Spanish", "612 345 678", "*** *** ***"],
    ["with the area in brackets", "+44 (0)20 7946 0958", "+** (*)** **** ****"],
    ["that looks like a date", "+20 10 2012 3456", "+** ** **** ****"],
    ["with 20 as its area", "+(20) 10-10-2012", "+(**) **-**-****"],
    ["whose parts look like a date", "Tel. 030 12 12 1990", "Tel. *** ** ** ****"],
    ["whose parts look like a year and a day", "0800 2020 12 30", "**** **** ** **"],
    ["with hyphens like a date", "030-12-12-1990", "***-**-**-****"],
    ["with an area before hyphens", "(030) 12-12-1990", "(***) **-**-****"],
    ["with an area and a slash", "030/12-12-90", "***/**-**-**"],
    ["with 00 before what looks like a date", "0049 30 12.12.1990", "**** ** **.**.****"],
    ["French with dots", "01.12.45.67.89", "**.**.**.**.**"],
    ["French with dots and blanks", "01.12.45 67 89", "**.**.** ** **"],
    ["that begins like a time", "03.01 234567", "**.** ******"],
    ["of parts like times", "02.12 04.30", "**.** **.**"],
    ["behind a date", "12.12.1990 030 1234567", "12.12.1990 *** *******"],
    ["before a date", "030 1234567, 12.12.1990", "*** *******, 12.12.1990"],
    ["right before a date", "0171 1234567 (05.06.2026)", "**** ******* (05.06.2026)"],
    ["right behind a Chinese word", "电话13812345678", "电话***********"],
  ])("%s", (_, text, masked) => {
    expect(maskWith(["phones"])(text)).toBe(masked);
  });

  test.each([
    ["a date", "2026-11-28 10:30"],
    ["a date with dots", "Am 01.05.2024 um 14:30"],
    ["a date and time", "Termin am 05.06.26 14.30"],
    ["a time and date", "Um 08:00 05.06.26 oder 8.30 05.06.2026"],
    ["a date and an hour", "05.06.26 14 Uhr, 05.06.26 09:00 - 10:30"],
    ["a period", "Urlaub 05.06.26 - 07.08.26"],
    ["a period without the first year", "Urlaub 05.06. - 07.08.26"],
    ["a period without blanks", "05/06/26-07/08/26"],
    ["hours", "Geöffnet 08.00 - 17.00, 08.00–12.00 / 13.00–17.00"],
    ["a date with dots and blanks", "5. 6. 2026 und 05. 06. 2026"],
    ["a date with hyphens", "05-06-26, 2026-06-05 08.00"],
    ["a date with dashes and blanks", "05–06–2026, 05 / 06 / 2026, 05. 06.2026, 05.06. 2026, 05 - 06 - 2026"],
    ["a price", "1.299,00 EUR"],
    ["a number of an order", "ORD0012345678"],
    ["a short number", "PIN 4711"],
    ["an account of 12 digits", "123456789012"],
  ])("leave %s", (_, text) => {
    expect(maskWith(["phones"])(text)).toBe(text);
  });
});

describe("Own patterns", () => {
  test.each([
    ["characters and classes", "KD-[0-9]{6}", "Kunde kd-123456, nicht KD-12", "Kunde **-******, nicht KD-12"],
    ["what may be missing", "\\d{2}-?\\d{2}", "12-34 and 5678", "**-** and ****"],
    ["from few to many", "X\\d{2,4}Y", "X1Y X12Y X1234Y X12345Y", "X1Y **** ****** X12345Y"],
    ["wherever they fit", "\\d{3}", "12345 12", "***** 12"],
    ["signs that mean something else", "\\(\\d\\)\\.", "(1). (2)", "(*). (2)"],
    ["a class of all others", "#[^ ]{1,9}", "#ab1 cd", "#*** cd"],
  ])("mask %s", (_, pattern, text, masked) => {
    expect(maskWith([], [pattern])(text)).toBe(masked);
  });

  test.each([
    ["*", "a*"],
    ["+", "\\d+"],
    ["any character", "a.b"],
    ["a group", "(ab){2}"],
    ["a choice", "a|b"],
    ["look-ahead", "a(?=b)"],
    ["a reference", "a\\1"],
    ["an anchor", "^a$"],
    ["a border", "\\bA"],
    ["a count without an end", "a{2,}"],
    ["a count of a count", "a{2}{3}"],
    ["a count the wrong way round", "a{3,2}"],
    ["nothing", ""],
    ["what may be missing as a whole", "a?b?"],
    ["an open class", "[a-z"],
    ["an empty class", "[]"],
    ["a range the wrong way round", "[z-a]"],
    ["an end in the middle", "a\\"],
    ["100 characters and more", "a".repeat(101)],
    ["matches of more than 100 characters", "a{99}b{2}"],
  ])("refuse %s", (_, pattern) => {
    expect(createMask([], [pattern])).toMatchObject({ ok: false, setting: "maskPatterns" });
  });

  test("are 20 at most", () => {
    expect(createMask([], Array(20).fill("a"))).toMatchObject({ ok: true });
    expect(createMask([], Array(21).fill("a"))).toMatchObject({ ok: false, setting: "maskPatterns" });
  });

  test("find what a regular expression finds", () => {
    const item = fc.constantFrom("a", "b", "[ab]", "[^a]", "\\d", "1");
    const count = fc.constantFrom("", "?", "{2}", "{1,3}", "{0,2}");
    const pattern = fc
      .array(fc.tuple(item, count), { minLength: 1, maxLength: 5 })
      .map((items) => `c${items.map(([one, times]) => one + times).join("")}`);
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "1", " "), maxLength: 30 });
    fc.assert(
      fc.property(pattern, text, (source, words) => {
        const masked = maskWith([], [source])(words);
        // Every match from every beginning; the greatest one, so at least what the expression finds.
        for (let at = 0; at < words.length; at++) {
          const found = new RegExp(source, "iy");
          found.lastIndex = at;
          const [match = ""] = found.exec(words) ?? [];
          expect(masked.slice(at, at + match.length)).not.toMatch(/[\p{L}\p{N}]/u);
        }
        if (!new RegExp(source, "i").test(words)) {
          expect(masked).toBe(words);
        }
      }),
    );
  });
});

describe("Masking", () => {
  test("does nothing unless it is asked to", () => {
    expect(maskWith([])("4111 1111 1111 1111")).toBe("4111 1111 1111 1111");
  });

  test("names a kind that it does not know", () => {
    expect(createMask(["card"], [])).toEqual({
      ok: false,
      setting: "maskBeforeSending",
      problem: '"card" is none of cards, ibans, emails, phones',
    });
    expect(createMask([" Cards"], [])).toMatchObject({ ok: true });
  });

  test("withholds a text that could not be masked", () => {
    const broken = toMask([
      () => {
        throw new RangeError("no more memory");
      },
    ]);
    expect(broken("4111 1111 1111 1111")).toBe(WITHHELD);
  });

  const ALL = maskWith(MASK_KINDS, ["[a-z]{2,9}\\d?", "\\d{1,50}[^x]{1,50}"]);

  test("keeps the length, changes nothing but letters and digits, and never throws", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom("4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "kim@example.com", "+49 171 1234567", "😀"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join(" ");
        const masked = ALL(text);
        expect(masked).toHaveLength(text.length);
        for (let at = 0; at < text.length; at++) {
          expect(masked[at] === text[at] || masked[at] === "*").toBe(true);
        }
        const signs = (one: string) => one.replace(/[\p{L}\p{N}]/gu, (sign) => "*".repeat(sign.length));
        expect(signs(masked)).toBe(signs(text));
      }),
    );
  });
});
