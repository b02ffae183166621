// Every route of every module that can be switched off: off in a setting, none of its pages there answers, nothing of
// it is in the navigation or on home; on again, all of it is as before. Found by a list, not by remembering.
import assert from 'node:assert/strict'
import { castNames, larchmead, programme } from '../seeds/cast.ts'
import { modules } from '../src/app.ts'
import { addressOf, paramsOf, PLACES } from './openings.ts'
import { otherProgramme } from './rows.ts'
import { rolledBack, type Held, type Visitor } from './world.ts'

const switchable = modules.filter((module) => module.switchable)
const OFF = /This is not switched on here/

async function set(w: Held, off: readonly string[], where: 'setting' | 'programme'): Promise<void> {
  const visitor = await w.as(where === 'setting' ? 'ruth' : 'priya')
  const on = modules.map((module) => module.name).filter((name) => !off.includes(name))
  const path = where === 'setting' ? `/settings/${larchmead.setting}/modules` : `/programmes/${programme.id}/modules`
  const version = /name="version" value="(\d+)"/.exec((await visitor.get(path)).text)?.[1]
  const sent = await visitor.post(path, { modules: on, ...(version ? { version } : {}) })
  assert.equal(sent.status, 303)
}

type Opened = { path: string; method: 'GET' | 'POST'; status: number; off: boolean }

async function openAll(w: Held, visitors: readonly Visitor[]): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const route of switchable
    .flatMap((module) => module.routes)
    .filter((one) => paramsOf(one).includes('setting') && !one.staysOn)) {
    const address = await addressOf(w, route, PLACES[0]!)
    if (!address) continue
    for (const visitor of visitors) {
      const { path } = address
      const got = await w.undone(() => (route.method === 'GET' ? visitor.get(path) : visitor.post(path)))
      opened.push({ path, method: route.method, status: got.status, off: OFF.test(got.text) })
    }
  }
  return opened
}

const wasAllowed = (one: Opened): boolean => one.status !== 403 && one.status !== 404

for (const where of ['setting', 'programme'] as const) {
  rolledBack(`switched off by a ${where}, no page of it answers there, and on again each is as before`, async (w) => {
    assert.ok(switchable.length > 0)
    const visitors = [await w.as('ruth'), await w.as('amina')]
    const before = await openAll(w, visitors)
    assert.ok(before.filter(wasAllowed).length > 50, 'there is something to switch off')
    assert.ok(before.every((one) => !one.off))
    await set(
      w,
      switchable.map((module) => module.name),
      where,
    )
    const off = await openAll(w, visitors)
    off.forEach((one, i) => {
      assert.ok(one.status === 404 || one.status === 403, `${one.method} ${one.path} answers ${one.status}`)
      if (wasAllowed(before[i]!)) assert.ok(one.off, `${one.method} ${one.path} does not say that it is off`)
    })
    await set(w, [], where)
    assert.deepEqual(
      (await openAll(w, visitors)).map((one) => one.status),
      before.map((one) => one.status),
    )
  })
}

rolledBack('what is off is in nobody’s navigation and on nobody’s home', async (w) => {
  const inside = (text: string): boolean => text.includes(`/settings/${larchmead.setting}/toolkit`)
  assert.ok(inside((await (await w.as('amina')).get('/')).text))
  await set(w, ['toolkit'], 'setting')
  for (const name of castNames) {
    const visitor = await w.as(name)
    for (const path of ['/', `/settings/${larchmead.setting}`, `/settings/${larchmead.setting}/sharing`])
      assert.ok(!inside((await visitor.get(path)).text), `${name} at ${path}`)
  }
})

rolledBack('whoever is no part of the setting learns nothing, not even that something is off', async (w) => {
  await set(w, ['toolkit'], 'setting')
  const got = await (await w.as('helen')).get(`/settings/${larchmead.setting}/toolkit`)
  assert.equal(got.status, 404)
  assert.doesNotMatch(got.text, OFF)
  assert.equal((await (await w.as('marcus')).get(`/settings/${PLACES[1]!.setting}/toolkit`)).status, 200)
})

rolledBack(
  'a setting switches within what its programme has on, and two heads do not overwrite each other',
  async (w) => {
    await set(w, ['toolkit'], 'programme')
    const ruth = await w.as('ruth')
    const path = `/settings/${larchmead.setting}/modules`
    assert.match((await ruth.get(path)).text, /Your programmes do not use these at present/)
    const version = /name="version" value="(\d+)"/
    await set(w, [], 'programme')
    const began = version.exec((await ruth.get(path)).text)![1]!
    assert.equal((await ruth.post(path, { modules: [], version: began })).status, 303)
    const second = await ruth.post(path, { modules: ['toolkit'], version: began })
    assert.equal(second.status, 409)
    assert.match(second.text, /Someone else changed this/)
  },
)

rolledBack('what one programme has off and another has on stays on', async (w) => {
  const { id } = await otherProgramme(w)
  await set(w, ['toolkit'], 'programme')
  const path = `/settings/${larchmead.setting}/toolkit`
  assert.equal((await (await w.as('ruth')).get(path)).status, 404)
  await w.inCtx('ruth', { setting: larchmead.setting }, ({ tx }) =>
    tx.client.query(
      `insert into settings.enrolments (setting_id, programme_id, name, designation, enrolled_on) values ($1, $2, 'Larchmead', 'primary', '2026-09-01')`,
      [larchmead.setting, id],
    ),
  )
  assert.equal((await (await w.as('ruth')).get(path)).status, 200)
  await set(w, ['toolkit'], 'setting')
  assert.equal((await (await w.as('ruth')).get(path)).status, 404, 'the setting’s own choice stands')
})
