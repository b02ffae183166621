// `npm run fuzz -- 200000 [SEED]`: the suite's fuzz for as long as you like. Prints the seed first.
import assert from 'node:assert/strict'
import { fuzz, newSeed } from './mutations.ts'
import { rolledBack } from './world.ts'

const [asked = '20000', given] = process.argv.slice(2)
const whole = Number(asked)
if (!Number.isSafeInteger(whole) || whole < 1) {
  console.error('Say how many requests to send: npm run fuzz -- 20000')
  process.exit(2)
}
const seed = given === undefined ? newSeed() : Number(given)
const BATCH = 1_000
console.log(`seed ${seed}`)
for (let from = 0; from < whole; from += BATCH) {
  rolledBack(`requests ${from + 1} to ${Math.min(from + BATCH, whole)}`, async (w) => {
    const { faults } = await fuzz(w, Math.min(BATCH, whole - from), seed, from)
    assert.deepEqual(faults, [])
  })
}
