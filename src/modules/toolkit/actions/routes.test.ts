// People plan: they add actions, tick steps, note numbers, meet one another's changes, and leave a gap with a reason.
import assert from 'node:assert/strict'
import { larchmead, type CastName } from '../../../../seeds/cast.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { loadStanding } from '../standing/service.ts'
import { gapsOf } from './plan/rules.ts'
import { actionsOf, indicatorsOf, loadPlanning, stepsOf, type Action } from './service.ts'

const { setting } = larchmead
const toolkit = `/settings/${setting}/toolkit`

/** What stands now, read as the lead would. */
function seen(w: Held, who: CastName = 'amina') {
  return w.inCtx(who, { setting }, async (ctx) => {
    const planning = await loadPlanning(ctx, { setting })
    const actions = await actionsOf(ctx, planning.cycle)
    const audit = await ctx.tx.client.query(
      `select deed from kernel.audit_lines where setting_id = $1 and deed like 'toolkit.%' order by at, id`,
      [setting],
    )
    return {
      ...planning,
      actions,
      steps: await stepsOf(ctx, actions),
      indicators: await indicatorsOf(ctx, actions),
      deeds: audit.rows.map((row: { deed: string }) => row.deed),
    }
  })
}

async function openGap(w: Held) {
  const { edition, standing } = await seen(w)
  const gap = gapsOf(edition, standing).find((one) => one.actions === 0 && !one.reason)
  assert.ok(gap, 'the demonstration has a gap to answer')
  return gap
}

const found = async (w: Held, id: string): Promise<Action> => {
  const action = (await seen(w)).actions.find((one) => one.id === id)
  assert.ok(action)
  return action
}

const idIn = (location: string | undefined): string => /actions\/([0-9a-f-]{36})/.exec(location ?? '')?.[1] ?? ''

async function addedAction(w: Held, more: Record<string, string> = {}): Promise<string> {
  const gap = await openGap(w)
  const tom = await w.as('tom')
  const added = await tom.post(`${toolkit}/plan/actions`, {
    criterion: gap.criterion.key,
    title: 'Ask every class what helps',
    steps: 'Ask Year 4\nAsk Year 6',
    ...more,
  })
  assert.equal(added.status, 303, added.text)
  return idIn(added.location)
}

rolledBack('a teacher on the team turns a gap into an action with owner, dates and first steps', async (w) => {
  const gap = await openGap(w)
  const before = await seen(w)
  const tom = await w.as('tom')
  const move = gap.criterion.moves[0]!
  const blank = await tom.get(`${toolkit}/plan/actions/new?criterion=${gap.criterion.key}&move=${move.key}`)
  assert.equal(blank.status, 200)
  assert.ok(blank.text.includes(`value="${move.title.replaceAll('&', '&amp;')}"`), 'the idea is in the form')
  const owner = before.standing.team.find((member) => member.name === 'Joan Whitlock')!
  const added = await tom.post(`${toolkit}/plan/actions`, {
    criterion: gap.criterion.key,
    move: move.key,
    title: 'Ask every class what helps',
    owner_id: owner.id,
    people: 'Year 4 and Year 6',
    starts_on: '4 January 2027',
    due_on: '27/3/2027',
    steps: '1. Ask Year 4\n2. Ask Year 6\n',
    intended_impact: 'Pupils say that someone listens.',
    evidence_plan: 'A page of what they said.',
    pupil_view: 'Nobody asks us first.',
    activity_level: '2',
  })
  assert.equal(added.status, 303)
  const action = await found(w, idIn(added.location))
  assert.equal(action.owner_name, 'Joan Whitlock')
  assert.deepEqual(
    [action.starts_on, action.due_on, action.state, action.move_key, action.activity_level, action.steps],
    ['2027-01-04', '2027-03-27', 'planned', move.key, 2, 2],
  )
  const after = await seen(w)
  assert.equal(gapsOf(after.edition, after.standing).find((one) => one.criterion.key === gap.criterion.key)!.actions, 1)
  assert.ok(after.deeds.includes('toolkit.made-action'))
  const shown = await tom.get(`${toolkit}/actions/${action.id}`)
  for (const words of [
    'Ask every class what helps',
    'Joan Whitlock',
    '27 March 2027',
    'Ask Year 6',
    'Nobody asks us first.',
  ])
    assert.ok(shown.text.includes(words), words)
})

