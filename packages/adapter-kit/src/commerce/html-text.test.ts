import { expect, test } from 'vitest'
import { htmlToText } from './html-text.ts'

test.each([
  ['<p>Tea &amp; coffee</p><p>for&nbsp;two</p>', 'Tea & coffee\n\nfor two'],
  ['<h2>Returns</h2><ul><li>30 days</li><li><b>unused</b></li></ul>', '## Returns\n- 30 days\n- unused'],
  ['one<br>two<br/>three', 'one\ntwo\nthree'],
  [
    '<table><tr><th>To</th><th>Cost</th></tr><tr><td>Spain</td><td>€9 | €5</td></tr></table>',
    '| To | Cost |\n| --- | --- |\n| Spain | €9 €5 |',
  ],
  ['<script>alert(1)</script><p onclick="x">a</p>', 'a'],
  ['&#8364; &#x20ac; &euro; &#99999999; &nothing;', '€ € € &#99999999; &nothing;'],
  ['', ''],
])('%s', (html, text) => {
  expect(htmlToText(html)).toBe(text)
})
