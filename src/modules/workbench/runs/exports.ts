// What of an answer leaves as files: the data it used, its numbers, its script, and all of it as one package that other
// programs read. Every word is guarded against spreadsheets that would take it for a formula. Pure.
import { strToU8, zipSync } from 'fflate'
import { csvHead, csvLine, type Cell } from '../../../view/csv.ts'
import { dateInWords } from '../../../view/words.ts'
import { materialOf } from '../material.ts'
import { scriptFor } from '../questions/r-script.ts'
import type { About, Question, Told } from '../questions/question.ts'
import type { Codebook } from '../rules.ts'
import { BLANK, type Sheet } from '../sheet.ts'
import { schemaOf } from '../table-schema.ts'
import { svgOf } from './drawing.ts'

/** Everything that a file is made of. */
export type Exported = {
  readonly sheet: Sheet
  readonly question: Question
  readonly about: About
  readonly told: Told
  readonly refusals: readonly string[]
  readonly now: Date
}

export const columnsUsed = ({ question, about }: Pick<Exported, 'question' | 'about'>): string[] => [
  ...new Set(question.columns(about)),
]

/** The named columns as the question read them: missing codes blank, turned items turned. */
export function dataOf(sheet: Sheet, book: Codebook, columns: readonly string[]): string {
  const material = materialOf(sheet, book, columns)
  const lines = Array.from({ length: material.rows }, (_, row) =>
    csvLine(material.columns.map(({ codes, values }): Cell => (codes[row] === BLANK ? null : values[codes[row]!]!))),
  )
  return [csvHead(columns), ...lines].join('')
}

const RESULT_COLUMNS = ['Table', 'Row', 'What', 'Value'] as const

/** One thing said in each row, so that a spreadsheet can filter it without knowing the question. Numbers have all digits. */
export function resultsOf({ told }: Pick<Exported, 'told'>): string {
  const rows = told.tables.flatMap((table) => {
    // A table of one line begins with a number, and its line has no name.
    const isNamed = table.columns[0]!.as === 'words'
    return table.rows.flatMap((row) =>
      row.flatMap((cell, at): Cell[][] => {
        if (isNamed && at === 0) return []
        const value = cell ?? (table.empty === 'Hidden' ? 'Hidden' : null)
        return [[table.caption, isNamed ? (row[0] ?? '') : '', table.columns[at]!.name, value]]
      }),
    )
  })
  return [csvHead(RESULT_COLUMNS), csvLine(['Answer', '', '', told.finding]), ...rows.map(csvLine)].join('')
}

export const scriptOf = (exported: Exported): string => {
  const { question, about, told } = exported
  return scriptFor({ question, about, columns: columnsUsed(exported), main: told.main })
}

function readmeOf({ question, told, sheet, refusals, now }: Exported): string {
  const list = (items: readonly string[]): string => items.map((one) => `- ${one}`).join('\n')
  return [
    `# ${question.asks}`,
    `**${told.finding}.**`,
    ...told.meaning,
    ...(told.warnings.length > 0 ? ['## Take care', list(told.warnings)] : []),
    ...(refusals.length > 0 ? ['## What could not be worked out, or not wholly', list(refusals)] : []),
    '## What was taken for granted',
    list(told.assumed),
    '## What was done',
    list(told.method),
    '## What is in this package',
    list([
      '`datapackage.json` describes the rest (Frictionless Data Package).',
      `\`data.csv\` has the columns of “${sheet.title}” that the answer used, row by row. Keep it as you keep the data.`,
      '`results.csv` has the numbers of every table, with all their digits.',
      '`script.R` repeats the main numbers in R: run it in this folder.',
      ...told.charts.map((_, at) => `\`chart-${at + 1}.svg\` is a chart of them.`),
    ]),
    `Made by the Wholeschool workbench on ${dateInWords(now)}.`,
    '',
  ].join('\n\n')
}

function describedIn(exported: Exported): string {
  const { question, about, told, now } = exported
  const csv = { profile: 'tabular-data-resource', format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' }
  const results = RESULT_COLUMNS.map((name) => ({ name, type: name === 'Value' ? 'any' : 'string' }))
  const described = {
    profile: 'data-package',
    name: question.key,
    title: question.asks,
    description: told.finding,
    created: now.toISOString(),
    resources: [
      { name: 'data', path: 'data.csv', ...csv, schema: schemaOf(about.book, columnsUsed(exported), true) },
      { name: 'results', path: 'results.csv', ...csv, schema: { fields: results, missingValues: [''] } },
      { name: 'script', path: 'script.R', format: 'R', mediatype: 'text/plain', encoding: 'utf-8' },
      ...told.charts.map((_, at) => ({
        name: `chart-${at + 1}`,
        path: `chart-${at + 1}.svg`,
        format: 'svg',
        mediatype: 'image/svg+xml',
        encoding: 'utf-8',
      })),
    ],
  }
  return `${JSON.stringify(described, null, 2)}\n`
}

/** The same answer gives the same bytes: the files carry the moment at which they were made. */
export function packageOf(exported: Exported): Buffer {
  const { sheet, about, told, now } = exported
  const files: Record<string, string> = {
    'datapackage.json': describedIn(exported),
    'README.md': readmeOf(exported),
    'data.csv': dataOf(sheet, about.book, columnsUsed(exported)),
    'results.csv': resultsOf(exported),
    'script.R': scriptOf(exported),
    ...Object.fromEntries(told.charts.map((chart, at) => [`chart-${at + 1}.svg`, svgOf(chart)])),
  }
  const packed = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))
  return Buffer.from(zipSync(packed, { mtime: now, level: 6 }))
}
