// The order in which a team means to do things.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reordered } from './rules.ts'

test('a step moves one place at a time and never falls off the end', () => {
  const cases = [
    ['b', 'up', ['b', 'a', 'c']],
    ['b', 'down', ['a', 'c', 'b']],
    ['a', 'up', ['a', 'b', 'c']],
    ['c', 'down', ['a', 'b', 'c']],
    ['z', 'up', ['a', 'b', 'c']],
  ] as const
  for (const [id, way, wanted] of cases) assert.deepEqual(reordered(['a', 'b', 'c'], id, way), wanted, `${id} ${way}`)
})
