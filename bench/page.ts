// What a typical page costs the processor: drawn by our components, by the official Nunjucks macros, by the same
// code of ours that escapes nothing, and by one template string written out by hand. All give the same page.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import nunjucks from 'nunjucks'
import { handWritten } from './hand-written.ts'
import { cpuOf, interleave, lineOf, type Bench } from './measure.ts'
import { contentOf, typicalPage, type Content } from './typical-page.ts'

const ROUNDS = 9
const root = join(import.meta.dirname, '..')

type Draw = (content: Content) => string

/**
 * Our own page on a copy of src/view in which nothing is escaped and nothing is wrapped: `html` joins strings, and
 * what it makes is a plain string.
 */
async function unescaped(): Promise<{ draw: Draw; forget: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'wholeschool-plain-'))
  const view = join(folder, 'src/view')
  mkdirSync(join(folder, 'bench'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  cpSync(join(root, 'src/view'), view, { recursive: true })
  cpSync(join(root, 'bench/typical-page.ts'), join(folder, 'bench/typical-page.ts'))
  cpSync(join(root, 'bench/plain-html.ts'), join(view, 'html.ts'))
  const shared = join(view, 'govuk/attributes.ts')
  const text = readFileSync(shared, 'utf8')
  const plain = text
    .replace('escapeText, Html,', 'escapeText, type Html,')
    .replaceAll('new Html(', '(')
    .replace('all instanceof Html', "typeof all === 'string'")
    .replace('markup && markup.text', 'markup')
  writeFileSync(shared, plain)
  const loaded = (await import(pathToFileURL(join(folder, 'bench/typical-page.ts')).href)) as { typicalPage: Draw }
  return { draw: loaded.typicalPage, forget: () => rmSync(folder, { recursive: true }) }
}

/** The official macros as their guide says: templates compiled once and kept. */
function official(): Draw {
  const folders = [import.meta.dirname, join(root, 'node_modules/govuk-frontend/dist')]
  const environment = new nunjucks.Environment([new nunjucks.FileSystemLoader(folders)], { autoescape: true })
  const template = environment.getTemplate('page.njk', true)
  return (content) =>
    template.render({
      ...content,
      head: content.head.map((text) => ({ text })),
      rows: content.rows.map((row) => row.map((text) => ({ text }))),
      options: content.options.map(({ value, text, checked }) => ({ value, text, selected: checked })),
    })
}

const MARKS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function sameWords(page: string): string {
  return page.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => MARKS[name]!)
}

/** A comparison of pages that differ would prove nothing. */
function prove(draws: { ours: Draw; unescaped: Draw; hand: Draw; official: Draw }): void {
  for (const n of [1, 6]) {
    const content = contentOf(n)
    const ours = sameWords(draws.ours(content))
    for (const name of ['unescaped', 'hand'] as const)
      if (draws[name](content) !== ours) throw new Error(`The ${name} page is not the same page as ours`)
    const theirs = draws.official(content)
    for (const part of [/<t[dh]\b/g, /<input\b/g, /<option\b/g, /<label\b/g, /govuk-hint/g, /govuk-error-message/g])
      if (ours.match(part)?.length !== theirs.match(part)?.length) throw new Error(`Nunjucks drew another ${part}`)
  }
}

/** Milliseconds for one page, over enough pages to be sure of them; `finish` says when a page is done. */
function costOf(draw: Draw, pages: number, finish: (page: string) => number): () => number {
  const contents = Array.from({ length: 40 }, (_, i) => contentOf(i))
  let length = 0
  return () => {
    const cost = cpuOf(() => {
      for (let i = 0; i < pages; i++) length += finish(draw(contents[i % contents.length]!))
    })
    if (length === 0) throw new Error('Nothing was drawn')
    return cost / pages
  }
}

/** A string as the engine leaves it may still be a chain of pieces; as bytes it is what a browser is sent. */
const FINISHES: Readonly<Record<string, (page: string) => number>> = {
  '': (page) => page.length,
  ', as bytes': (page) => Buffer.from(page).length,
}

export const bench: Bench = {
  words: 'processor time of a typical page through our components, the official macros and plain strings',
  async run({ print, note }) {
    const { draw: plain, forget } = await unescaped()
    try {
      const draws = { ours: typicalPage, unescaped: plain, hand: handWritten, official: official() }
      prove(draws)
      note(`the page has ${typicalPage(contentOf(1)).length} characters`)
      for (const [ending, finish] of Object.entries(FINISHES)) {
        const runs = {
          ours: costOf(draws.ours, 400, finish),
          unescaped: costOf(draws.unescaped, 400, finish),
          hand: costOf(draws.hand, 400, finish),
          official: costOf(draws.official, 20, finish),
        }
        for (const warm of Object.values(runs)) for (let i = 0; i < 3; i++) warm()
        const { ours, ...others } = await interleave(ROUNDS, runs)
        const shared = { bench: 'page', ours, unit: 'ms CPU', better: 'lower', runs: ROUNDS } as const
        print(lineOf({ ...shared, case: `official Nunjucks macros${ending}`, baseline: others.official, goal: 0.033 }))
        print(lineOf({ ...shared, case: `plain string${ending}`, baseline: others.unescaped, goal: 2 }))
        print(lineOf({ ...shared, case: `hand-written${ending}`, baseline: others.hand, goal: null }))
      }
    } finally {
      forget()
    }
  },
}
