// What a Record costs on paper: the largest of the demonstration county as PDF/UA, page for page, against a document of
// one blank page from the same renderer, through the same thread. Each round draws another Record: what people wrote
// differs in every sentence, so nothing of them is remembered from the round before; what the edition says is the same.
import { transaction } from '../src/kernel/db.ts'
import { makeCtx } from '../src/kernel/house.ts'
import { drawPdf, stopTypst } from '../src/kernel/typst.ts'
import { makeHouse } from '../src/app.ts'
import type { RecordDocument } from '../src/modules/toolkit/records/document.ts'
import { printed, RECORD_TEMPLATE } from '../src/modules/toolkit/records/print.ts'
import { documentOf } from '../src/modules/toolkit/records/service.ts'
import { cyclesOf } from '../src/modules/toolkit/standing/service.ts'
import { makeCounty, type Database } from './database.ts'
import { interleave, lineOf, timeOf, type Bench } from './measure.ts'

const ROUNDS = 25
const WARM = 3
const BLANK = 'bench/blank.typ'
/** What the edition says, or a choice: the same in every Record. */
const FIXED = new Set(['key', 'text', 'focusQuestion', 'stage', 'state', 'kind', 'changed', 'next', 'move', 'better'])
const DAY = /^\d{4}-\d{2}-\d{2}/

/** The same Record as if other people had written it. */
function rewritten(value: unknown, round: number): unknown {
  if (typeof value === 'string') return value === '' || DAY.test(value) ? value : `${value} ${round}`
  if (Array.isArray(value)) return value.map((one) => rewritten(one, round))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => [name, FIXED.has(name) ? own : rewritten(own, round)]),
  )
}

async function largest({ engine, config, asSuperuser }: Database): Promise<RecordDocument> {
  const found = await asSuperuser((client) =>
    client.query<{ setting_id: string; id: string }>(
      `select c.setting_id, c.id from toolkit.cycles c
        order by (select count(*) from toolkit.actions a where a.setting_id = c.setting_id and a.cycle_id = c.id)
               + (select count(*) from toolkit.evidence e where e.setting_id = c.setting_id and e.cycle_id = c.id)
               + (select count(*) from toolkit.agreed_ratings r where r.setting_id = c.setting_id and r.cycle_id = c.id) desc, c.id
        limit 1`,
    ),
  )
  const { setting_id: setting, id } = found.rows[0]!
  const house = await makeHouse(config, engine)
  const reach = { settings: [setting], programmes: [], person: null }
  return transaction(engine, { reach, readOnly: true }, async (tx) => {
    const cycle = (await cyclesOf(tx, setting)).find((one) => one.id === id)!
    return documentOf(makeCtx(house, tx, undefined, house.clock()), cycle)
  })
}

/** The count of the page tree's root: the only one that is not inside another. */
function pagesIn(pdf: Buffer): number {
  const counts = [...pdf.toString('latin1').matchAll(/\/Count\s+(\d+)/g)].map((match) => Number(match[1]))
  if (counts.length === 0) throw new Error('The PDF does not say how many pages it has')
  return Math.max(...counts)
}

export const bench: Bench = {
  words: 'the largest demonstration Record as PDF, page for page, against a blank page of the same renderer',
  async run({ print, note, postgres }) {
    const database = await makeCounty(await postgres())
    try {
      const document = await largest(database)
      const { chapters } = document
      const paper = (round: number): ReturnType<typeof printed> =>
        printed({ ...document, chapters: rewritten(chapters, round) as typeof chapters }, { kind: 'living' })
      const pages = pagesIn(await drawPdf(RECORD_TEMPLATE, paper(0)))
      note(`${document.setting.name}, cycle ${document.cycle.number}: ${pages} pages`)
      let round = 0
      const { setting, asAt, date } = paper(0)
      const blank = (n: number): Promise<Buffer> =>
        drawPdf(BLANK, { title: `Blank ${(round += 1)}`, setting, asAt, date, pages: n })
      const runs = {
        ours: async () => {
          const data = paper((round += 1))
          return (await timeOf(() => drawPdf(RECORD_TEMPLATE, data))) / pages
        },
        one: () => timeOf(() => blank(1)),
        many: async () => (await timeOf(() => blank(pages))) / pages,
      }
      for (let i = 0; i < WARM; i += 1) for (const run of Object.values(runs)) await run()
      const taken = await interleave(ROUNDS, runs)
      const shared = { bench: 'record', ours: taken.ours, unit: 'ms a page', better: 'lower', runs: ROUNDS } as const
      print(lineOf({ ...shared, case: 'against a blank page', baseline: taken.one, goal: 3 }))
      print(lineOf({ ...shared, case: 'against as many blank pages', baseline: taken.many, goal: null }))
    } finally {
      await stopTypst()
      await database.close()
    }
  },
}
