// How often each value of a sum occurs, for many millions of sums: a Map of doubles is ten times slower.

/** Values are merged when they agree to this: far closer than any two tables of different probability that matter. */
const GRAIN = 2 ** 34

/** An open table of (value, times), doubled when it is half full. */
export class Tally {
  #grains = new Float64Array(8).fill(NaN)
  #times = new Float64Array(8)
  size = 0

  add(value: number, times: number): void {
    this.#put(Math.round(value * GRAIN), times)
    if (this.size * 2 > this.#grains.length) this.#grow()
  }

  /** Every different value, with how often it came. */
  each(visit: (value: number, times: number) => void): void {
    const grains = this.#grains
    for (let at = 0; at < grains.length; at++) {
      const grain = grains[at]!
      if (grain === grain) visit(grain / GRAIN, this.#times[at]!)
    }
  }

  #put(grain: number, times: number): void {
    const grains = this.#grains
    const mask = grains.length - 1
    const high = Math.floor(grain / 4294967296)
    let at = (Math.imul((grain - high * 4294967296) | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 7
    for (at &= mask; ; at = (at + 1) & mask) {
      const found = grains[at]!
      if (found === grain) break
      // Only an empty place is not equal to itself.
      if (found !== found) {
        grains[at] = grain
        this.size++
        break
      }
    }
    this.#times[at] = this.#times[at]! + times
  }

  #grow(): void {
    const [grains, times] = [this.#grains, this.#times]
    this.#grains = new Float64Array(grains.length * 2).fill(NaN)
    this.#times = new Float64Array(grains.length * 2)
    this.size = 0
    for (let at = 0; at < grains.length; at++) {
      const grain = grains[at]!
      if (grain === grain) this.#put(grain, times[at]!)
    }
  }
}
