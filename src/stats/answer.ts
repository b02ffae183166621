// What every op answers: plain values, null where a number is not defined, and why in `issues`.
import type { Issue } from './issues.ts'

export type Answer = { readonly [key: string]: unknown; readonly issues: Issue[] }
export type Maybe = number | null

/** A number, or null for NaN and infinities: what is not defined is never shown as a number. */
export const orNull = (value: number): Maybe => (Number.isFinite(value) ? value : null)
export const allOrNull = (values: Iterable<number>): Maybe[] => Array.from(values, orNull)

/** The reasons of one answer, each once, in the order in which they were found. */
export class Issues {
  readonly #found = new Set<Issue>()
  add(...issues: readonly Issue[]): this {
    for (const issue of issues) this.#found.add(issue)
    return this
  }
  has(issue: Issue): boolean {
    return this.#found.has(issue)
  }
  get list(): Issue[] {
    return [...this.#found]
  }
}

/** Plain JSON of an answer: typed arrays become lists, and nothing that JSON could not say is left in it. */
export function settle(value: unknown): unknown {
  if (typeof value === 'number') return orNull(value)
  if (ArrayBuffer.isView(value)) return allOrNull(value as Float64Array)
  if (Array.isArray(value)) return value.map(settle)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, settle(one)]])),
    )
  return value
}