rolledBack('mistakes in a new action are said beside their fields and nothing is saved', async (w) => {
  const gap = await openGap(w)
  const amina = await w.as('amina')
  const count = (await seen(w)).actions.length
  const criterion = gap.criterion.key
  const cases = [
    [{ title: '' }, 'Say in a few words what you will do'],
    [{ title: 'x'.repeat(161) }, 'Use 160 characters or fewer'],
    [{ starts_on: 'soon' }, 'Enter the day it starts, like 27 3 2027'],
    [{ starts_on: '2 5 2027', due_on: '1 5 2027' }, 'Enter a day on or after the day it starts'],
    [{ owner_id: '00000000-0000-4000-8000-000000000000' }, 'Choose someone on the team'],
    [{ activity_level: '9' }, 'Choose one from the list'],
    [{ criterion: 'no-such-thing' }, 'Choose what the action is for'],
  ] as const
  for (const [wrong, sentence] of cases) {
    const answered = await amina.post(`${toolkit}/plan/actions`, {
      criterion,
      title: 'Ask every class',
      people: 'Kept <words> & all',
      ...wrong,
    })
    assert.equal(answered.status, 422, sentence)
    assert.ok(answered.text.includes(sentence), sentence)
    if (!('criterion' in wrong)) assert.ok(answered.text.includes('Kept &lt;words&gt; &amp; all'))
  }
  assert.equal((await seen(w)).actions.length, count)
})

rolledBack('someone who saves over a colleague’s change sees both and loses no word', async (w) => {
  const id = await addedAction(w)
  const stale = await found(w, id)
  const at = `${toolkit}/actions/${id}/edit`
  const joan = await w.as('joan')
  const first = await joan.post(at, { title: 'Joan’s title', people: 'Joan’s people', version: String(stale.version) })
  assert.equal(first.status, 303)
  const tom = await w.as('tom')
  const second = await tom.post(at, { title: 'Tom’s title', people: 'Tom’s people', version: String(stale.version) })
  assert.equal(second.status, 409)
  for (const words of ['Joan Whitlock changed this', 'Joan’s title', 'Joan’s people', 'Tom’s title', 'Tom’s people'])
    assert.ok(second.text.includes(words), words)
  assert.equal((await found(w, id)).title, 'Joan’s title')
  const now = /name="version" value="(\d+)"/.exec(second.text)?.[1]
  assert.equal(now, String(stale.version + 1))
  const third = await tom.post(at, { title: 'Tom’s title', people: 'Tom’s people', version: now })
  assert.equal(third.status, 303)
  assert.equal((await found(w, id)).title, 'Tom’s title')
})

rolledBack('an action is stopped, never deleted, and a press brings it back', async (w) => {
  const id = await addedAction(w)
  const sam = await w.as('sam')
  const at = `${toolkit}/actions/${id}/state`
  for (const [state, back] of [
    ['under_way', 'plan'],
    ['done', 'action'],
    ['stopped', 'action'],
    ['under_way', 'action'],
  ] as const) {
    const moved = await sam.post(at, { state, back })
    assert.equal(moved.location, back === 'plan' ? `${toolkit}/plan` : `${toolkit}/actions/${id}`)
    assert.equal((await found(w, id)).state, state)
  }
  assert.equal((await sam.post(at, { state: 'lost', back: 'plan' })).status, 400)
  // A colleague who is writing is not interrupted by a press of a button.
  assert.equal((await found(w, id)).version, 1)
})

rolledBack('steps are added, ticked, put in order, reworded and removed', async (w) => {
  const id = await addedAction(w)
  const dee = await w.as('dee')
  const at = `${toolkit}/actions/${id}/steps`
  const steps = async () => (await seen(w)).steps.filter((step) => step.action_id === id)
  assert.equal((await dee.post(at, { words: 'Tell governors' })).status, 303)
  assert.equal((await dee.post(at, { words: '  ' })).status, 422)
  const [first, second, third] = await steps()
  assert.equal(third!.words, 'Tell governors')
  await dee.post(`${at}/${third!.id}/place`, { way: 'up' })
  assert.deepEqual(
    (await steps()).map((step) => step.words),
    ['Ask Year 4', 'Tell governors', 'Ask Year 6'],
  )
  await dee.post(`${at}/${first!.id}/tick`, { done: '1' })
  assert.equal((await steps())[0]!.done_by, 'Dee Marsh')
  await dee.post(`${at}/${first!.id}/tick`, { done: '' })
  assert.equal((await steps())[0]!.done_at, null)
  assert.equal((await dee.post(`${at}/${second!.id}`, { words: 'Ask Year 5', was: second!.words })).status, 303)
  const stale = await dee.post(`${at}/${second!.id}`, { words: 'Ask Year 3', was: second!.words })
  assert.equal(stale.status, 409)
  assert.ok(stale.text.includes('Ask Year 5') && stale.text.includes('Ask Year 3'))
  assert.ok((await dee.get(`${at}/${first!.id}/removal`)).text.includes('Remove this step?'))
  await dee.post(`${at}/${first!.id}/removal`)
  assert.deepEqual(
    (await steps()).map((step) => step.words),
    ['Tell governors', 'Ask Year 5'],
  )
  assert.equal((await dee.get(`${at}/${first!.id}`)).status, 404)
})

