import fc from "fast-check";
import ts from "typescript";
import { htmlToText } from "../../../src/core/inbound/htmlToText";

test.each<[string, string, string]>([
  ["paragraphs", "<p>Hello</p><p>there</p>", "Hello\nthere"],
  ["line breaks", "a<br>b<br />c<BR class='x'>d", "a\nb\nc\nd"],
  ["divs and headings", "<h1>T</h1><div>a</div>b", "T\na\nb"],
  ["lists", "<ul><li>one</li><li>two</li></ul>end", "- one\n- two\nend"],
  ["text before and after a block", "Order 4711<div>2 items</div>by post", "Order 4711\n2 items\nby post"],
  ["numbers around a paragraph", "Total 10<p>5 days</p>7", "Total 10\n5 days\n7"],
  ["a rule", "a<hr>b<hr/>c", "a\nb\nc"],
  ["terms and their meanings", "<dl><dt>Price<dd>10<dt>Days<dd>5</dl>", "Price\n10\nDays\n5"],
  ["cells", "<td>Price</td><td>10</td>", "Price | 10"],
  [
    "tables",
    "Yours:<table><caption>Order</caption><thead><tr><th>Item</th><th>Price</th></tr></thead><tbody><tr><td>Shoes<td>10</table>Thanks",
    "Yours:\nOrder\nItem | Price\nShoes | 10\nThanks",
  ],
  [
    "tables as mail programs write them",
    "<table>\n <tr>\n  <td>\n<p>Price</p>\n </td>\n <td><div>10<br></div></td>\n </tr>\n <tr><td></td><td><img></td><td>VAT</td></tr></table>",
    "Price | 10\nVAT",
  ],
  ["tables within cells", "<tr><td>a<table><tr><td>b<td>c</tr></table></td><td>d</td></tr>e", "a\nb | c\nd\ne"],
  ["paragraphs within a cell", "<tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr>", "a\nb | c\nd"],
  [
    "lists of paragraphs",
    "To do:<ol><li><p>one</p></li><li></li><li>two<ul><li>a</li></ul></li></ol>end",
    "To do:\n- one\n- two\n- a\nend",
  ],
  ["lists without ends", "<ul><li>one<li>two<br>more</ul>end", "- one\n- two\nmore\nend"],
  ["items that are links", `<li><a href="https://x.test">https://x.test</a>`, "- https://x.test"],
  ["an empty line of a mail", "<div>a</div><div><br></div><div>b</div>", "a\n\nb"],
  ["a line break before a block", "a<br><p>b<br></p>c", "a\nb\nc"],
  ["preformatted text", "a<pre>b  c\r\n  d\n</pre>e\nf", "a\nb  c\nd\ne f"],
  ["spaces that do not break", "a&nbsp;&nbsp;b\u00a0c&#160;", "a  b c"],
  ["spaces around and within inline tags", "a <b> b </b> c", "a b c"],
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
  ["empty comments", "a<!-->b<!--->c<!---->d", "abcd"],
  [
    "comments for one mail program",
    "a<!--[if mso]>b<![endif]--><!--[if !mso]><!-->c<!--<![endif]--><![if !mso]>d<![endif]>",
    "acd",
  ],
  ["declarations", "<!DOCTYPE html><?xml version='1'?>x", "x"],
  ["attributes", `<img src=x onerror="alert(1)">x`, "x"],
  ["signs in quoted attributes", `a<img alt="5>4" title='>'>b<p title = ">" class=x>c`, "ab\nc"],
  ["quotes that quote nothing", `<b don't>a</b> isn't <i x=5" y="'">b</i>`, "a isn't b"],
  ["quotes that are never closed", `<b title="x>a</b>b <i>c</i>`, "ab c"],
  ["names of elements alone", "<heading>a</heading><scripty>b</scripty><brown>c", "abc"],
  ["nested tags", "<<b>script>alert(1)</script>", "script>alert(1)"],
  ["split scripts", "<scr<script>ipt>alert(1)</script>", "ipt>alert(1)"],
  ["comparisons", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
  ["hearts", "I <3 <b>you</b>", "I <3 you"],
  ["named entities", "&lt;b&gt; &amp; &quot;q&quot; &apos;a&apos;&nbsp;&euro;", `<b> & "q" 'a' €`],
  ["named signs", "&hellip;&ndash;&mdash;&copy;", "…–—©"],
  [
    "umlauts and quotation marks",
    "&uuml;&Uuml;&szlig; &rsquo;&ldquo;&bdquo; &frac12;&sup2; &there4;&thetasym;",
    "üÜß ’“„ ½² ∴ϑ",
  ],
  ["names in other case", "&AMP;&NBSP;&EURO; &Dagger;&dagger;", "& € ‡†"],
  ["numbers of old programs", "&#146;&#x80;&#129;&#159;", "’€Ÿ"],
  ["numbers with zeros before", "&#000065;&#x00042;", "AB"],
  ["numbered space", "a&#9;b&#10;c", "a\tb\nc"],
  ["numbered entities", "&#65;&#x42;&#128512;", "AB😀"],
  ["entities of no character", "a&#0;b&#31;&#xD800;c&#xDFFF;&#x110000;d", "abcd"],
  ["entities that were escaped twice", "&amp;lt;b&amp;gt;", "&lt;b&gt;"],
  ["unknown entities", "&nosuch; &copy", "&nosuch; &copy"],
  ["links", `<a href="https://x.test/a?b=1&amp;c=2">here</a>`, "here (https://x.test/a?b=1&c=2)"],
  ["links that show their address", `<a href='https://x.test'>https://x.test</a>`, "https://x.test"],
  [
    "links with signs in their attributes",
    `<a title="a>b" rel=x href="https://x.test/?a>b=1">here</a>`,
    "here (https://x.test/?a)",
  ],
  [
    "addresses in other attributes",
    `<a title=" href=https://y.test" data-href="https://z.test" href="https://x.test">here</a>`,
    "here (https://x.test)",
  ],
  [
    "addresses with quotes and signs of equality",
    `<a href=https://x.test/?a=b&c="d">here</a>`,
    "here (https://x.test/?a=b&c=)",
  ],
  [
    "links in a row",
    `<a href=https://x.test>a<a href=https://y.test>b</a></a>`,
    "a (https://x.test)b (https://y.test)",
  ],
  ["links without text", `<a class=x href=https://x.test><img></a>!`, "https://x.test!"],
  ["links around tags", `<a href="https://x.test"><b>bold</b> text</a>`, "bold text (https://x.test)"],
  ["links with spaces", `<a href = "http://x.test"> here </a>`, "here (http://x.test)"],
  ["links without an end", `<a href="https://x.test">here`, "here (https://x.test)"],
  ["links to scripts", `<a href="javascript:alert(1)">here</a>`, "here"],
  ["nothing", "", ""],
])("%s", (_, html, text) => expect(htmlToText(html)).toBe(text));

/** As the three lists of HTML 4 have them. */
const HTML_4 = {
  latin1: `
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde
    Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc
    Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml
    aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc
    otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
  `,
  symbols: `
    fnof Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau
    Upsilon Phi Chi Psi Omega alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi
    omicron pi rho sigmaf sigma tau upsilon phi chi psi omega thetasym upsih piv bull hellip prime Prime
    oline frasl image weierp real trade alefsym larr uarr rarr darr harr crarr lArr uArr rArr dArr hArr
    forall part exist empty nabla isin notin ni prod sum minus lowast radic prop infin ang and or cap cup
    int there4 sim cong asymp ne equiv le ge sub sup nsub sube supe oplus otimes perp sdot lceil rceil
    lfloor rfloor lang rang loz spades clubs hearts diams
  `,
  special: `
    quot amp lt gt OElig oelig Scaron scaron Yuml circ tilde ensp emsp thinsp zwnj zwj lrm rlm ndash mdash
    lsquo rsquo sbquo ldquo rdquo bdquo dagger Dagger permil lsaquo rsaquo euro
  `,
};

test("All 252 entities of HTML 4 mean what TypeScript's JSX takes them for", () => {
  const names = Object.values(HTML_4).flatMap((list) => list.trim().split(/\s+/));
  expect(names).toHaveLength(252);
  const html = names.map((name) => `${name}=&${name};.`).join(" ");
  const [, text = ""] = /null, (".*")/.exec(ts.transpile(`<a>${html}</a>`, { jsx: ts.JsxEmit.React })) ?? [];
  expect(htmlToText(html).split(" ")).toEqual(JSON.parse(text).replace("\u00a0", " ").split(" "));
});

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
