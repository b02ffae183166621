// Whether this process can serve, and which of its parts are not at their best. What it rests on is asked here; a part
// that begins later, such as a sign-in provider, adds a check of its own with `watchPart`. Strangers are told the names
// of parts at most, never why.
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { transaction } from './db.ts'
import type { House } from './house.ts'
import type { Migration } from './migrate.ts'
import * as store from './store.ts'
import { within } from './within.ts'

export type Degraded = {
  /** A short name in small letters that anyone may read: `letters`. */
  part: string
  /** Why, for whoever looks after this installation: no names of people, no secrets. */
  words: string
  /** What does not touch those who use it, and would tell a stranger where to push. */
  quiet?: true
}

export type Readiness = { ready: boolean; degraded: readonly Degraded[] }
/** In a sentence, what is wrong with the part now; undefined when it is well. */
export type PartCheck = (house: House) => string | undefined | Promise<string | undefined>

const ANSWERS_WITHIN = 3000
const MINUTE = 60_000
/** Longer than the queue tries by itself. */
const LETTERS_LEAVE_WITHIN = 30 * MINUTE
const WORK_BEGINS_WITHIN = 10 * 60
const DAY = 24 * 60 * MINUTE
const PART = /^[a-z][a-z0-9-]{0,60}$/

const watched = new Map<string, PartCheck>()

/** Adds a part to /readyz, or puts another check in its place; what comes back takes it away again. */
export function watchPart(part: string, check: PartCheck): () => void {
  if (!PART.test(part)) throw new Error(`${part} is no name for a part: small letters, digits and hyphens`)
  watched.set(part, check)
  return () => {
    if (watched.get(part) === check) watched.delete(part)
  }
}

async function watchedParts(house: House): Promise<Degraded[]> {
  const asked = [...watched].map(async ([part, check]): Promise<Degraded[]> => {
    try {
      const words = await within(ANSWERS_WITHIN, Promise.resolve(check(house)))
      return words === undefined ? [] : [{ part, words }]
    } catch {
      return [{ part, words: 'It could not be asked how it is' }]
    }
  })
  return (await Promise.all(asked)).flat()
}

type Standing = { missing: readonly string[] } | 'no-answer'
/** Tables or rights that a schema not yet made lacks; anything else is a database that cannot be used. */
const NOT_MADE = ['42P01', '3F000', '42501']

async function schemaOf(house: House, migrations: readonly Migration[]): Promise<Standing> {
  const keys = migrations.map((one) => `${one.module}/${one.name}`)
  try {
    const ran = transaction(house.engine, { role: 'door', readOnly: true }, (tx) => tx.many(store.migrationsRun, {}))
    const there = new Set((await within(ANSWERS_WITHIN, ran)).map((row) => row.key))
    return { missing: keys.filter((key) => !there.has(key)) }
  } catch (error) {
    return NOT_MADE.includes((error as { code?: string }).code ?? '') ? { missing: keys } : 'no-answer'
  }
}

async function lettersOf(house: House): Promise<Degraded[]> {
  if (house.demo) return []
  if (!house.carrier) return [{ part: 'letters', words: 'There is no SMTP_URL, so letters wait in the queue' }]
  const now = house.clock().getTime()
  const { waiting } = await transaction(house.engine, { role: 'clerk', readOnly: true }, (tx) =>
    tx.one(store.lettersOverdue, { since: new Date(now - DAY), until: new Date(now - LETTERS_LEAVE_WITHIN) }),
  )
  if (waiting === 0) return []
  const words = `Of the letters of the last day, ${waiting} could not be sent within half an hour`
  return [{ part: 'letters', words }]
}

async function queueOf({ queue }: House): Promise<Degraded[]> {
  if (!queue) return [{ part: 'queue', words: 'The queue is not running' }]
  const late = (await queue.depths()).filter((one) => one.overdue > WORK_BEGINS_WITHIN)
  if (late.length === 0) return []
  const longest = Math.floor(Math.max(...late.map((one) => one.overdue)) / 60)
  const words = `Work has waited for ${longest} minutes in ${late.map((one) => one.queue).join(', ')}`
  return [{ part: 'queue', words }]
}

const ASSETS = ['site.css', 'site.js']

function assetsOf({ assets }: House): Degraded[] {
  const gone = ASSETS.filter((name) => !existsSync(join(assets.dir, basename(assets.href(name)))))
  return gone.length === 0 ? [] : [{ part: 'assets', words: `Not to be found: ${gone.join(', ')}` }]
}

function rolesOf({ engine }: House): Degraded[] {
  if (engine.kind === 'embedded' || engine.separated) return []
  const words = 'Roles are not separated: DATABASE_URL can do what only the owner should'
  return [{ part: 'roles', words, quiet: true }]
}

async function askedOf(part: string, asked: Promise<Degraded[]>): Promise<Degraded[]> {
  try {
    return await within(ANSWERS_WITHIN, asked)
  } catch {
    return [{ part, words: 'It could not be asked how it is' }]
  }
}

/** Without its database, or with a schema that is not its own, it cannot serve; with anything else it can, less well. */
export async function readinessOf(house: House, migrations: readonly Migration[]): Promise<Readiness> {
  const near = [...assetsOf(house), ...rolesOf(house), ...(await watchedParts(house))]
  const schema = await schemaOf(house, migrations)
  if (schema === 'no-answer')
    return { ready: false, degraded: [{ part: 'database', words: 'The database does not answer' }, ...near] }
  if (schema.missing.length > 0)
    return {
      ready: false,
      degraded: [{ part: 'database', words: `Migrations are missing: ${schema.missing.join(', ')}` }, ...near],
    }
  const [queue, letters] = [await askedOf('queue', queueOf(house)), await askedOf('letters', lettersOf(house))]
  return { ready: true, degraded: [...queue, ...letters, ...near] }
}

/** What is said of it: to a stranger, whether, and which parts; to whoever looks after it, why. */
export function readinessFor(house: House, { ready, degraded }: Readiness, insider: boolean): object {
  const told = degraded.filter((one) => insider || !one.quiet)
  const parts = [...new Set(told.map((one) => one.part))]
  if (!insider) return { ready, degraded: parts }
  const why = told.map(({ part, words }) => ({ part, words }))
  return { ready, engine: house.engine.kind, demo: house.demo, degraded: parts, why }
}
