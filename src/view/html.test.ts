// Whatever a person types stays words: it never becomes markup.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { html, nothing, shown } from './html.ts'

test('a name with markup in it is shown as it was typed', () => {
  const name = '<script>alert("x")</script> & O’Neill \'s'
  assert.equal(
    html`<p title="${name}">${name}</p>`.text,
    '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; O’Neill &#39;s">' +
      '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; O’Neill &#39;s</p>',
  )
})

test('no text a person can write opens a tag or leaves an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const drawn = html`<p title="${typed}">${typed}</p>`.text
      const inner = drawn.slice('<p title="'.length, -'</p>'.length)
      assert.doesNotMatch(inner.replace('">', ''), /[<>"']/)
    }),
  )
})

test('lists are joined, and what is absent leaves no trace', () => {
  const items = ['a', 'b'].map((item) => html`<li>${item}</li>`)
  assert.equal(html`<ul>${items}${false}${null}${undefined}${nothing}</ul>`.text, '<ul><li>a</li><li>b</li></ul>')
  assert.equal(html`${0}`.text, '0')
})

test('a page can ask whether there is anything to show', () => {
  assert.equal(shown([nothing, '', null]), false)
  assert.equal(shown([nothing, 0]), true)
})