rolledBack('a measure has its numbers, one for each day, and a chart with a table', async (w) => {
  const id = await addedAction(w)
  const amina = await w.as('amina')
  const at = `${toolkit}/actions/${id}/indicators`
  const half = await amina.post(at, { name: 'Pupils who feel heard', unit: '%', better: 'higher', baseline: '42' })
  assert.ok(half.status === 422 && half.text.includes('Enter the day of the first number'))
  const made = await amina.post(at, {
    name: 'Pupils who feel heard',
    unit: '%',
    better: 'higher',
    baseline: '42%',
    baseline_on: '1 9 2026',
    target: '60',
    target_on: '16 7 2027',
  })
  assert.equal(made.status, 303)
  const page = made.location!
  for (const [value, on_day, status] of [
    ['1,050', '1 10 2026', 303],
    ['50', '1 10 2026', 303],
    ['55.5', '2 11 2026', 303],
    ['lots', '2 11 2026', 422],
    ['60', '1 1 2027', 422],
  ] as const)
    assert.equal((await amina.post(`${page}/readings`, { value, on_day })).status, status, `${value} ${on_day}`)
  const indicator = (await seen(w)).indicators.find((one) => one.action_id === id)!
  assert.deepEqual(
    indicator.readings.map(({ on_day, value }) => [on_day, value]),
    [
      ['2026-10-01', 50],
      ['2026-11-02', 55.5],
    ],
  )
  const shown = await amina.get(page)
  for (const words of [
    '<svg',
    'From 42% on 1 September 2026 to 55.5% on 2 November 2026',
    'See the numbers as a table',
  ])
    assert.ok(shown.text.includes(words), words)
  await amina.post(`${page}/readings-removed`, { on_day: '2026-10-01' })
  const stale = await amina.post(`${page}/edit`, { name: 'Other', better: 'lower', version: '7' })
  assert.equal(stale.status, 409)
  assert.equal(
    (await amina.post(`${page}/edit`, { name: 'Feel heard', unit: '%', better: 'higher', version: '1' })).status,
    303,
  )
  await amina.post(`${page}/removal`)
  assert.equal((await seen(w)).indicators.filter((one) => one.action_id === id).length, 0)
})

rolledBack('a gap is left for now with a reason, and two reasons at once are both shown', async (w) => {
  const gap = await openGap(w)
  const at = `${toolkit}/plan/criteria/${gap.criterion.key}/reason`
  const amina = await w.as('amina')
  assert.equal((await amina.post(at, { reason: '', version: '0' })).status, 422)
  const kept = await amina.post(at, { reason: 'Playtimes first; this in the summer.', version: '0' })
  assert.equal(kept.location, `${toolkit}/plan/principles/${gap.principle.key}#${gap.criterion.key}`)
  const late = await (await w.as('ruth')).post(at, { reason: 'Ruth’s reason', version: '0' })
  assert.equal(late.status, 409)
  assert.ok(late.text.includes('Playtimes first') && late.text.includes('Ruth’s reason'))
  const { edition, standing } = await seen(w)
  assert.equal(
    gapsOf(edition, standing).find((one) => one.criterion.key === gap.criterion.key)?.reason?.given_by,
    'Amina Osei',
  )
  const strength = standing.agreed.find((one) => one.moment === 'assess' && (one.level ?? 0) >= 2)!
  const wrong = await amina.post(`${toolkit}/plan/criteria/${strength.criterion_key}/reason`, {
    reason: 'Never',
    version: '0',
  })
  assert.equal(wrong.status, 422)
  assert.equal(
    (await amina.post(`${toolkit}/plan/criteria/none/reason`, { reason: 'Never', version: '0' })).status,
    404,
  )
})

