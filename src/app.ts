// The constitution: which modules there are, in the order they may know each other, and how they become one house.
import { join } from 'node:path'
import pino from 'pino'
import { buildAssets } from '../scripts/build-assets.ts'
import { sensitiveRoles, type Actor } from './kernel/access.ts'
import { ConfigMistake, type Config } from './kernel/config.ts'
import { nowhere, transaction } from './kernel/db.ts'
import type { Engine } from './kernel/engine.ts'
import type { House, Log } from './kernel/house.ts'
import { verbsOf, worksOf } from './kernel/house.ts'
import { prepareQueue } from './kernel/jobs.ts'
import { smtpCarrier } from './kernel/mail.ts'
import { migrate, migrationsIn, type Migration } from './kernel/migrate.ts'
import type { Module } from './kernel/module.ts'
import { makeSecrets } from './kernel/secrets.ts'
import type { Doorkeeper } from './kernel/session.ts'
import { markNamed } from './kernel/store.ts'
import { sessionOf, touchSession } from './modules/people/contract.ts'
import { people } from './modules/people/module.ts'
import { placesOf } from './modules/settings/contract.ts'
import { settings } from './modules/settings/module.ts'
import { smallAmong, SMALL_WAY } from './modules/toolkit/contract.ts'
import { toolkit } from './modules/toolkit/module.ts'
import { workbench } from './modules/workbench/module.ts'
import { html } from './view/html.ts'

/** Each level may use the contracts of those above it in this list; facts travel the other way. */
export const levels: readonly (readonly Module[])[] = [
  [people], // 0 who is at the door
  [settings], // 1 where they belong
  [toolkit, workbench], // 3 what people do
]

export const modules: readonly Module[] = levels.flat()

export function allMigrations(): Migration[] {
  const here = import.meta.dirname
  return [
    ...migrationsIn('kernel', join(here, 'kernel')),
    ...modules.flatMap((module) => migrationsIn(module.name, join(here, 'modules', module.name))),
  ]
}

const seeSensitive = sensitiveRoles(verbsOf({ modules }))

export const doorkeeper: Doorkeeper = {
  async who(tx, token, now) {
    const answer = await sessionOf(tx, token, now)
    if (answer.kind !== 'open') return answer
    const { touch, ...person } = answer.session
    const places = await placesOf(tx, person.person_id)
    const schools = places.flatMap((place) => (place.kind === 'school' ? [place.setting_id] : []))
    const small = await smallAmong(tx, schools)
    const actor: Actor = {
      ...person,
      places: places.map((place) => ({
        ...place,
        ways: small.has(place.setting_id) ? [SMALL_WAY] : [],
        sees_sensitive: seeSensitive.has(place.role),
      })),
    }
    return { kind: 'actor', actor, touch }
  },
  touch: touchSession,
}

export const footer = [
  { text: 'Help', href: '/help' },
  { text: 'Words we use', href: '/words' },
  { text: 'Privacy', href: '/privacy' },
  { text: 'Accessibility', href: '/accessibility' },
]

/** The schema and the queue, brought up to date as the owner. */
export async function prepareDatabase(engine: Engine): Promise<string[]> {
  const ran = await migrate(engine, allMigrations())
  await prepareQueue(engine, [
    'facts',
    'letters',
    'sweep',
    ...modules.flatMap((module) => module.jobs.map((job) => job.name)),
  ])
  return ran
}

export function makeLog(level: string): Log {
  return pino({ level, base: null }, pino.destination({ sync: false }))
}

async function isDemo(engine: Engine): Promise<boolean> {
  const mark = await transaction(engine, { role: 'door', reach: nowhere, readOnly: true }, (tx) =>
    tx.maybe(markNamed, { name: 'demo' }),
  )
  return mark !== undefined
}

let building: ReturnType<typeof buildAssets> | undefined

/** Styles and script, built once in this process. Asked for early, so that they are made while the database opens. */
export function assetsReady(): ReturnType<typeof buildAssets> {
  building ??= buildAssets()
  building.catch(() => undefined) // Whoever awaits it is told.
  return building
}

export type HouseOptions = { log?: Log; clock?: () => Date }

/** A house on a database that is up to date. A demonstration refuses to be production. */
export async function makeHouse(config: Config, engine: Engine, options: HouseOptions = {}): Promise<House> {
  const demo = await isDemo(engine)
  if (demo && config.production)
    throw new ConfigMistake(
      'This database is a demonstration and says so for ever. With NODE_ENV=production, use another DATABASE_URL or DATA_DIR.',
    )
  const { outDir: dir, manifest } = await assetsReady()
  const href = (logical: string): string => `/assets/${manifest[logical] ?? logical}`
  return {
    modules,
    engine,
    config,
    secrets: makeSecrets(config.secretKey),
    doorkeeper,
    demo,
    clock: options.clock ?? (() => new Date()),
    log: options.log ?? makeLog(config.logLevel),
    queue: undefined,
    carrier: config.smtpUrl ? smtpCarrier(config.smtpUrl, config.mailFrom) : undefined,
    assets: { dir, href },
    footer,
    demoWords: demo
      ? html`<p class="ws-demo__words">This is a demonstration: every school and person in it is made up.</p>`
      : undefined,
  }
}

export { worksOf }
