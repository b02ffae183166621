// A sheet with its codebook as sealed bytes and back. Compressed first: answers on a scale of four are mostly the same few
// cells. Bound to its person and its row, so that it opens for nobody else and nowhere else.
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { Codebook } from '../rules.ts'
import { BLANK, type Sheet } from '../sheet.ts'

const PURPOSE = 'workbench-sheet'
const FORMAT = 1
/** Of the sealed bytes: what a row of a table should hold. */
export const MOST_SEALED = 8 * 1024 * 1024
const MOST_OPENED = 256 * 1024 * 1024

export type Kept = { readonly sheet: Sheet; readonly codebook: Codebook }

type Written = {
  format: number
  codebook: Codebook
  sheet: Omit<Sheet, 'columns'>
  columns: { name: string; values: readonly string[]; codes: string; isLong: boolean }[]
}

const boundTo = (person: string, id: string): string => `${person} ${id}`

/** The sealed bytes, or undefined when they would be too many. */
export function sealSheet(secrets: Secrets, { sheet, codebook }: Kept, person: string, id: string): Buffer | undefined {
  const { columns, ...rest } = sheet
  const written: Written = {
    format: FORMAT,
    codebook,
    sheet: rest,
    columns: columns.map(({ name, values, codes, isLong }) => ({
      name,
      values,
      isLong,
      codes: Buffer.from(codes.buffer as ArrayBuffer, codes.byteOffset, codes.byteLength).toString('base64'),
    })),
  }
  const packed = gzipSync(JSON.stringify(written)).toString('base64')
  if (packed.length > MOST_SEALED) return undefined
  return secrets.seal(PURPOSE, packed, boundTo(person, id))
}

/** Undefined when it was sealed by another key, for someone else, or altered. */
export function openSheet(secrets: Secrets, sealed: Buffer, person: string, id: string): Kept | undefined {
  const packed = secrets.open(PURPOSE, sealed, boundTo(person, id))
  if (packed === undefined) return undefined
  const text = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_OPENED }).toString('utf8')
  const { format, codebook, sheet, columns } = JSON.parse(text) as Written
  if (format !== FORMAT) return undefined
  return {
    codebook,
    sheet: {
      ...sheet,
      columns: columns.map(({ name, values, codes, isLong }) => {
        const shared = codesFrom(codes)
        return { name, values, isLong, codes: shared, counts: countsOf(shared, values.length) }
      }),
    },
  }
}

function codesFrom(text: string): Int32Array {
  const bytes = Buffer.from(text, 'base64')
  const codes = new Int32Array(new SharedArrayBuffer(bytes.length))
  new Uint8Array(codes.buffer).set(bytes)
  return codes
}

function countsOf(codes: Int32Array, values: number): number[] {
  const counts = Array.from({ length: values }, () => 0)
  for (const code of codes) if (code !== BLANK) counts[code]! += 1
  return counts
}
