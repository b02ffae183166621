// What an evaluator can try the workbench with: made-up data with its codebook filled in.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simulatedReview } from '../../../stats/review/simulate.ts'
import { csvHead, csvLine } from '../../../view/csv.ts'
import { seenIn } from '../material.ts'
import { guessCodebook, type Codebook } from '../rules.ts'
import { bookFrom } from '../table-schema.ts'
import type { Sheet } from '../sheet.ts'
import { readSheet } from './reading.ts'

export const EXAMPLES = ['review', 'pupils'] as const
export type Example = (typeof EXAMPLES)[number]

export const EXAMPLE_NAMES: Readonly<Record<Example, string>> = {
  review: 'Ratings with the review’s structure',
  pupils: 'A survey of pupils, before and after',
}

const FOLDER = join(import.meta.dirname, '../../../../content/workbench')

type Loaded = { readonly sheet: Sheet; readonly codebook: Codebook }

async function sheetFrom(text: string, title: string): Promise<Sheet> {
  const pieces = async function* (): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from(text))
  }
  const sheet = await readSheet(pieces(), title)
  if ('cannot' in sheet) throw new Error(`The example ${title} was not read: ${sheet.cannot}`)
  return sheet
}

async function pupils(): Promise<Loaded> {
  const sheet = await sheetFrom(readFileSync(join(FOLDER, 'pupils.csv'), 'utf8'), EXAMPLE_NAMES.pupils)
  const schema = readFileSync(join(FOLDER, 'pupils.json'), 'utf8')
  const read = bookFrom(schema, guessCodebook(seenIn(sheet), sheet.rows))
  if (!read) throw new Error('The codebook of the example was not read')
  return { sheet, codebook: read.book }
}

async function review(): Promise<Loaded> {
  const { columns, items, labels, group, region, team } = simulatedReview()
  const names = [group, region, team, ...items]
  const rows = (columns[group] ?? []).map((_, row) =>
    csvLine(names.map((name) => columns[name]![row] as string | number)),
  )
  const sheet = await sheetFrom([csvHead(names), ...rows].join(''), EXAMPLE_NAMES.review)
  const kindOf = (name: string): 'item' | 'group' | 'cluster' =>
    items.includes(name) ? 'item' : name === team ? 'cluster' : 'group'
  const notes = names.map((name) => ({ name, kind: kindOf(name), label: labels[name] ?? null }))
  return { sheet, codebook: { columns: notes, missing: [], scaleMin: 0, scaleMax: 3, came: 'chose' } }
}

export const loadExample = (example: Example): Promise<Loaded> => (example === 'review' ? review() : pupils())
