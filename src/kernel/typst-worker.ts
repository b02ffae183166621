// The thread that draws PDFs: Typst is synchronous and uses the processor hard, so it never runs beside the pages.
// Every document leaves as PDF/UA-1 or not at all: Typst refuses what is not accessible.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

export type ToTypst = { id: number; template: string; document: string }
export type FromTypst = { id: number; pdf: Uint8Array } | { id: number; refused: string }

const port = parentPort
if (!port) throw new Error('typst-worker.ts runs only as a worker thread.')

const root = join(import.meta.dirname, '../..')
const face = createRequire(import.meta.url).resolve('@expo-google-fonts/atkinson-hyperlegible-next/package.json')
const FONTS = [
  '400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  '700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
  '400Regular_Italic/AtkinsonHyperlegibleNext_400Regular_Italic.ttf',
]
const compiler = NodeCompiler.create({
  workspace: root,
  fontArgs: [{ fontBlobs: FONTS.map((file) => readFileSync(join(face, '..', file))) }],
})

// Letters that no font here can draw, and code points that the standard forbids: PDF/UA-1 has no place for either.
const UNDRAWN =
  /PDF\/UA-1 error: the text (?:`\\?"(.*?)\\?"` could not be displayed|contains the disallowed codepoint `\\?"(.*?)\\?"`)/gs
const STAND_IN = '\u25a1'
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const ROUNDS = 12

/** As Rust writes a string for people who look for faults, twice over: `\\u{feff}`. */
function unescaped(text: string): string {
  return text
    .replace(/\\+u\{([0-9a-f]{1,6})\}/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/\\+(["'\\])/g, '$1')
}

function undrawnIn(message: string): Set<string> {
  const found = [...message.matchAll(UNDRAWN)].flatMap((match) => [...unescaped(match[1] ?? match[2] ?? '')])
  return new Set(found.filter((letter) => letter !== STAND_IN))
}

function standInFor(letter: string): string {
  return INVISIBLE.test(letter) ? '' : STAND_IN
}

function replaced(value: unknown, undrawn: ReadonlySet<string>): unknown {
  if (typeof value === 'string')
    return [...value].map((letter) => (undrawn.has(letter) ? standInFor(letter) : letter)).join('')
  if (Array.isArray(value)) return value.map((own) => replaced(own, undrawn))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, replaced(own, undrawn)]))
}

/** Draws; letters that cannot be drawn become □, and the template is told so that the page can say what it means. */
function draw(template: string, document: unknown): Buffer {
  let shown = document
  let missing = 'no'
  for (let round = 1; ; round += 1) {
    try {
      const inputs = { data: JSON.stringify(shown), missing }
      return compiler.pdf({ mainFilePath: join(root, template), inputs }, { pdfStandard: 'ua-1' })
    } catch (error) {
      const undrawn = undrawnIn((error as Error).message)
      if (undrawn.size === 0 || round === ROUNDS) throw error
      shown = replaced(shown, undrawn)
      if ([...undrawn].some((letter) => standInFor(letter) === STAND_IN)) missing = 'yes'
    }
  }
}

let drawn = 0
port.on('message', ({ id, template, document }: ToTypst) => {
  try {
    // A copy of its own: what the compiler hands out may not be moved to another thread.
    const pdf = new Uint8Array(draw(template, JSON.parse(document)))
    port.postMessage({ id, pdf } satisfies FromTypst, [pdf.buffer])
  } catch (error) {
    port.postMessage({ id, refused: (error as Error).message.slice(0, 2000) } satisfies FromTypst)
  }
  drawn += 1
  if (drawn % 10 === 0) compiler.evictCache(10)
})
