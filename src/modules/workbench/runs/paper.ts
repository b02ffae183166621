// An answer as a document for paper: everything in words already, so that the template only lays out. Pure.
import { dateInWords, isoDay, wordsOfCount } from '../../../view/words.ts'
import type { ToldChart, ToldTable } from '../questions/question.ts'
import { cellInWords, svgOf } from './drawing.ts'
import { columnsUsed, type Exported } from './exports.ts'

export const REPORT_TEMPLATE = 'src/modules/workbench/runs/report.typ'

/** More columns than this do not fit on paper: the rest is in the files. */
const MOST_COLUMNS = 8
const MOST_ROWS = 40
/** In centimetres: a drawing is never cut in two. */
const WIDEST = 10
const TALLEST = 21

export function reported(exported: Exported, programme: string) {
  const { question, told, sheet, refusals, now } = exported
  const [year, month, day] = isoDay(now).split('-').map(Number)
  const asAt = dateInWords(now)
  return {
    title: question.asks,
    setting: programme,
    asAt,
    date: { year, month, day },
    question: question.asks,
    finding: told.finding,
    warnings: told.warnings,
    meaning: told.meaning,
    about: [
      [
        'Data',
        `${sheet.title}: ${wordsOfCount(sheet.rows, 'row')}, of which ${wordsOfCount(columnsUsed(exported).length, 'column')} were used`,
      ],
      ['Worked out', asAt],
    ],
    charts: told.charts.map((chart) => drawnChart(chart)),
    tables: told.tables.map(printedTable),
    refusals,
    assumed: told.assumed,
    method: told.method,
    closing: `Drawn by the Wholeschool workbench on ${asAt}. The data package of this answer holds the data, all digits of the numbers, and a script that repeats them in R.`,
  }
}

function drawnChart(chart: ToldChart) {
  const svg = svgOf(chart)
  const [, width = '1', height = '1'] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []
  return {
    title: chart.title,
    alt: `${chart.title}. ${chart.description ?? 'Its numbers are in the tables.'}`,
    svg,
    width: Math.min(WIDEST, (TALLEST * Number(width)) / Number(height)),
  }
}

function printedTable(table: ToldTable) {
  const columns = table.columns.slice(0, MOST_COLUMNS)
  const left = table.columns.length - columns.length
  const under = table.rows.length - MOST_ROWS
  const notes = [
    table.note ?? '',
    left > 0 ? `${wordsOfCount(left, 'more column')} in the files.` : '',
    under > 0 ? `${wordsOfCount(under, 'more row')} in the files.` : '',
  ].filter(Boolean)
  return {
    caption: table.caption,
    head: columns.map((column) => column.name),
    numeric: columns.map((column) => column.as !== 'words'),
    widths: columns.map((column, at) => (at === 0 ? 3 : column.as === 'words' ? 2 : 1)),
    rows: table.rows
      .slice(0, MOST_ROWS)
      .map((row) => columns.map((column, at) => cellInWords(row[at] ?? null, column.as, table.empty ?? '–'))),
    note: notes.join(' '),
  }
}
