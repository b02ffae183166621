// The programme board: only what schools share, counts that never drift, pages that neither skip nor repeat.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { alderbourne, larchmead, programme } from '../../../../seeds/cast.ts'
import { nowhere } from '../../../kernel/db.ts'
import { json } from '../../../kernel/sql.ts'
import { boardAt, sharedAt } from '../paths.ts'
import { publishBoard, recountBoards } from './service.ts'
import * as store from './store.ts'

const schools = [
  { ...larchmead, head: 'ruth' },
  { ...alderbourne, head: 'helen' },
] as const

type Count = { stage: string; moved_term: string; n: number }

/** The counts as kept, and as a recount of the rows gives them. */
async function bothCounts(w: Held): Promise<{ kept: Count[]; recounted: Count[] }> {
  return w.inCtx('priya', { programme: programme.id }, async ({ tx }) => {
    const ask = async (sql: string): Promise<Count[]> => (await tx.client.query<Count>(sql, [programme.id])).rows
    return {
      kept: await ask(
        `select stage, moved_term, n from toolkit.board_counts where programme_id = $1 and n <> 0 order by 1, 2`,
      ),
      recounted: await ask(
        `select stage, moved_term, count(*)::int as n from toolkit.board_rows where programme_id = $1 group by 1, 2 order by 1, 2`,
      ),
    }
  })
}

