// The codebook as a file: a Frictionless Table Schema (specs.frictionlessdata.io/table-schema), which other programs read
// too. What the standard has no word for stands under names of ours, which they pass over. Pure.
import { z } from 'zod'
import { CAME, KINDS, NUMERIC, type Codebook, type ColumnNote } from './rules.ts'

export const FORMAT = 1
const MOST_LABEL = 200
const MOST_CODES = 50

const Field = z.object({
  name: z.string().max(300),
  title: z.string().max(2000).optional(),
  'wholeschool:kind': z.enum(KINDS).optional(),
})

const Schema = z.object({
  fields: z.array(Field).max(2000),
  missingValues: z.array(z.string().max(200)).max(MOST_CODES).optional(),
  wholeschool: z
    .object({
      format: z.literal(FORMAT),
      came: z.enum(CAME),
      scaleMin: z.number().nullable(),
      scaleMax: z.number().nullable(),
    })
    .optional(),
})

export type TableSchema = ReturnType<typeof schemaOf>

/** `columns`: only these, in this order; all of them when left out. `isClean`: missing codes are blank in the data already. */
export function schemaOf(book: Codebook, columns?: readonly string[], isClean = false) {
  const notes = columns ? columns.flatMap((name) => book.columns.find((one) => one.name === name) ?? []) : book.columns
  return {
    fields: notes.map((note) => fieldOf(note, book)),
    missingValues: isClean ? [''] : ['', ...book.missing],
    wholeschool: { format: FORMAT, came: book.came, scaleMin: book.scaleMin, scaleMax: book.scaleMax },
  }
}

function fieldOf({ name, label, kind }: ColumnNote, { scaleMin, scaleMax }: Codebook) {
  const isItem = kind === 'item' || kind === 'reversed'
  const limits = {
    ...(scaleMin === null ? {} : { minimum: scaleMin }),
    ...(scaleMax === null ? {} : { maximum: scaleMax }),
  }
  return {
    name,
    type: NUMERIC.includes(kind) ? 'number' : 'string',
    ...(label === null ? {} : { title: label }),
    ...(isItem && Object.keys(limits).length > 0 ? { constraints: limits } : {}),
    'wholeschool:kind': kind,
  }
}

/** Lays a codebook from a file over the one that stands; columns that it does not name stay as they are. */
export function bookFrom(
  json: string,
  standing: Codebook,
): { readonly book: Codebook; readonly known: number } | undefined {
  const read = Schema.safeParse(parsed(json))
  if (!read.success) return undefined
  const { fields, missingValues, wholeschool } = read.data
  const byName = new Map(fields.map((field) => [field.name, field]))
  let known = 0
  const columns = standing.columns.map((note): ColumnNote => {
    const field = byName.get(note.name)
    if (!field) return note
    known += 1
    const label = field.title?.trim().slice(0, MOST_LABEL) || null
    return { name: note.name, kind: field['wholeschool:kind'] ?? note.kind, label: label === note.name ? null : label }
  })
  const missing = missingValues?.map((one) => one.trim()).filter((one) => one !== '') ?? standing.missing
  const { came, scaleMin, scaleMax } = wholeschool ?? standing
  return { book: { columns, missing, came, scaleMin, scaleMax }, known }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ''))
  } catch {
    return undefined // Not JSON: no codebook.
  }
}
