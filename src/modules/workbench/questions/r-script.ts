// Scripts that repeat an answer in R from the same data. Every name goes in as a string that R reads on any machine,
// whatever language its files are in. Pure.
import { guarded } from '../../../view/csv.ts'
import { labelOf } from '../rules.ts'
import { MEAN_OF_ITEMS, type About, type Question } from './question.ts'
import { columnIn } from './choosing.ts'
import { itemsOf, MOST_OF_ITEMS } from './pieces.ts'

/** Words as an R string: letters beyond ASCII by their number, so that the script is plain text anywhere. */
export function rText(words: string): string {
  const inside = [...words].map((letter) => {
    if (letter === '"' || letter === '\\') return `\\${letter}`
    const code = letter.codePointAt(0)!
    if (code >= 32 && code < 127) return letter
    return code > 0xffff ? `\\U{${code.toString(16)}}` : `\\u{${code.toString(16)}}`
  })
  return `"${inside.join('')}"`
}

/** An answer as it stands in data.csv. */
export const rAnswer = (cell: string): string => rText(guarded(cell))

export const rNames = (names: readonly string[]): string => `c(${names.map(rText).join(', ')})`
export const rColumn = (name: string): string => `data[[${rText(name)}]]`

/** Comments of a script never break out of their line. */
const comment = (words: string): string =>
  `# ${words
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/[^\x20-\x7e]+/g, ' ')}`

/** `outcome <- …`: a column, or for each row the mean of the items answered. */
export function rOutcome(about: About, field = 'outcome'): string[] {
  const name = columnIn(about.chosen, field)
  if (name !== undefined && name !== MEAN_OF_ITEMS) return [`outcome <- ${rColumn(name)}`]
  return [
    `items <- data[, ${rNames(itemsOf(about.book))}, drop = FALSE]`,
    'answered <- rowSums(!is.na(items))',
    `outcome <- ifelse(answered >= ${MOST_OF_ITEMS} * ncol(items), rowMeans(items, na.rm = TRUE), NA)`,
  ]
}

export type ScriptAbout = {
  readonly question: Question
  readonly about: About
  readonly columns: readonly string[]
  /** What we found, to compare with. */
  readonly main: readonly { readonly name: string; readonly value: number | null }[]
}

/** The whole script. It reads data.csv from the folder it is run in and prints each main number by its name. */
export function scriptFor({ question, about, columns, main }: ScriptAbout): string {
  const { needs, lines } = question.script(about)
  const labels = columns.filter((name) => labelOf(about.book, name) !== name)
  return [
    comment(question.asks),
    comment('Repeats in R what the Wholeschool workbench answered. Run it in the folder that data.csv is in.'),
    ...(needs.length > 0 ? [comment(`It needs: install.packages(${rNames(needs)})`)] : []),
    comment('In data.csv missing codes are blank already, and items worded the other way round are turned.'),
    ...labels.map((name) => comment(`${name}: ${labelOf(about.book, name)}`)),
    '',
    // The first line is passed over and named here: so nothing depends on the language that R runs in.
    'data <- read.csv("data.csv", header = FALSE, skip = 1, na.strings = "", encoding = "UTF-8", blank.lines.skip = FALSE)',
    `names(data) <- ${rNames(columns)}`,
    'say <- function(name, value) cat(name, ": ", format(as.numeric(value), digits = 12), "\\n", sep = "")',
    ...needs.map((name) => `suppressPackageStartupMessages(library(${name}))`),
    '',
    ...lines,
    '',
    comment('What the workbench found, to compare with:'),
    ...main.map(({ name, value }) =>
      comment(`${name}: ${value === null ? 'not worked out' : Number(value.toPrecision(8))}`),
    ),
    '',
  ].join('\n')
}
