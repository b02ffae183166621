// One op: what it is called, what it reads, where its method comes from, and the function that answers. The typed function
// is what pages call; the op is the same function for those who call by JSON.
import type { Answer } from './answer.ts'
import { readFields, type Fields, type Read } from './shape.ts'

/** Called now and then during long work with how far it is, 0 to 1. It may throw to give up. */
export type Watch = (part: number) => void

export type Op = {
  readonly name: string
  /** What it tells, in a sentence for someone who is no statistician. */
  readonly words: string
  /** Author, year, and where in it: what the numbers follow. */
  readonly source: string
  readonly input: Fields
  readonly options: Fields
  /** Throws BadCall for a call that cannot be read, and nothing else. */
  answer(input: unknown, options: unknown, watch?: Watch): Answer
}

export function op<I extends Fields, O extends Fields>(
  name: string,
  about: { readonly words: string; readonly source: string; readonly input: I; readonly options: O },
  does: (input: Read<I>, options: Read<O>, watch: Watch) => Answer,
): Op {
  return {
    name,
    ...about,
    answer(input, options, watch = () => {}) {
      const first = readFields(about.input, input, 'input')
      const second = readFields(about.options, options, 'options')
      const ignored = [...first.ignored, ...second.ignored]
      const answer = does(first.values, second.values, watch)
      return ignored.length === 0 ? answer : { ...answer, ignored }
    },
  }
}
