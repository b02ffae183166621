// What is unfinished goes on in the next cycle, with what it needs and nothing else.
import assert from 'node:assert/strict'
import { larchmead } from '../../../../seeds/cast.ts'
import { rolledBack } from '../../../../tests/world.ts'
import { keepReview } from '../reviews/service.ts'
import type { Cycle } from '../standing/rules.ts'
import { currentCycle } from '../standing/service.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { makeIndicator, noteReading } from './indicators/service.ts'
import {
  actionsOf,
  carryUnfinished,
  indicatorsOf,
  loadAction,
  loadPlanning,
  makeAction,
  moveAction,
  stepsOf,
} from './service.ts'
import { tickStep } from './steps/service.ts'

const { setting } = larchmead

async function nextCycle(ctx: Ctx, before: Cycle): Promise<Cycle> {
  await ctx.tx.client.query(`update toolkit.cycles set stage = 'closed' where setting_id = $1`, [setting])
  await ctx.tx.client.query(
    `insert into toolkit.cycles (setting_id, number, edition_key, edition_version, started_on, moved_at) values ($1, $2, $3, $4, '2027-09-01', $5)`,
    [setting, before.number + 1, before.edition_key, before.edition_version, ctx.now],
  )
  return (await currentCycle(ctx.tx, setting))!
}

const blank = {
  move: '',
  owner_id: null,
  people: null,
  starts_on: null,
  due_on: null,
  intended_impact: null,
  evidence_plan: null,
  pupil_view: null,
  activity_level: null,
  steps: [],
}

rolledBack(
  'unfinished actions go on with their open steps, measures and readings, and the old ones stay as they were',
  async (w) => {
    await w.inCtx('amina', { setting }, async (ctx) => {
      const planning = await loadPlanning(ctx, { setting })
      await ctx.tx.client.query(
        `update toolkit.actions set state = 'stopped' where setting_id = $1 and cycle_id = $2`,
        [setting, planning.cycle.id],
      )
      const criterion = planning.edition.principles[0]!.criteria[0]!.key
      const make = async (title: string, steps: string[] = []): Promise<string> => {
        const made = await makeAction(ctx, planning, { ...blank, title, criterion, steps })
        assert.ok('id' in made)
        return made.id
      }
      const at = (action: string) => loadAction(ctx, { setting, action })
      const open = await make('Still open', ['First', 'Second', 'Third'])
      const reviewedOpen = await make('Reviewed, carry on')
      const finished = await make('Finished')
      await moveAction(ctx, await at(open), 'under_way')
      const { action } = await at(open)
      const first = (await stepsOf(ctx, [action]))[0]!
      await tickStep(ctx, action, first, true)
      await makeIndicator(ctx, action, {
        name: 'Feel heard',
        unit: '%',
        better: 'higher',
        baseline: 40,
        baseline_on: '2026-09-01',
        target: null,
        target_on: null,
      })
      await noteReading(ctx, action, (await indicatorsOf(ctx, [action]))[0]!, { on_day: '2026-11-01', value: 45 })
      const review = {
        done_words: 'Some of it',
        changed: 'some',
        pupils_words: null,
        next_words: null,
        version: 0,
      } as const
      assert.ok(await keepReview(ctx, await at(reviewedOpen), { ...review, next: 'carry_on' }))
      assert.ok(await keepReview(ctx, await at(finished), { ...review, next: 'finished' }))
      const next = await nextCycle(ctx, planning.cycle)

      assert.equal(await carryUnfinished(ctx, planning.cycle, next), 2)
      const carried = await actionsOf(ctx, next)
      assert.deepEqual(carried.map((one) => one.title).sort(), ['Reviewed, carry on', 'Still open'])
      const copy = carried.find((one) => one.title === 'Still open')!
      assert.equal(copy.carried_from, open)
      assert.equal(copy.state, 'under_way')
      assert.deepEqual(
        (await stepsOf(ctx, [copy])).map((step) => [step.position, step.words, step.done_at]),
        [
          [1, 'Second', null],
          [2, 'Third', null],
        ],
      )
      const [indicator] = await indicatorsOf(ctx, [copy])
      assert.deepEqual(
        [indicator?.name, indicator?.baseline, indicator?.readings.map((one) => one.value)],
        ['Feel heard', 40, [45]],
      )
      assert.equal((await stepsOf(ctx, [(await at(open)).action])).length, 3)
      assert.equal(await carryUnfinished(ctx, planning.cycle, next), 0, 'a second time copies nothing')
    })
  },
)

rolledBack('an owner who has left the team does not come along', async (w) => {
  await w.inCtx('amina', { setting }, async (ctx) => {
    const planning = await loadPlanning(ctx, { setting })
    const owned = (await actionsOf(ctx, planning.cycle)).find(
      (action) => action.owner_id !== null && (action.state === 'planned' || action.state === 'under_way'),
    )!
    await ctx.tx.client.query(
      `update toolkit.team_members set left_on = '2026-11-01' where setting_id = $1 and id = $2`,
      [setting, owned.owner_id],
    )
    const next = await nextCycle(ctx, planning.cycle)
    await carryUnfinished(ctx, planning.cycle, next)
    const copy = (await actionsOf(ctx, next)).find((action) => action.carried_from === owned.id)
    assert.ok(copy)
    assert.equal(copy.owner_id, null)
  })
})

rolledBack('the plan of a closed cycle can be read and no longer changed', async (w) => {
  const id = await w.inCtx('amina', { setting }, async (ctx) => {
    const planning = await loadPlanning(ctx, { setting })
    await ctx.tx.client.query(`update toolkit.cycles set stage = 'closed' where setting_id = $1`, [setting])
    return (await actionsOf(ctx, planning.cycle))[0]!.id
  })
  const amina = await w.as('amina')
  const at = `/settings/${setting}/toolkit/actions/${id}`
  assert.equal((await amina.get(at)).status, 200)
  const refused = await amina.post(`${at}/state`, { state: 'done', back: 'action' })
  assert.equal(refused.status, 409)
  assert.ok(refused.text.includes('This cycle is complete'))
})
