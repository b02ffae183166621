// A question in plain words, as a value: what it needs of a sheet, which statistics it asks, and how their answers are told.
// Asking happens in a worker, telling beside the pages; neither draws anything.
import type { Answer } from '../../../stats/answer.ts'
import type { ChartOptions } from '../../../view/charts/drawing.ts'
import type { Value } from '../material.ts'
import type { Codebook, Kind } from '../rules.ts'

// What someone chooses --------------------------------------------------------------------------------------------------

/** One field of the form under a question. Its value, unless chosen, is the first that the codebook offers. */
export type Field = { readonly name: string; readonly label: string; readonly hint?: string } & (
  | { readonly as: 'columns'; readonly of: readonly Kind[]; readonly least: number }
  | {
      readonly as: 'column'
      readonly of: readonly Kind[]
      readonly optional?: true
      /** What a mean of all items is called, where it may be chosen too. */
      readonly besides?: string
      /** Usually the first column with so many different answers or some more. */
      readonly answers?: number
    }
  /** One answer of a column: `at` says which of a column's answers it usually is. */
  | { readonly as: 'value'; readonly of: readonly Kind[]; readonly at: number }
  | { readonly as: 'number'; readonly min: number; readonly max: number; readonly usual: number | null }
  | { readonly as: 'choice'; readonly options: readonly (readonly [value: string, words: string])[] }
)

/** What was chosen, or what stands when nothing was. A field that does not apply is not there. */
export type Chosen = Readonly<Record<string, ChosenValue>>
export type ChosenValue =
  string | number | null | readonly string[] | { readonly column: string; readonly value: string }

/** Instead of a column where a score of all items is meant. */
export const MEAN_OF_ITEMS = ':items'

// Asking ----------------------------------------------------------------------------------------------------------------

export type Answers = Readonly<Record<string, Answer>>

/** What asking has at hand, in the worker. */
export type Bench = {
  readonly rows: number
  /** Row by row; missing is null. */
  values(name: string): readonly Value[]
  /** Asks one statistic by its name. `share`: what part of the whole work it is, 0 to 1. */
  call(op: string, input: object, options?: object, share?: number): Answer
}

// Telling ---------------------------------------------------------------------------------------------------------------

export type Cell = string | number | null
/** How a column of numbers is written on a page; in files every number has all its digits. */
export type As = 'words' | 'count' | 'one' | 'two' | 'three' | 'p' | 'percent'

export type ToldTable = {
  readonly caption: string
  readonly columns: readonly { readonly name: string; readonly as: As }[]
  readonly rows: readonly (readonly Cell[])[]
  readonly note?: string
  /** What stands where there is no number; usually that it could not be worked out. */
  readonly empty?: string
}

export type Interval = { readonly value: number | null; readonly low: number | null; readonly high: number | null }

export type ToldChart = { readonly notes?: string; readonly labelHeading: string } & (
  | ({ readonly drawn: 'bars' | 'lines' } & Omit<ChartOptions, 'id'>)
  | ({
      readonly drawn: 'intervals'
      readonly points: readonly (readonly Interval[])[]
      readonly mark?: { readonly at: number; readonly words: string }
    } & Omit<ChartOptions, 'id'>)
  | ({
      readonly drawn: 'funnel'
      readonly sizes: readonly number[]
      readonly limits: {
        readonly target: number
        readonly at: readonly number[]
        readonly low: readonly number[]
        readonly high: readonly number[]
      }
    } & Omit<ChartOptions, 'id'>)
)

/** One number by name, which the R script works out too. */
export type Main = { readonly name: string; readonly value: number | null }

export type Told = {
  /** The answer, in a sentence. */
  readonly finding: string
  /** What it means, and how much it carries. */
  readonly meaning: readonly string[]
  readonly tables: readonly ToldTable[]
  readonly charts: readonly ToldChart[]
  /** Said loudly, over everything else. */
  readonly warnings: readonly string[]
  readonly assumed: readonly string[]
  /** Exactly what was done, step by step, with where each method comes from. */
  readonly method: readonly string[]
  readonly main: readonly Main[]
}

/** What telling knows of the sheet, beside the answers. */
export type About = {
  readonly chosen: Chosen
  readonly book: Codebook
  readonly rows: number
  /** The scale that items share, where there are items. */
  readonly scale: { readonly low: number; readonly high: number } | undefined
}

export type Question = {
  /** In the address. */
  readonly key: string
  readonly asks: string
  /** One line: what the answer helps to decide. */
  readonly helps: string
  readonly fields: readonly Field[]
  /** What cannot be asked together, by field. */
  wrong?(chosen: Chosen): Readonly<Record<string, string>> | undefined
  /** The columns it reads, from what was chosen. */
  columns(about: Pick<About, 'chosen' | 'book'>): readonly string[]
  ask(bench: Bench, about: About): Answers
  tell(about: About, answers: Answers): Told
  /** The body of a script that works out the main numbers from the same data. */
  script(about: About): RScript
}

export type RScript = {
  /** Packages beside those that come with R. */
  readonly needs: readonly string[]
  readonly lines: readonly string[]
}
