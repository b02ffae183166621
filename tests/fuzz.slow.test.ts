// The fuzz of the suite: 20,000 mutated requests on the embedded engine, 2,000 on PostgreSQL.
import assert from 'node:assert/strict'
import { fuzz, newSeed } from './mutations.ts'
import { routes } from './openings.ts'
import { rolledBack } from './world.ts'

const server = process.env.WHOLESCHOOL_TEST_SERVER !== undefined
const whole = server ? 2_000 : Math.max(20_000, routes.length * 100)
const BATCH = 1_000
const seed = newSeed()

console.log(`fuzz seed ${seed} (set WHOLESCHOOL_SEED to repeat)`)

for (let from = 0; from < whole; from += BATCH) {
  rolledBack(`no request is answered with a fault, ${from + 1} to ${from + BATCH}, seed ${seed}`, async (w) => {
    const { faults } = await fuzz(w, BATCH, seed, from)
    assert.deepEqual(faults, [])
  })
}