rolledBack('the plan can be read by those who may, and changed only by the team and those who lead', async (w) => {
  const id = await addedAction(w)
  const leila = await w.as('leila')
  for (const path of ['plan', 'plan/calendar', 'plan/principles/student_voice', `actions/${id}`])
    assert.equal((await leila.get(`${toolkit}/${path}`)).status, 200, path)
  assert.equal((await leila.get(`${toolkit}/actions/${id}/edit`)).status, 403)
  const helen = await w.as('helen')
  assert.equal((await helen.get(`${toolkit}/plan`)).status, 404)
  await w.inCtx('amina', { setting }, (ctx) =>
    ctx.tx.client.query(
      `update toolkit.team_members set left_on = '2026-11-01' where setting_id = $1 and name = any ($2)`,
      [setting, ['Tom Reeve', 'Ruth Adeyemi']],
    ),
  )
  const tom = await w.as('tom')
  const refused = await tom.post(`${toolkit}/actions/${id}/state`, { state: 'done', back: 'plan' })
  assert.equal(refused.status, 403)
  assert.ok(refused.text.includes('The plan is changed by the resilience team'))
  assert.ok(!(await tom.get(`${toolkit}/actions/${id}`)).text.includes('Mark as done'))
  const ruth = await w.as('ruth')
  assert.equal((await ruth.post(`${toolkit}/actions/${id}/state`, { state: 'done', back: 'plan' })).status, 303)
})

const link = (action: string): string => `href="${toolkit}/actions/${action}"`

rolledBack('the board shows what a filter asks for, and nonsense in the address shows everything', async (w) => {
  const id = await addedAction(w, { title: 'Nobody’s own action' })
  const { standing, edition, actions } = await seen(w)
  const amina = await w.as('amina')
  const owner = standing.team.find((member) => actions.some((action) => action.owner_id === member.id))!
  const own = actions.find((action) => action.owner_id === owner.id)!
  const shows = async (query: string): Promise<boolean[]> => {
    const { text, status } = await amina.get(`${toolkit}/plan${query}`)
    assert.equal(status, 200)
    return [text.includes(link(id)), text.includes(link(own.id))]
  }
  assert.deepEqual(await shows(''), [true, true])
  assert.deepEqual(await shows('?owner=nobody'), [true, false])
  assert.deepEqual(await shows(`?owner=${owner.id}`), [false, true])
  assert.deepEqual(await shows('?owner=%27;--&principle=x'), [true, true])
  const principle = edition.principles.find(
    (one) =>
      !one.criteria.some((criterion) =>
        actions.some((action) => action.criterion_key === criterion.key && action.id !== id),
      ),
  )
  if (principle) assert.equal((await shows(`?principle=${principle.key}`))[1], false)
  assert.equal((await shows('?late=yes'))[0], false)
})

rolledBack('ids that are not there are not found, whoever asks', async (w) => {
  const amina = await w.as('amina')
  for (const path of [
    'actions/1',
    'actions/00000000-0000-4000-8000-000000000000',
    'plan/principles/none',
    'actions/00000000-0000-4000-8000-000000000000/review',
  ])
    assert.equal((await amina.get(`${toolkit}/${path}`)).status, 404, path)
})

rolledBack('what blocks the plan stage shrinks as gaps are answered', async (w) => {
  const open = async (): Promise<number> => {
    const { standing, edition } = await seen(w)
    return gapsOf(edition, standing).filter((gap) => gap.actions === 0 && !gap.reason).length
  }
  const before = await open()
  await addedAction(w)
  assert.equal(await open(), before - 1)
  const again = await w.inCtx('amina', { setting }, async (ctx) =>
    loadStanding(ctx.tx, (await loadPlanning(ctx, { setting })).cycle),
  )
  assert.equal(again.cycle.stage, 'plan')
})

rolledBack(
  'on a colleague’s home page stands what others did to the plan, and not what they did themselves',
  async (w) => {
    const amina = await w.as('amina')
    const ruth = await w.as('ruth')
    const path = `/settings/${larchmead.setting}/toolkit/actions`
    const action = /\/toolkit\/actions\/([0-9a-f-]{36})/.exec(
      (await amina.get(`/settings/${larchmead.setting}/toolkit/plan`)).text,
    )![1]!
    assert.equal((await amina.post(`${path}/${action}/steps`, { words: 'Ask the youngest first' })).status, 303)
    const step = [...(await amina.get(`${path}/${action}`)).text.matchAll(/\/steps\/([0-9a-f-]{36})\/tick/g)].at(
      -1,
    )![1]!
    assert.equal((await amina.post(`${path}/${action}/steps/${step}/tick`, { done: 'yes' })).status, 303)
    assert.match((await ruth.get('/')).text, /Amina Osei finished a step of “[^”]+”: Ask the youngest first/)
    assert.doesNotMatch((await amina.get('/')).text, /Amina Osei finished a step/)
  },
)
