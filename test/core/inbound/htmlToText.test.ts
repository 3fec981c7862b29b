import fc from "fast-check";
import { htmlToText } from "../../../src/core/inbound/htmlToText";

test.each<[string, string, string]>([
  ["paragraphs", "<p>Hello</p><p>there</p>", "Hello\nthere"],
  ["line breaks", "a<br>b<br />c<BR class='x'>d", "a\nb\nc\nd"],
  ["divs and headings", "<h1>T</h1><div>a</div>b", "T\na\nb"],
  ["lists", "<ul><li>one</li><li>two</li></ul>end", "- one\n- two\nend"],
  ["spaces around line breaks", "a&nbsp;&nbsp;<br> <b> b</b> <br>c", "a\nb\nc"],
  ["tags that only begin or end like one that breaks the line", "x<sup>2</sup>y<picture></picture>z", "x2yz"],
  ["space", "  a \n\t b  ", "a b"],
  ["many empty lines", "a<br><br><br><br>b", "a\n\nb"],
  ["inline tags", "<b>bold</b> and <i>it</i>", "bold and it"],
  ["scripts", "a<script>alert('<b>x</b>')</script>b", "ab"],
  ["scripts with a comparison", "a<script>if (1<b) x()</script>b", "ab"],
  ["scripts without an end", "a<script>alert(1)", "a"],
  ["scripts in upper case", "a<SCRIPT SRC=x>y</SCRIPT >b", "ab"],
  ["styles, titles and heads", "<head><title>t</title></head><style>p{}</style>x", "x"],
  ["a head alone", "<head>h</head>x", "x"],
  ["a title alone", "<title>t</title>x", "x"],
  ["comments", "a<!-- <b>hidden</b> -->b", "ab"],
  ["comments without an end", "a<b>b</b><!-- hidden > still", "ab"],
  ["comments without any end", "a <!-- hidden", "a"],
  ["declarations", "<!DOCTYPE html><?xml version='1'?>x", "x"],
  ["attributes", `<img src=x onerror="alert(1)">x`, "x"],
  ["nested tags", "<<b>script>alert(1)</script>", "script>alert(1)"],
  ["split scripts", "<scr<script>ipt>alert(1)</script>", "ipt>alert(1)"],
  ["comparisons", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
  ["hearts", "I <3 <b>you</b>", "I <3 you"],
  ["named entities", "&lt;b&gt; &amp; &quot;q&quot; &apos;a&apos;&nbsp;&euro;", `<b> & "q" 'a' €`],
  ["named signs", "&hellip;&ndash;&mdash;&copy;", "…–—©"],
  ["numbered space", "a&#9;b&#10;c", "a\tb\nc"],
  ["numbered entities", "&#65;&#x42;&#128512;", "AB😀"],
  ["entities of no character", "a&#0;b&#31;&#xD800;c&#xDFFF;&#x110000;d", "abcd"],
  ["entities that were escaped twice", "&amp;lt;b&amp;gt;", "&lt;b&gt;"],
  ["unknown entities", "&nosuch; &copy", "&nosuch; &copy"],
  ["links", `<a href="https://x.test/a?b=1&amp;c=2">here</a>`, "here (https://x.test/a?b=1&c=2)"],
  ["links that show their address", `<a href='https://x.test'>https://x.test</a>`, "https://x.test"],
  ["links without text", `<a class=x href=https://x.test><img></a>!`, "https://x.test!"],
  ["links around tags", `<a href="https://x.test"><b>bold</b> text</a>`, "bold text (https://x.test)"],
  ["links with spaces", `<a href = "http://x.test"> here </a>`, "here (http://x.test)"],
  ["links without an end", `<a href="https://x.test">here`, "here (https://x.test)"],
  ["links to scripts", `<a href="javascript:alert(1)">here</a>`, "here"],
  ["nothing", "", ""],
])("%s", (_, html, text) => expect(htmlToText(html)).toBe(text));

test("No tag that was markup is left, whatever the HTML", () => {
  const piece = fc.constantFrom("<", ">", "/", "b", "script", "!--", "--", " ", '"', "a href=https://x.y", "<br>", "é");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(htmlToText(pieces.join(""))).not.toMatch(/<[a-z/!?][^<>]*>/i);
    }),
    { numRuns: 2_000 },
  );
});

test("Text without markup is not lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const words = text.replace(/[<&]/g, "").replace(/\s+/g, "");
      expect(htmlToText(text.replace(/[<&]/g, "")).replace(/\s+/g, "")).toBe(words);
    }),
  );
});

test.each(["<", "<a ", "<script ", "<a href=http://x>", `<a href="`, "</p", "<!--", "&lt;", "<br ", "<script>"])(
  "100,000 characters of %p are read in a moment",
  (piece) => {
    const startedAt = performance.now();
    htmlToText(piece.repeat(Math.ceil(100_000 / piece.length)));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  },
);
