// The files that both sides of `npm run bench -- stats` read: a million people's seventeen ratings with two dimensions
// behind them, the same with gaps, and pupils in schools. Made from a seed, so every run measures the same.
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from '../src/stats/random.ts'

export const ITEMS = 17
export const ROWS = 1_000_000
export const CHUNK = 50_000

/** Fills `ratings` row by row with 0 to 3, and -1 where one was left out. `gaps`: how many in a hundred are. */
export function rate(ratings: Int8Array, gaps: number, seed: number): Int8Array {
  const random = seeded(seed)
  for (let row = 0; row < ratings.length / ITEMS; row++) {
    const first = random.normal()
    const second = 0.58 * first + Math.sqrt(1 - 0.58 ** 2) * random.normal()
    for (let item = 0; item < ITEMS; item++) {
      const value = 0.68 * (item < 11 ? first : second) + 0.73 * random.normal()
      const missing = gaps > 0 && random.next() * 100 < gaps
      ratings[row * ITEMS + item] = missing ? -1 : value < -0.9 ? 0 : value < 0.1 ? 1 : value < 1 ? 2 : 3
    }
  }
  return ratings
}

/** Pupil by pupil: outcome, school, covariate. */
function pupilsOf(pupils: number, schools: number, seed: number): Float64Array {
  const random = seeded(seed)
  const effects = Float64Array.from({ length: schools }, () => 2 * random.normal())
  const values = new Float64Array(pupils * 3)
  for (let i = 0; i < pupils; i++) {
    const school = random.below(schools)
    const covariate = random.normal()
    values.set([50 + effects[school]! + 1.5 * covariate + 8 * random.normal(), school, covariate], i * 3)
  }
  return values
}

function inChunks(path: string, chunks: Iterable<ArrayBufferView>): void {
  const file = openSync(path, 'w')
  for (const chunk of chunks) writeSync(file, chunk as NodeJS.ArrayBufferView)
  closeSync(file)
}

function* ratingChunks(gaps: number): Generator<Int8Array> {
  const chunk = new Int8Array(CHUNK * ITEMS)
  for (let at = 0; at < ROWS / CHUNK; at++) yield rate(chunk, gaps, 1 + at)
}

export function writeSamples(folder: string): void {
  inChunks(join(folder, 'whole'), ratingChunks(0))
  inChunks(join(folder, 'gaps'), ratingChunks(5))
  inChunks(join(folder, 'pupils'), [pupilsOf(100_000, 400, 7)])
  inChunks(join(folder, 'many-pupils'), [pupilsOf(1_000_000, 4000, 8)])
}
