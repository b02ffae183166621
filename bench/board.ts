// What a programme's board costs as a county grows: its counts and one page of fifty, over 24,000 settings against
// over 600, each in a database of its own.
import type pg from 'pg'
import { cast, programme } from '../seeds/cast.ts'
import { chanceFrom } from '../seeds/random.ts'
import { allMigrations, makeHouse } from '../src/app.ts'
import { transaction } from '../src/kernel/db.ts'
import { makeCtx, type House } from '../src/kernel/house.ts'
import { makeServer } from '../src/kernel/http.ts'
import { boardOf, type BoardAsked } from '../src/modules/toolkit/board/service.ts'
import { PAGE_SIZE, STAGES, termOf } from '../src/modules/toolkit/board/rules.ts'
import * as store from '../src/modules/toolkit/board/store.ts'
import { editionFor } from '../src/modules/toolkit/edition.ts'
import { makeCounty, signIn, type Database } from './database.ts'
import { interleave, lineOf, timeOf, type Bench } from './measure.ts'
import type { Postgres } from '../tests/postgres.ts'

const FEW = 600
const MANY = 24_000
const ROUNDS = 300 // of one board each, so that a busy moment is one of many
const WARM = 20
const AT_ONCE = 4000
const DESIGNATIONS = ['primary', 'primary', 'primary', 'secondary', 'special', 'nursery']
const FIRST: BoardAsked = {
  stage: null,
  district: null,
  designation: null,
  q: null,
  quiet: false,
  after: null,
  before: null,
}

const TABLES: Readonly<Record<string, string>> = {
  'settings.settings': 'setting_id, kind, name, designation, created_at',
  'settings.enrolments': 'setting_id, programme_id, name, designation, district_id, enrolled_on, flows',
  'toolkit.board_rows': `programme_id, setting_id, name, designation, district_id, cycle_number, stage, blockers, levels,
    moved_at, moved_term, until, published_at`,
}

type Row = Record<string, unknown> & { flows: string[] }

/** Settings that share their board row with the programme, but for each tenth, which is only enrolled. */
async function addSettings(client: pg.Client, count: number): Promise<void> {
  const chance = chanceFrom('a board')
  const now = Date.now()
  const principles = editionFor('primary')!.principles.map((one) => one.key)
  const districts = (
    await client.query<{ id: string }>('select id from settings.districts where programme_id = $1', [programme.id])
  ).rows
  const rowOf = (n: number): Row => {
    const moved = new Date(now - chance.whole(0, 700) * 86_400_000)
    return {
      programme_id: programme.id,
      setting_id: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`,
      kind: 'school',
      name: `School ${String(chance.whole(0, 999_999)).padStart(6, '0')}`,
      designation: chance.pick(DESIGNATIONS),
      district_id: chance.pick(districts).id,
      enrolled_on: '2025-09-08',
      flows: n % 10 === 0 ? [] : ['board'],
      created_at: new Date(now),
      cycle_number: 1,
      stage: chance.pick(STAGES),
      blockers: [{ rule: 'all-criteria-agreed', n: chance.whole(1, 44) }],
      levels: Object.fromEntries(principles.map((key) => [key, chance.whole(0, 3)])),
      moved_at: moved,
      moved_term: termOf(moved.toISOString().slice(0, 10)),
      until: '2099-12-31',
      published_at: moved,
    }
  }
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => rowOf(from + i))
    for (const [table, columns] of Object.entries(TABLES)) {
      const those = table === 'toolkit.board_rows' ? rows.filter((row) => row.flows.length > 0) : rows
      await client.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        [JSON.stringify(those)],
      )
    }
  }
  await client.query(store.forgetCounts.text)
  await client.query(store.countAnew.text)
  await client.query('vacuum analyze')
}

type Board = {
  database: Database
  service(asked: BoardAsked): Promise<number>
  page(): Promise<number>
  middle: string
  close(): Promise<void>
}

function service(house: House, asked: BoardAsked): Promise<number> {
  const reach = { settings: [], programmes: [programme.id], person: cast.priya.person }
  return timeOf(() =>
    transaction(house.engine, { reach, readOnly: true }, async (tx) => {
      const seen = await boardOf(makeCtx(house, tx, undefined, house.clock()), programme.id, asked)
      if (seen.rows.length !== PAGE_SIZE) throw new Error('The board has no whole page')
    }),
  )
}

async function makeBoard(server: Postgres, count: number): Promise<Board> {
  const database = await makeCounty(server)
  await database.asSuperuser((client) => addSettings(client, count))
  const house = await makeHouse(database.config, database.engine)
  const app = await makeServer(house, allMigrations())
  const headers = { host: 'localhost', cookie: await signIn(database, 'priya') }
  const url = `/programmes/${programme.id}/board`
  const middle = await database.asSuperuser((client) =>
    client.query<{ setting_id: string }>(
      'select setting_id from toolkit.board_rows where programme_id = $1 order by name, setting_id offset $2 limit 1',
      [programme.id, Math.floor(count / 2)],
    ),
  )
  return {
    database,
    middle: middle.rows[0]!.setting_id,
    service: (asked) => service(house, asked),
    page: () =>
      timeOf(async () => {
        const { statusCode } = await app.inject({ url, headers })
        if (statusCode !== 200) throw new Error(`The board answered ${statusCode}`)
      }),
    async close() {
      await app.close()
      await database.close()
    },
  }
}

export const bench: Bench = {
  words: `a programme’s board over ${MANY.toLocaleString('en-GB')} settings against over ${FEW}`,
  async run({ print, note, postgres }) {
    const server = await postgres()
    const boards: Board[] = []
    try {
      const few = await makeBoard(server, FEW)
      boards.push(few)
      const many = await makeBoard(server, MANY)
      boards.push(many)
      note('both boards are made')
      const cases: readonly { name: string; goal: number | null; run(board: Board): Promise<number> }[] = [
        { name: 'counts and first page', goal: 1.5, run: (board) => board.service(FIRST) },
        {
          name: 'counts and a middle page',
          goal: 1.5,
          run: (board) => board.service({ ...FIRST, after: board.middle }),
        },
        { name: 'whole page over HTTP', goal: null, run: (board) => board.page() },
      ]
      for (const { name, goal, run } of cases) {
        for (const board of boards) for (let i = 0; i < WARM; i++) await run(board)
        const taken = await interleave(ROUNDS, { few: () => run(few), many: () => run(many) })
        const shared = { bench: 'board', unit: 'ms', better: 'lower', runs: ROUNDS } as const
        print(lineOf({ ...shared, case: name, ours: taken.many, baseline: taken.few, goal }))
      }
    } finally {
      for (const board of boards) await board.close()
    }
  },
}
