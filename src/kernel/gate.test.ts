// A crowd at a narrow way in: nobody passes another, nobody is forgotten, and those too many are told so at once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeGate } from './gate.ts'

test('few come in at once, the rest in order, and those beyond the line are turned away', async () => {
  const gate = makeGate(2, 3)
  let inside = 0
  let most = 0
  const done: number[] = []
  const come = (who: number): Promise<void> =>
    gate(async () => {
      most = Math.max(most, (inside += 1))
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
      done.push(who)
      if (who === 1) throw new Error('tripped')
    })
  const answers = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map(come))
  assert.deepEqual(done, [0, 1, 2, 3, 4])
  assert.equal(most, 2)
  const reasons = answers.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : 'in'))
  assert.deepEqual(reasons, ['in', 'tripped', 'in', 'in', 'in', 'kernel.unavailable', 'kernel.unavailable'])
  await come(7)
  assert.equal(inside, 0, 'who trips leaves no place taken')
})