/** Numbers that look random and are the same in each run. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

rolledBack('after many deeds in any order, the counts are what a recount gives', async (w) => {
  const roll = dice(20_261_119)
  for (let i = 0; i < 30; i += 1) {
    const { setting, head } = schools[roll(2)]!
    await w.inCtx(head, { setting }, async (ctx) => {
      const { client } = ctx.tx
      const stage = ['assess', 'plan', 'review', 'closed'][roll(4)]
      const moved = new Date(w.house.clock().getTime() - roll(400) * 86_400_000)
      if (roll(3) === 0) {
        const off = await client.query(`delete from settings.sharing where setting_id = $1 and flow = 'board'`, [
          setting,
        ])
        if (off.rowCount === 0)
          await client.query(
            `insert into settings.sharing (setting_id, programme_id, flow, since, shared_by) values ($1, $2, 'board', now(), 'A head')`,
            [setting, programme.id],
          )
      } else
        await client.query(
          `update toolkit.cycles c set stage = $2, moved_at = $3
            where setting_id = $1 and number = (select max(number) from toolkit.cycles m where m.setting_id = c.setting_id)`,
          [setting, stage, moved],
        )
      await publishBoard(ctx, setting)
    })
    const { kept, recounted } = await bothCounts(w)
    assert.deepEqual(kept, recounted, `after deed ${i + 1}`)
  }
})

rolledBack('publishing twice counts once, and counting anew changes nothing', async (w) => {
  const before = await bothCounts(w)
  const { setting, head } = schools[0]
  await w.inCtx(head, { setting }, async (ctx) => {
    await publishBoard(ctx, setting)
    await publishBoard(ctx, setting)
  })
  assert.deepEqual(await bothCounts(w), before)
  await w.inCtx(undefined, {}, (ctx) => recountBoards(ctx))
  assert.deepEqual(await bothCounts(w), before)
})

rolledBack('publishing holds its locks until the deed is done', async (w) => {
  const { setting, head } = schools[0]
  const held = await w.inCtx(head, { setting }, async (ctx) => {
    await publishBoard(ctx, setting)
    return ctx.tx.client.query(
      `select mode from pg_locks where locktype = 'advisory' and classid in (8110320, 8110321)`,
    )
  })
  assert.ok(held.rowCount! >= 2)
})

rolledBack('an officer reads the finding, the stages and the schools that share', async (w) => {
  const board = await (await w.as('priya')).get(boardAt(programme.id))
  assert.equal(board.status, 200)
  assert.match(board.text, /schools? ha(s|ve) moved this term/)
  for (const { name } of schools) assert.ok(board.text.includes(name), name)
  const levels = await (await w.as('priya')).get(`${boardAt(programme.id)}?view=levels`)
  assert.match(levels.text, /class="ws-heat"/)
})

rolledBack('a school that stops sharing is only counted as not shared yet', async (w) => {
  const { setting, head, name } = schools[1]
  await w.inCtx(head, { setting }, async (ctx) => {
    await ctx.tx.client.query(`delete from settings.sharing where setting_id = $1`, [setting])
    await ctx.tx.client.query(`update settings.enrolments set flows = '{}' where setting_id = $1`, [setting])
    await publishBoard(ctx, setting)
  })
  const { text } = await (await w.as('priya')).get(boardAt(programme.id))
  assert.ok(!text.includes(name))
  assert.match(text, /enrolled settings? ha(s|ve) not shared/)
})

rolledBack('nobody reads the board of a programme they do not work for', async (w) => {
  for (const stranger of ['ruth', 'nadia'] as const)
    assert.equal((await (await w.as(stranger)).get(boardAt(programme.id))).status, 404, stranger)
  assert.equal((await (await w.as('priya')).get(boardAt(randomUUID()))).status, 404)
})

rolledBack('a school cannot write another’s row, nor any count', async (w) => {
  const { setting, head } = schools[0]
  const count = `insert into toolkit.board_counts values ($1, 'plan', '2026-1', 9)`
  await w.undone(() =>
    assert.rejects(
      w.inCtx(head, { setting }, ({ tx }) => tx.client.query(count, [programme.id])),
      /permission denied|row-level security/,
    ),
  )
  const moved = await w.inCtx(head, { setting }, ({ tx }) =>
    tx.client.query(`update toolkit.board_rows set stage = 'closed' where setting_id = $1`, [alderbourne.setting]),
  )
  assert.equal(moved.rowCount, 0)
})

async function addRows(w: Held, names: readonly string[]): Promise<void> {
  await w.inCtx(undefined, {}, async (ctx) => {
    for (const name of names) {
      const setting = randomUUID()
      const row = {
        programme_id: programme.id,
        name,
        designation: 'primary',
        district_id: null,
        cycle_number: 1,
        stage: 'plan',
        blockers: [],
        levels: {},
        moved_at: new Date(ctx.now.getTime() - 100 * 86_400_000),
        moved_term: '2025-3',
        until: '2028-08-31',
      }
      await ctx.tx.as('web', { ...nowhere, settings: [setting] }, () =>
        ctx.tx.run(store.putRows, { setting, rows: json([row]), at: ctx.now }),
      )
    }
    await recountBoards(ctx)
  })
}

const namesIn = (text: string): string[] =>
  [...text.matchAll(/<th scope="row"[^>]*>(Test [^<]*)<\/th>/g)].map((found) => found[1]!)

rolledBack('pages go on and back by name, and neither skip nor repeat a school', async (w) => {
  const names = Array.from({ length: 120 }, (_, i) => `Test ${String(Math.floor(i / 2)).padStart(3, '0')} school`)
  await addRows(w, names)
  const priya = await w.as('priya')
  const at = `${boardAt(programme.id)}?q=test&stage=plan`
  const seen: string[][] = []
  let href: string | undefined = at
  let last = ''
  while (href) {
    last = (await priya.get(href)).text
    seen.push(namesIn(last))
    href = /<a[^>]*href="([^"]+)"[^>]*rel="next"/.exec(last)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.deepEqual(
    seen.map((page) => page.length),
    [50, 50, 20],
  )
  assert.deepEqual(seen.flat(), names)
  const back = /<a[^>]*href="([^"]+)"[^>]*rel="prev"/.exec(last)![1]!.replaceAll('&amp;', '&')
  assert.deepEqual(namesIn((await priya.get(back)).text), seen[1])
})

rolledBack('schools without a step for nine weeks might welcome a call, and are not blamed', async (w) => {
  await addRows(w, ['Test Quiet school'])
  const { text } = await (await w.as('priya')).get(boardAt(programme.id))
  assert.match(text, /Might welcome a call/)
  assert.match(text, /Test Quiet school<\/strong><br>No step for 14 weeks/)
  assert.doesNotMatch(text, /\b(fail|weak|poor|behind|worst)/i)
})

rolledBack('a strange address asks for nothing: the board stays whole', async (w) => {
  const priya = await w.as('priya')
  for (const query of [
    'stage=x',
    'district=1',
    'designation=constructor',
    'after=zzz',
    `before=${randomUUID()}`,
    'view=x&quiet=1',
    'q=%00%27',
  ])
    assert.equal((await priya.get(`${boardAt(programme.id)}?${query}`)).status, 200, query)
})

rolledBack('a school sees exactly what the programme sees of it', async (w) => {
  const { text } = await (await w.as('ruth')).get(sharedAt(larchmead.setting))
  assert.match(text, /What [^<]+ sees? of your Toolkit/)
  assert.match(text, /No names of staff or pupils/)
  assert.match(text, /Records they may read/)
})
