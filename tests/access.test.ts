// Every route opened as every person of the cast, from their own place and from the others': who gets in is what the
// route declares, and what docs/access.md prints. Nothing answers with a fault.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whetherMay, type Actor, type Answer } from '../src/kernel/access.ts'
import { doorkeeper, modules } from '../src/app.ts'
import { transaction } from '../src/kernel/db.ts'
import { verbsOf } from '../src/kernel/house.ts'
import { castNames, type CastName } from '../seeds/cast.ts'
import { addressOf, paramsWithoutExample, placesFor, routes } from './openings.ts'
import { rolledBack, type Held, type Visitor } from './world.ts'

const verbs = verbsOf({ modules })

test('every parameter of a path has an example in the county', () => {
  assert.deepEqual(paramsWithoutExample(), [])
})

test('every verb that a route asks for is declared, and every declared verb is asked for', () => {
  const asked = new Set(routes.flatMap((route) => (route.who.kind === 'may' ? [route.who.verb] : [])))
  assert.deepEqual(
    [...asked].filter((verb) => !verbs[verb]),
    [],
  )
  assert.deepEqual(
    Object.keys(verbs).filter((verb) => !asked.has(verb)),
    [],
  )
})

test('only links that must write do so on arrival', () => {
  assert.deepEqual(
    routes.filter((route) => route.arrives && route.method !== 'GET'),
    [],
  )
})

type Person = { name: CastName | 'nobody'; visitor: Visitor; actor: Actor | undefined }

async function everyone(w: Held): Promise<Person[]> {
  const people: Person[] = [{ name: 'nobody', visitor: w.nobody(), actor: undefined }]
  for (const name of castNames) {
    const visitor = await w.as(name)
    const there = await transaction(w.house.engine, { role: 'door', readOnly: true }, (tx) =>
      doorkeeper.who(tx, visitor.cookies.get('session')!, w.house.clock()),
    )
    assert.equal(there.kind, 'actor', `${name} is signed in`)
    people.push({ name, visitor, actor: there.kind === 'actor' ? there.actor : undefined })
  }
  return people
}

type Got = Answer | 'fault'

function answerOf(status: number, location: string | undefined): Got {
  if (status >= 500) return 'fault'
  if (status === 303 && location?.startsWith('/sign-in?')) return 'sign-in'
  if (status === 404) return 'not-found'
  return status === 403 ? 'not-allowed' : 'yes'
}

for (const method of ['GET', 'POST'] as const) {
  rolledBack(`every ${method} route lets in exactly those it declares`, async (w) => {
    const people = await everyone(w)
    const wrong: string[] = []
    const opened = new Set<string>()
    for (const route of routes.filter((one) => one.method === method)) {
      for (const at of placesFor(route)) {
        const address = await addressOf(w, route, at)
        if (!address) continue
        for (const { name, visitor, actor } of people) {
          const { setting, programme } = address.params
          const declared = whetherMay(route.who, verbs, actor, { setting, programme })
          const cookies = new Map(visitor.cookies)
          const { status, location } = await w.undone(() =>
            method === 'GET' ? visitor.get(address.path) : visitor.post(address.path),
          )
          visitor.cookies.clear()
          for (const [cookie, value] of cookies) visitor.cookies.set(cookie, value)
          const got = answerOf(status, location)
          // Beyond the door a rule may still say no: the person is not on the team, the row is someone else's.
          const fine =
            got === declared ||
            (declared === 'yes' && (got === 'not-found' || got === 'not-allowed' || got === 'sign-in'))
          if (!fine)
            wrong.push(`${method} ${route.path} as ${name} at ${at.name}: ${got} (${status}), declared ${declared}`)
          if (got === 'yes') opened.add(route.path)
        }
      }
    }
    assert.deepEqual(wrong, [])
    if (method === 'GET')
      assert.deepEqual(
        routes.filter((one) => one.method === 'GET' && !opened.has(one.path)).map((one) => one.path),
        [],
        'opened by nobody',
      )
  })
}
