// What a backup file is: gzip of lines. First a header, then for each table one line that names it and its columns
// and a line for every row; then work that was waiting; last of all how many rows there were and a fingerprint of
// each table, which is the same in whatever order the rows are read. A file without its last line was cut short.
import { createHash } from 'node:crypto'
import { z } from 'zod'

export const FORMAT = 'wholeschool-backup'
export const VERSION = 1

const migration = z.strictObject({ module: z.string(), name: z.string(), digest: z.string() })
const tally = z.strictObject({ rows: z.number(), fingerprint: z.string() })

export const headerLine = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  at: z.string(),
  migrations: z.array(migration),
})
export const tableLine = z.strictObject({ table: z.string(), columns: z.array(z.string()) })
export const workLine = z.strictObject({ work: z.string(), payload: z.record(z.string(), z.string()) })
export const endLine = z.strictObject({ end: z.record(z.string(), tally) })

export type Header = z.infer<typeof headerLine>
export type Tally = z.infer<typeof tally>
export type Work = z.infer<typeof workLine>

/** A sentence for the person at the terminal; anything else thrown is a fault of ours. */
export class Refusal extends Error {}

export type Fingerprint = { add(line: string): void; tally(): Tally }

/** Rows have keys, so no two lines are alike, and adding their digests bit by bit forgets nothing but the order. */
export function makeFingerprint(): Fingerprint {
  const sum = Buffer.alloc(32)
  let rows = 0
  return {
    add(line) {
      rows += 1
      const digest = createHash('sha256').update(line).digest()
      for (let at = 0; at < 32; at += 1) sum[at] = sum[at]! ^ digest[at]!
    },
    tally: () => ({ rows, fingerprint: sum.toString('hex') }),
  }
}

/** Lines end at \n alone: readline would also break a text at its own line separators (U+2028). */
export async function* linesOf(source: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const part of source) {
    const [first = '', ...others] = (typeof part === 'string' ? part : decoder.decode(part, { stream: true })).split(
      '\n',
    )
    rest += first
    for (const other of others) {
      yield rest
      rest = other
    }
  }
  if (rest !== '') yield rest
}
