// Every route with the addresses it has in the demonstration county: for the proofs that open them all.
import { modules } from '../src/app.ts'
import { transaction } from '../src/kernel/db.ts'
import type { Route } from '../src/kernel/route.ts'
import { alderbourne, larchmead, programme, trust } from '../seeds/cast.ts'
import { openReading } from '../seeds/links.ts'
import { openPair } from '../seeds/views.ts'
import type { House } from '../src/kernel/house.ts'
import { freshLink, freshProof } from './joining.ts'
import { exampleOfBench } from './workbench.ts'
import type { Held } from './world.ts'

export const routes: readonly Route[] = modules.flatMap((module) => module.routes)

export type At = { name: string; setting: string; programme: string }

/** The places from which routes are opened: both schools, the programme's office, the trust's. */
export const PLACES: readonly At[] = [
  { name: 'Larchmead', setting: larchmead.setting, programme: programme.id },
  { name: 'Alderbourne', setting: alderbourne.setting, programme: programme.id },
  { name: 'the programme office', setting: programme.office, programme: programme.id },
  { name: 'the trust office', setting: trust.office, programme: programme.id },
]

const examples = Object.assign({}, ...modules.map((module) => module.examples)) as (typeof modules)[number]['examples']

export function paramsOf(route: Route): string[] {
  return [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!)
}

/** Parameters of routes for which no module gives an example. */
export function paramsWithoutExample(): string[] {
  const named = new Set(routes.flatMap(paramsOf).filter((name) => name !== 'setting' && name !== 'programme'))
  return [...named].filter((name) => !examples[name])
}

export type Address = { path: string; params: Record<string, string> }

/** The address of a route at a place, or undefined where the county has no example for one of its parameters. */
export async function addressOf(w: Held, route: Route, at: At): Promise<Address | undefined> {
  if (paramsOf(route).includes('proof')) return addressIn(w.house, route, at, { proof: await freshProof(w) })
  if (!paramsOf(route).includes('token')) return addressIn(w.house, route, at)
  // Only the hash of a link's token is kept, so there is none to be found: a link is made for the test.
  const token = (await freshLink(w)).split('/').at(-1)!
  return addressIn(w.house, route, at, { token })
}

export async function addressIn(
  house: House,
  route: Route,
  at: At,
  given: Readonly<Record<string, string>> = {},
): Promise<Address | undefined> {
  const params: Record<string, string> = { ...given }
  for (const name of paramsOf(route).filter((one) => given[one] === undefined)) {
    const value =
      name === 'setting' ? at.setting : name === 'programme' ? at.programme : await exampleOf(house, name, at, route)
    if (value === undefined) return undefined
    params[name] = value
  }
  return { path: route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name]!)), params }
}

const kept = new Map<string, string | undefined>()

async function exampleOf(house: House, name: string, at: At, { path }: Route): Promise<string | undefined> {
  // Of a link only hashes are kept; the seeds know the one of the open call, and one by which a Record is read.
  if (name === 'link') return path.startsWith('/reading/') ? openReading : openPair.token
  // A desk lies in memory, and a proof may have forgotten the last one.
  const onBench = await exampleOfBench(house, name, at.programme)
  if (onBench !== undefined) return onBench
  const key = `${name} ${at.setting}`
  if (!kept.has(key)) {
    const reach = { settings: [at.setting], programmes: [at.programme], person: null }
    const found = await transaction(house.engine, { reach, readOnly: true }, (tx) => examples[name]!(tx, at))
    kept.set(key, found)
  }
  return kept.get(key)
}

export function placesFor(route: Route): readonly At[] {
  if (paramsOf(route).includes('setting')) return PLACES
  return PLACES.slice(0, 1)
}
