// Comparing as people do it: two cycles at once, two days typed, and what is said where it makes no sense.
import assert from 'node:assert/strict'
import { alderbourne, larchmead } from '../../../../seeds/cast.ts'
import { rolledBack } from '../../../../tests/world.ts'
import { comparisonAt } from '../paths.ts'
import { currentCycle } from '../standing/service.ts'
import { keepRecord } from '../records/service.ts'
import { comparisonOf } from './service.ts'

const { setting } = larchmead
const at = comparisonAt(setting)

rolledBack('a governor sees how this cycle stands beside the last, in words, a chart and a table', async (w) => {
  const { status, text } = await (await w.as('dee')).get(at)
  assert.equal(status, 200)
  assert.match(text, /Set side by side: Cycle 1 and Cycle 2/)
  assert.match(text, /See the numbers as a table/)
  assert.match(text, /How each principle moved/)
  assert.match(text, /What was done between/)
})

rolledBack('the counts on the page are those of the rows', async (w) => {
  const { comparison } = await w.inCtx('ruth', { setting }, (ctx) => comparisonOf(ctx, setting, {}))
  const rows = await w.inCtx('ruth', { setting }, ({ tx }) =>
    tx.client.query(
      `with last as (select distinct on (c.number, a.criterion_key) c.number, a.criterion_key, a.level
                       from toolkit.agreed_ratings a join toolkit.cycles c on c.id = a.cycle_id
                      where a.setting_id = $1 order by c.number, a.criterion_key, a.moment desc)
       select count(*) filter (where two.level > one.level)::int as higher,
              count(*) filter (where two.level < one.level)::int as lower,
              count(*) filter (where two.level = one.level)::int as same
         from last one join last two on two.criterion_key = one.criterion_key and one.number = 1 and two.number = 2`,
      [setting],
    ),
  )
  const { higher, same, lower } = comparison!.count
  assert.deepEqual({ higher, lower, same }, rows.rows[0])
  assert.ok(higher + same + lower > 10)
})

rolledBack('a day is answered from the version kept around it when the level was agreed again since', async (w) => {
  const seen = await w.inCtx('ruth', { setting }, async (ctx) => {
    const cycle = (await currentCycle(ctx.tx, setting))!
    await keepRecord(ctx, cycle, 'Before we look again')
    const changed = await ctx.tx.client.query(
      `update toolkit.agreed_ratings set level = 3 - level, version = version + 1, agreed_at = $3
        where setting_id = $1 and cycle_id = $2 and moment = 'assess' and level is not null returning criterion_key, 3 - level as was`,
      [setting, cycle.id, new Date('2026-11-25T10:00:00Z')],
    )
    const { comparison } = await comparisonOf({ ...ctx, now: new Date('2026-11-26T10:00:00Z') }, setting, {
      from: '19 November 2026',
      to: '26 November 2026',
    })
    return { changed: changed.rows as { criterion_key: string; was: number }[], comparison: comparison! }
  })
  assert.ok(seen.changed.length > 0)
  for (const { criterion_key, was } of seen.changed) {
    const stood = seen.comparison.from.at.get(criterion_key)
    assert.deepEqual([stood?.level, stood?.sure], [was, true], criterion_key)
    assert.equal(seen.comparison.to.at.get(criterion_key)?.level, 3 - was)
  }
  assert.equal(seen.comparison.unsure, 0)
})

rolledBack('days that make no sense are told on the page, with what was typed', async (w) => {
  const ruth = await w.as('ruth')
  const cases: [string, RegExp][] = [
    ['?from=whenever&to=19+November+2026', /Enter a day in the form 4 March 2027/],
    ['?from=1+March+2026&to=1+March+2030', /Enter a day up to today/],
    ['?from=1+March+2026&to=1+February+2026', /Enter a day after the earlier one/],
    ['?from=1+March+1950&to=19+November+2026', /Nothing had begun by then/],
    ['?from=cycle-2&to=cycle-1', /Choose a cycle after the earlier one/],
    ['?from=cycle-1&to=19+November+2026', /Compare a day with a day/],
    ['?from=cycle-1&to=cycle-77', /Nothing had begun by then/],
  ]
  for (const [query, words] of cases) {
    const { status, text } = await ruth.get(`${at}${query}`)
    assert.equal(status, 422, query)
    assert.match(text, words, query)
    assert.match(text, /<title>Error: /)
  }
  assert.match((await ruth.get(`${at}?from=%3Cb%3Enow&to=x`)).text, /&lt;b&gt;now/)
})

rolledBack('whoever has no place in the school finds no comparison', async (w) => {
  assert.equal((await (await w.as('marcus')).get(at)).status, 404)
  assert.equal((await (await w.as('priya')).get(at)).status, 404)
  assert.equal((await (await w.as('helen')).get(comparisonAt(alderbourne.setting))).status, 200)
})
