// Numbers that look drawn at random, and are the same for the same seed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chiLower } from './laws/chi-square.ts'
import { normalLower } from './laws/normal.ts'
import { seeded } from './random.ts'

/** The largest distance between what was drawn and the law, times the root of n: above 1.95 once in a thousand. */
function distance(drawn: Float64Array, lower: (x: number) => number): number {
  const n = drawn.length
  return (
    Math.sqrt(n) *
    drawn.toSorted().reduce((most, x, i) => {
      const expected = lower(x)
      return Math.max(most, Math.abs(expected - i / n), Math.abs(expected - (i + 1) / n))
    }, 0)
  )
}
const draw = (n: number, one: () => number): Float64Array => new Float64Array(n).map(one)

test('uniform, normal and chi-square numbers follow their laws', () => {
  const random = seeded(20)
  assert.ok(distance(draw(100_000, random.next), (x) => x) < 1.95)
  assert.ok(distance(draw(200_000, random.normal), normalLower) < 1.95)
  for (const df of [0.5, 1, 2, 7.5, 400])
    assert.ok(
      distance(
        draw(50_000, () => random.chiSquare(df)),
        (x) => chiLower(x, df),
      ) < 1.95,
      `df ${df}`,
    )
})

test('the far tail of the normal is drawn too', () => {
  const random = seeded(3)
  const far = draw(1_000_000, random.normal).filter((z) => Math.abs(z) > 3.7)
  // 215.6 are expected; four standard deviations either way.
  assert.ok(far.length > 157 && far.length < 275, String(far.length))
  assert.ok(far.some((z) => z < 0) && far.some((z) => z > 0) && far.some((z) => Math.abs(z) > 4))
})

test('numbers drawn one after the other do not hang together', () => {
  const { normal } = seeded(8)
  const n = 200_000
  const z = draw(n, normal)
  for (const lag of [1, 2, 5]) {
    let sum = 0
    for (let i = lag; i < n; i++) sum += z[i]! * z[i - lag]!
    assert.ok(Math.abs(sum / Math.sqrt(n)) < 4, `lag ${lag}`)
  }
})

test('the same seed gives the same numbers, and another seed others', () => {
  const first = (seed: number): number[] => {
    const random = seeded(seed)
    return [random.next(), random.normal(), random.chiSquare(3), random.below(1000), random.next()]
  }
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (seed) => {
      assert.deepEqual(first(seed), first(seed))
      assert.notDeepEqual(first(seed), first(seed + 1 === seed ? seed / 2 + 1 : seed + 1))
    }),
  )
  assert.deepEqual(first(-0), first(0))
})

test('below gives every whole number under n, and shuffle loses nothing', () => {
  const random = seeded(5)
  const seen = new Set(draw(1000, () => random.below(7)))
  assert.deepEqual(
    [...seen].toSorted((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6],
  )
  const list = Array.from({ length: 50 }, (_, i) => i)
  const mixed = random.shuffle(list)
  assert.notDeepEqual(mixed, list)
  assert.deepEqual(
    mixed.toSorted((a, b) => a - b),
    list,
  )
  assert.deepEqual(list[0], 0)
  // Each of the six orders of three is drawn about as often.
  const orders = new Map<string, number>()
  for (let i = 0; i < 6000; i++) {
    const order = random.shuffle(['a', 'b', 'c']).join('')
    orders.set(order, (orders.get(order) ?? 0) + 1)
  }
  assert.equal(orders.size, 6)
  for (const count of orders.values()) assert.ok(Math.abs(count - 1000) < 130)
})

test('chi-square without degrees of freedom is not a number', () => {
  for (const df of [0, -1, NaN, Infinity]) assert.ok(Number.isNaN(seeded(1).chiSquare(df)))
})
