// What is on where, and what a form with ticks changes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offFrom, switchesOfProgramme, switchesOfSetting } from './rules.ts'

const toolkit = { module: 'toolkit', name: 'The Toolkit', words: 'x' }
const moves = { module: 'moves', name: 'Moves', words: 'x' }

test('a setting may use what one of its programmes has on, and everything when it is in none', () => {
  const offered = (programmes: string[][]): boolean[] =>
    switchesOfSetting([toolkit, moves], [], programmes).map((one) => one.offered)
  assert.deepEqual(offered([]), [true, true])
  assert.deepEqual(offered([['toolkit']]), [false, true])
  assert.deepEqual(offered([['toolkit'], []]), [true, true])
  assert.deepEqual(switchesOfSetting([toolkit], ['toolkit'], [])[0]?.on, false)
  assert.equal(switchesOfProgramme([toolkit], ['toolkit'])[0]?.on, false)
})

test('ticks change only what was shown', () => {
  assert.deepEqual(offFrom([toolkit], [], ['moves']), { off: ['moves', 'toolkit'], changes: ['The Toolkit off'] })
  assert.deepEqual(offFrom([toolkit], ['toolkit'], ['moves', 'toolkit']), {
    off: ['moves'],
    changes: ['The Toolkit on'],
  })
  assert.deepEqual(offFrom([toolkit], ['toolkit', 'forged'], []), { off: [], changes: [] })
})
