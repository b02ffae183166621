// Every number equals what R, or a published table, gives: the recorded values. `r.slow.test.ts` asks R itself, where it is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from '../call.ts'
import { ops } from '../ops.ts'
import { aligned, differences, files, recorded, scripts } from './cases.ts'

for (const file of files())
  test(`${file}: every case answers as recorded`, () => {
    const wrong = recorded(file).flatMap((one) => {
      const answer = call({ op: one.op, input: one.input, options: one.options })
      if ('problem' in answer) return [`${one.name}: ${(answer as { problem: { sentence: string } }).problem.sentence}`]
      return differences(aligned(answer, one.expected), one.expected, one.tolerance).map(
        (what) => `${one.name} ${what}`,
      )
    })
    assert.deepEqual(wrong, [])
  })

test('every case written by hand says where its numbers are published', () => {
  for (const file of files().filter((name) => name.startsWith('published.')))
    for (const one of recorded(file)) assert.match(one.published ?? '', /\b(18|19|20)\d\d\b/, `${file}: ${one.name}`)
})

test('every script has its recorded cases, and every recorded file its script', () => {
  const made = files().filter((name) => !name.startsWith('published.'))
  assert.deepEqual(
    made.map((name) => name.replace('.json', '.R')),
    scripts(),
  )
})

/** Held against an attacker instead, in disclose: no package in Debian has these rules. */
const PROVED_ELSEWHERE = ['suppress', 'suppressMeans', 'suppressDifferencing', 'suppressLinked', 'mayRelease']

test('every op is held against R or a published table', () => {
  const held = new Set(files().flatMap((file) => recorded(file).map((one) => one.op)))
  assert.deepEqual(
    ops.map(({ name }) => name).filter((name) => !held.has(name) && !PROVED_ELSEWHERE.includes(name)),
    [],
  )
})
