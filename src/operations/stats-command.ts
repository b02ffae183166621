// `wholeschool stats`: one call of the statistics core as JSON on standard input, its answer on standard output; many with
// --lines, one on each line. It reads no database and knows no people: what comes in goes out again as numbers.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { readArgs, type Command } from './command.ts'

const usage = 'stats [--lines | --list]'

/** Longer than this a string cannot be (V8), and a call of a million rows of seventeen ratings is a tenth of it. */
const MOST_CHARACTERS = 500_000_000

type Streams = { readonly input: Readable; readonly output: Writable }

async function whole(input: Readable): Promise<string | undefined> {
  const parts: string[] = []
  let length = 0
  for await (const part of input.setEncoding('utf8')) {
    length += (part as string).length
    if (length > MOST_CHARACTERS) return undefined
    parts.push(part as string)
  }
  return parts.join('')
}

/** Waits when the reader is slower than we are, so that nothing piles up in memory. */
async function write(output: Writable, answer: unknown): Promise<void> {
  if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain')
}

/** Exit 2 when the one call could not be read. With `lines` each line is answered for itself, and the run goes on. */
export async function answerCalls(lines: boolean, { input, output }: Streams): Promise<number> {
  const { callText } = await import('../stats/call.ts')
  if (lines) {
    for await (const line of createInterface({ input, crlfDelay: Infinity }))
      if (line.trim() !== '') await write(output, callText(line))
    return 0
  }
  const text = await whole(input)
  const answer = callText(text ?? '')
  await write(output, answer)
  return 'problem' in answer ? 2 : 0
}

export const statsCommand: Command = {
  usage,
  words: 'Answer a call of the statistics core, JSON in and JSON out: docs/stats-interface.md.',
  async run(args, print) {
    const { values } = readArgs(
      usage,
      args,
      { lines: { type: 'boolean' }, list: { type: 'boolean' } },
      { least: 0, most: 0 },
    )
    if (values.list === true) {
      const { ops } = await import('../stats/ops.ts')
      for (const { name, words } of ops) print.out(`${name.padEnd(22)}${words}`)
      return 0
    }
    return answerCalls(values.lines === true, { input: process.stdin, output: process.stdout })
  },
}
