// Packs: each says its own things in its own order, names people only where it says so, is a tagged document that
// can be read back, and is one school's alone.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { alderbourne, larchmead } from '../../../../seeds/cast.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { drawPdf, stopTypst } from '../../../kernel/typst.ts'
import { nounsOf } from '../edition.ts'
import { packAt, packsAt } from '../paths.ts'
import type { RecordDocument } from '../records/document.ts'
import { documentOf } from '../records/service.ts'
import { cyclesOf } from '../standing/service.ts'
import { governorsPack } from './governors.ts'
import { PACK_KEYS, PACK_TEMPLATE, packed, PACKS } from './pieces.ts'

const { setting } = larchmead
const folder = mkdtempSync(join(tmpdir(), 'wholeschool-packs-'))

after(async () => {
  await stopTypst()
  rmSync(folder, { recursive: true, force: true })
})

const nouns = nounsOf(undefined)
const today = '2026-11-19'

function documents(w: Held): Promise<RecordDocument[]> {
  return w.inCtx('ruth', { setting }, async (ctx) => {
    const all: RecordDocument[] = []
    for (const cycle of await cyclesOf(ctx.tx, setting)) all.push(await documentOf(ctx, cycle))
    return all
  })
}

/** What poppler reads in a drawn pack; undefined where it is not installed. */
function readBack(program: 'pdftotext' | 'pdfinfo', pdf: Buffer, args: readonly string[]): string | undefined {
  const path = join(folder, 'pack.pdf')
  writeFileSync(path, pdf)
  try {
    const to = program === 'pdftotext' ? ['-'] : []
    return execFileSync(program, [...args, path, ...to], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

for (const key of PACK_KEYS)
  rolledBack(`the pack ${PACKS[key].title.toLowerCase()} is a tagged PDF with a title and a language`, async (w) => {
    for (const document of await documents(w)) {
      const pdf = await drawPdf(PACK_TEMPLATE, packed(key, { document, nouns, today }))
      const raw = pdf.toString('latin1')
      assert.match(raw, /<pdfuaid:part>1</)
      assert.match(raw, /\/MarkInfo/)
      assert.match(raw, /\/Lang\s*\(en-GB\)/i)
      const about = readBack('pdfinfo', pdf, [])
      if (about === undefined) return
      assert.match(about, new RegExp(`Title:\\s+${PACKS[key].title}: Larchmead Primary School`))
      assert.match(about, /Tagged:\s+yes/)
      const pages = Number(/Pages:\s+(\d+)/.exec(about)![1])
      if (key === 'governors') assert.ok(pages >= 2 && pages <= 4, `${pages} pages for governors`)
      if (key === 'trust') assert.ok(pages <= 4, `${pages} pages for a trust board`)
      const text = readBack('pdftotext', pdf, [])!
      for (const section of packed(key, { document, nouns, today }).sections)
        assert.ok(text.replaceAll(/\s+/g, ' ').includes(section.heading), `${section.heading} is not read back`)
      const tags = readBack('pdfinfo', pdf, ['-struct'])!
      for (const tag of ['H1', 'Table', 'TH', 'TD', 'L']) assert.match(tags, new RegExp(`^\\s*${tag}\\b`, 'm'))
    }
  })

rolledBack('governors and a trust board are told no names; inspection is told whose receipts they are', async (w) => {
  const [document] = await documents(w)
  const names = document!.team.members.map((member) => member.name)
  assert.ok(names.length > 3)
  for (const key of ['governors', 'trust'] as const) {
    const { about, sections } = packed(key, { document: document!, nouns, today })
    for (const name of names) assert.ok(!JSON.stringify([about, sections]).includes(name), `${name} is in ${key}`)
  }
  const inspection = JSON.stringify(packed('inspection', { document: document!, nouns, today }))
  assert.ok(names.some((name) => inspection.includes(name)))
})

rolledBack('inspection reads every receipt and every action; each pack has an order of its own', async (w) => {
  const [document] = await documents(w)
  const criteria = document!.chapters.flatMap((chapter) => chapter.criteria)
  const text = JSON.stringify(packed('inspection', { document: document!, nouns, today }))
  for (const { words, on } of criteria.flatMap((one) => one.evidence)) {
    assert.ok(text.includes(JSON.stringify(words).slice(1, -1)), words)
    assert.ok(on.length === 10)
  }
  for (const { title } of criteria.flatMap((one) => one.actions))
    assert.ok(text.includes(JSON.stringify(title).slice(1, -1)), title)
  const orders = PACK_KEYS.map((key) =>
    packed(key, { document: document!, nouns, today })
      .sections.map((section) => section.heading)
      .join(),
  )
  assert.equal(new Set(orders).size, PACK_KEYS.length)
})

rolledBack('a cycle that has only begun gives packs that say so', async (w) => {
  const [document] = await documents(w)
  const bare: RecordDocument = {
    ...document!,
    team: { members: [], gaps: [] },
    chapters: document!.chapters.map((chapter) => ({
      ...chapter,
      agreements: [],
      criteria: chapter.criteria.map((criterion) => ({
        ...criterion,
        agreed: null,
        before: null,
        reviewed: null,
        gapReason: null,
        evidence: [],
        actions: [],
      })),
    })),
  }
  for (const key of PACK_KEYS) {
    const paper = packed(key, { document: bare, nouns, today })
    assert.match(JSON.stringify(paper), /No level is agreed yet/)
    assert.ok((await drawPdf(PACK_TEMPLATE, paper)).length > 1000)
  }
})

test('what is asked of governors uses the setting’s own words for those it is for', () => {
  const document = {
    chapters: [],
    team: { members: [], gaps: [] },
    edition: { levelWords: [] },
  } as unknown as RecordDocument
  const own = { learner: 'young person', learners: 'young people', place: 'club' }
  assert.match(JSON.stringify(governorsPack({ document, nouns: own, today })), /would young people say/)
})

rolledBack('a governor draws a pack in one press; nobody draws another school’s', async (w) => {
  const dee = await w.as('dee')
  assert.match((await dee.get(packsAt(setting))).text, /Draw this pack as PDF/)
  for (const key of PACK_KEYS) {
    const pdf = await dee.get(packAt(setting, key))
    assert.equal(pdf.status, 200, key)
    assert.equal(pdf.headers['content-type'], 'application/pdf')
    assert.match(String(pdf.headers['content-disposition']), /Larchmead Primary School/)
    assert.equal((await dee.get(packAt(alderbourne.setting, key))).status, 404)
    assert.equal((await (await w.as('priya')).get(packAt(setting, key))).status, 404)
    assert.match((await w.nobody().get(packAt(setting, key))).location ?? '', /^\/sign-in/)
  }
  assert.equal((await dee.get(packAt(setting, 'constructor'))).status, 404)
})
