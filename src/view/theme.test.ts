// A programme's colours: only hex reaches the stylesheet, and words stay readable on them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrast, DEFAULT_THEME, themeCss, themeMistakes } from './theme.ts'

test('contrast agrees with the published examples', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.equal(contrast('#fff', '#fff'), 1)
  assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54')
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48')
})

test('our own colours pass our own check', () => {
  assert.deepEqual(themeMistakes(DEFAULT_THEME), {})
})

test('a programme’s colours become custom properties', () => {
  const css = themeCss({ brand: '#5b2a86', brandDeep: '#3b1a58', levels: ['#fff', '#eee', '#bbb', '#333'] })
  assert.equal(
    css,
    ':root{--ws-brand:#5b2a86;--ws-brand-deep:#3b1a58;--ws-level-0:#fff;--ws-level-1:#eee;--ws-level-2:#bbb;--ws-level-3:#333;}\n',
  )
})

test('a colour on which white words cannot be read is refused with a sentence', () => {
  const tokens = { brand: '#ffd23f', brandDeep: '#0d3841' }
  assert.deepEqual(themeMistakes(tokens), {
    brand: 'Choose a darker colour for the main colour: white words on it cannot be read',
  })
  assert.throws(() => themeCss(tokens), /white words on it cannot be read/)
})

test('nothing but a hex colour reaches the stylesheet', () => {
  for (const brand of ['red', '#12345', '#0d3841;}body{display:none', 'url(//x)', '', '#0d38411']) {
    assert.match(themeMistakes({ brand, brandDeep: '#0d3841' }).brand ?? '', /Enter the main colour as a hex colour/)
    assert.throws(() => themeCss({ brand, brandDeep: '#0d3841' }), RangeError)
  }
  const more = { brand: '#14505c', brandDeep: '#0d3841', 'x:1}body{': '#000' }
  assert.equal(themeCss(more), ':root{--ws-brand:#14505c;--ws-brand-deep:#0d3841;}\n')
})

test('levels on which the number cannot be read are refused', () => {
  const base = { brand: '#14505c', brandDeep: '#0d3841' }
  assert.match(themeMistakes({ ...base, levels: ['#fff', '#ddd', '#444', '#111'] }).levels ?? '', /lighter/)
  assert.match(themeMistakes({ ...base, levels: ['#fff', '#eee', '#ddd', '#ccc'] }).levels ?? '', /darker/)
})
