/** Pages of the documentation, as the sandbox shows them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderMarkdown } from "../../../sandbox/app/docs/renderMarkdown";
import { root } from "../../../scripts/paths";

const render = (text: string) => renderMarkdown(text, (target) => (target.startsWith("../../") ? undefined : target));

describe("A page in Markdown becomes HTML", () => {
  it.each([
    ["# Log codes of `hub`", '<h1 id="log-codes-of-hub">Log codes of <code>hub</code></h1>'],
    ["One\nparagraph.\n\nAnother.", "<p>One paragraph.</p>\n<p>Another.</p>"],
    ["**Bold**, *slanted*, \\*not\\*", "<p><strong>Bold</strong>, <em>slanted</em>, *not*</p>"],
    ["[the `hub`](a.md#b)", '<p><a href="a.md#b" rel="noreferrer">the <code>hub</code></a></p>'],
    ["[a source](../../src/a.ts)", "<p>a source</p>"],
    ["![A chat](../images/a.png)", '<p><img src="../images/a.png" alt="A chat"></p>'],
    ["<!-- generated -->", ""],
    ["- one\n  goes on\n- two\n  - deeper", "<ul><li>one goes on</li>\n<li>two\n<ul><li>deeper</li></ul></li></ul>"],
    [
      "1. one\n\n   ```sh\n   ls\n   ```\n2. two",
      '<ol><li>one\n<pre tabindex="0"><code>ls</code></pre></li>\n<li>two</li></ol>',
    ],
    ['```json\n{ "a": `<b>` }\n```', '<pre tabindex="0"><code>{ &#34;a&#34;: `&#60;b&#62;` }</code></pre>'],
    [
      "| Code | Means |\n| --- | --- |\n| `a_b` | c \\| d |",
      '<div class="table" tabindex="0"><table><thead><tr><th>Code</th><th>Means</th></tr></thead><tbody><tr id="a_b"><td><code>a_b</code></td><td>c | d</td></tr></tbody></table></div>',
    ],
  ])("%j", (text, html) => {
    expect(render(text)).toBe(html);
  });

  it("in which nothing of the text is taken for HTML", () => {
    const html = render(
      '<script>alert(1)</script> [x](a"onclick="b) `<b>` ![<i>](c"d)\n\n# <u>\n\n| <s> |\n| --- |\n| <q> |',
    );
    expect(html).not.toMatch(/<(script|b|i|u|s|q)>|"onclick/);
  });
});

test("Every page of the documentation is shown without marks of Markdown", () => {
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((one) =>
    one.endsWith(".md"),
  );
  expect(pages.length).toBeGreaterThan(40);
  const left = pages.flatMap((page) => {
    const html = render(readFileSync(join(root, "docs", page), "utf8"));
    const words = html.replace(/<pre[\s\S]*?<\/pre>|<code>.*?<\/code>|<[^>]*>/g, "");
    return (words.match(/.*(?:\*\*|\]\(|```|^#+ |^\|).*/gm) ?? []).map((line) => `${page}: ${line}`);
  });
  expect(left).toEqual([]);
});
