// Chance that is the same on every machine: a small generator (mulberry32) begun from words.
import { createHash } from 'node:crypto'

export type Chance = {
  /** From 0 up to 1. */
  next(): number
  whole(from: number, to: number): number
  /** True this often, from 0 to 1. */
  is(often: number): boolean
  pick<T>(list: readonly T[]): T
  /** Some of the list, each once, in a new order. */
  some<T>(list: readonly T[], count: number): T[]
}

export function chanceFrom(words: string): Chance {
  let state = createHash('sha256').update(words).digest().readUInt32LE(0)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    is: (often) => next() < often,
    pick(list) {
      if (list.length === 0) throw new Error('Nothing to pick from')
      return list[whole(0, list.length - 1)]!
    },
    some(list, count) {
      const left = [...list]
      const taken = []
      while (taken.length < count && left.length > 0) taken.push(...left.splice(whole(0, left.length - 1), 1))
      return taken
    },
  }
}

/** Deals from a list without repeating until it is used up: sentences do not come twice in one school. */
export function dealer<T>(chance: Chance, list: readonly T[]): () => T {
  let left: T[] = []
  return () => {
    if (left.length === 0) left = chance.some(list, list.length)
    return left.pop()!
  }
}
