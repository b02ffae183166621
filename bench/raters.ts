// What a rater's phone fetches first, in each language, and whether a year group behind one address gets through: three
// hundred pupils of one school, each opening the link, reading the questions and sending a sheet, within a minute.
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { alderbourne } from '../seeds/cast.ts'
import { openPair } from '../seeds/views.ts'
import { allMigrations, makeHouse } from '../src/app.ts'
import { makeServer } from '../src/kernel/http.ts'
import { sheetOf } from '../src/modules/toolkit/raters/sheets.ts'
import { firstLoad } from './bytes.ts'
import { makeCounty, type Database } from './database.ts'
import { lineOf, type Bench, type Lab } from './measure.ts'

const MOST = 45
const RATERS = 300
const SECONDS = 60
/** As many at once as a hall of laptops. */
const AT_ONCE = 60
const FIRST = `/views/${openPair.token}`

/** The letters that a reader sees, not those of tags. */
const lettersOf = (html: string): string => html.replace(/<[^>]*>/g, ' ')

async function weigh(app: FastifyInstance, { print, note }: Lab): Promise<void> {
  for (const language of sheetOf('pupils', 1).languages) {
    const all = await firstLoad(app, `${FIRST}?language=${language}`, '', lettersOf)
    for (const { path, bytes, type } of all) note(`  ${String(bytes).padStart(6)} ${path.slice(0, 40)} (${type})`)
    const ours = all.reduce((sum, one) => sum + one.bytes, 0) / 1000
    const name = `first page, ${language}`
    print(lineOf({ bench: 'raters', case: name, ours, baseline: MOST, unit: 'kB', goal: 1, better: 'lower', runs: 1 }))
  }
}

/** One pupil, as a browser of theirs would: true when the sheet was taken. */
async function rate(url: string, n: number): Promise<boolean> {
  const first = await fetch(url + FIRST)
  await first.text()
  const questions = await fetch(`${url}${FIRST}/en`)
  const once = /name="once" value="([^"]+)"/.exec(await questions.text())?.[1] ?? randomUUID()
  const items = sheetOf('pupils', 1).items.map(({ key }, i) => [`item_${key}`, String((n + i) % 4)])
  const body = new URLSearchParams([...items, ['once', once], ['change_first', 'student_voice']])
  const sent = await fetch(`${url}${FIRST}/en`, { method: 'POST', body, redirect: 'manual' })
  await sent.arrayBuffer()
  return first.status === 200 && questions.status === 200 && sent.status === 303
}

const countSheets = async ({ asSuperuser }: Database): Promise<number> =>
  asSuperuser(async (client) => {
    const { rows } = await client.query('select count(*)::int as n from toolkit.sheets where setting_id = $1', [
      alderbourne.setting,
    ])
    return (rows[0] as { n: number }).n
  })

async function crowd(app: FastifyInstance, database: Database, { print, note }: Lab): Promise<void> {
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const before = await countSheets(database)
  const began = performance.now()
  let next = 0
  let refused = 0
  const pupil = async (): Promise<void> => {
    while (next < RATERS) if (!(await rate(url, next++))) refused += 1
  }
  await Promise.all(Array.from({ length: AT_ONCE }, pupil))
  const seconds = (performance.now() - began) / 1000
  const counted = (await countSheets(database)) - before
  note(
    `  ${RATERS} raters from one address, ${AT_ONCE} at once: ${refused} refused, ${counted} counted, ${seconds.toFixed(1)} s`,
  )
  const shared = { bench: 'raters', runs: 1, goal: 1 } as const
  print(
    lineOf({ ...shared, case: 'counted of 300', ours: counted, baseline: RATERS, unit: 'sheets', better: 'higher' }),
  )
  print(lineOf({ ...shared, case: 'time for 300', ours: seconds, baseline: SECONDS, unit: 's', better: 'lower' }))
}

export const bench: Bench = {
  words: `a rater’s first page against ${MOST} kB, and ${RATERS} raters from one address against a minute`,
  async run(lab) {
    const database = await makeCounty(await lab.postgres())
    const app = await makeServer(await makeHouse(database.config, database.engine), allMigrations())
    try {
      await weigh(app, lab)
      await crowd(app, database, lab)
    } finally {
      await app.close()
      await database.close()
    }
  },
}
