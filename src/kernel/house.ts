// Everything a running Wholeschool is made of, as one value that app.ts puts together and tests put together too.
import { randomUUID } from 'node:crypto'
import type { Html } from '../view/html.ts'
import type { Actor, Place, Verbs } from './access.ts'
import type { Config } from './config.ts'
import type { Ctx, Fact } from './context.ts'
import { nowhere, transaction, type Tx } from './db.ts'
import type { Engine } from './engine.ts'
import type { Queue, Work } from './jobs.ts'
import { openLetter, refusalWords, sealLetter, type Carrier } from './mail.ts'
import { letters } from './metrics-kept.ts'
import type { HomePart, Module } from './module.ts'
import { kernelProblems, type Catalogue } from './problem.ts'
import type { Route } from './route.ts'
import type { Secrets } from './secrets.ts'
import type { Doorkeeper } from './session.ts'
import { json } from './sql.ts'
import * as store from './store.ts'

export type Log = {
  info(facts: object, words: string): void
  warn(facts: object, words: string): void
  error(facts: object, words: string): void
}

export type House = {
  modules: readonly Module[]
  engine: Engine
  config: Config
  secrets: Secrets
  doorkeeper: Doorkeeper
  demo: boolean
  clock: () => Date
  log: Log
  /** Set once the queue runs; without it letters and facts wait in their tables. */
  queue: Queue | undefined
  carrier: Carrier | undefined
  assets: { dir: string; href: (logical: string) => string }
  footer: readonly { text: string; href: string }[]
  /** A line above every page of a demonstration. */
  demoWords: Html | undefined
}

const verbsByModules = new WeakMap<readonly Module[], Verbs>()

/** All verbs of a house. Every request asks, and the modules never change: put together once. */
export function verbsOf({ modules }: Pick<House, 'modules'>): Verbs {
  let verbs = verbsByModules.get(modules)
  if (!verbs) {
    verbs = Object.assign({}, ...modules.map((module) => module.verbs)) as Verbs
    verbsByModules.set(modules, verbs)
  }
  return verbs
}

export function switchesOf({ modules }: Pick<House, 'modules'>): Ctx['switches'] {
  return modules.flatMap(({ name: module, switchable }) => (switchable ? [{ module, ...switchable }] : []))
}

/** Whether a module is switched on in a place. */
export function isOn(module: Pick<Module, 'name' | 'switchable'>, place: Pick<Place, 'off'>): boolean {
  return !module.switchable || !place.off?.includes(module.name)
}

const ownersByModules = new WeakMap<readonly Module[], Map<Route, Module>>()

/** The module that a route belongs to. */
export function moduleOf({ modules }: Pick<House, 'modules'>, route: Route): Module | undefined {
  let owners = ownersByModules.get(modules)
  if (!owners) {
    owners = new Map(modules.flatMap((module) => module.routes.map((one) => [one, module] as const)))
    ownersByModules.set(modules, owners)
  }
  return owners.get(route)
}

export function problemsOf(house: Pick<House, 'modules'>): Catalogue {
  return Object.assign({}, kernelProblems, ...house.modules.map((module) => module.problems)) as Catalogue
}

export function makeCtx(house: House, tx: Tx, actor: Actor | undefined, now: Date): Ctx {
  const ctx: Ctx = {
    tx,
    actor,
    now,
    secrets: house.secrets,
    publicUrl: house.config.publicUrl,
    signInProviders: house.config.signInProviders,
    demo: house.demo,
    tell: (fact) => tell(house, ctx, fact),
    async audit(line) {
      const who = { person: actor?.person_id ?? null, person_name: actor?.name ?? 'Wholeschool' }
      const { setting, deed, about, words } = line
      await tx.run(store.addAuditLine, { setting, deed, about, words: words.slice(0, 500), at: now, ...who })
    },
    async post(letter) {
      const id = randomUUID()
      await tx.run(store.addLetter, { id, setting: letter.setting, at: now, sealed: sealLetter(house.secrets, letter) })
      await house.queue?.enqueue(tx, 'letters', { letter: id })
      letters.add({ outcome: 'written' })
    },
    switches: switchesOf(house),
    homeParts: (who, place) => homeParts(house, ctx, who, place),
  }
  return ctx
}

async function homeParts(house: House, ctx: Ctx, actor: Actor, place: Place): Promise<HomePart> {
  const parts: HomePart[] = []
  for (const module of house.modules)
    if (module.home && isOn(module, place)) parts.push(await module.home(ctx, actor, place))
  return {
    needs: parts.flatMap((part) => part.needs ?? []),
    changes: parts.flatMap((part) => part.changes ?? []),
    next: parts.flatMap((part) => part.next ?? []),
    picture: parts.find((part) => part.picture)?.picture,
  }
}

async function tell(house: House, ctx: Ctx, fact: Fact): Promise<void> {
  const id = randomUUID()
  const { name, setting, about, facts } = fact
  await ctx.tx.run(store.addFact, { id, at: ctx.now, name, setting, about, facts: json(facts) })
  for (const module of house.modules) {
    const hearers = module.hears.filter((hearer) => hearer.fact === name)
    for (const hearer of hearers) if (hearer.atOnce) await hearer.hear(ctx, fact)
    if (hearers.some((hearer) => !hearer.atOnce))
      await house.queue?.enqueue(ctx.tx, 'facts', { fact: id, module: module.name })
  }
}

async function deliverFact(house: House, payload: unknown): Promise<void> {
  const { fact: id, module: name } = payload as { fact: string; module: string }
  const row = await transaction(house.engine, { role: 'clerk', readOnly: true }, (tx) =>
    tx.maybe(store.factById, { id }),
  )
  const hearers = house.modules.find((module) => module.name === name)?.hears ?? []
  if (!row) return
  const fact: Fact = { name: row.name, setting: row.setting_id, about: row.about, facts: row.facts }
  const reach = { ...nowhere, settings: row.setting_id === null ? [] : [row.setting_id] }
  await transaction(house.engine, { reach }, async (tx) => {
    for (const hearer of hearers)
      if (hearer.fact === fact.name && !hearer.atOnce)
        await hearer.hear(makeCtx(house, tx, undefined, house.clock()), fact)
  })
}

async function deliverLetter(house: House, payload: unknown): Promise<void> {
  const { letter: id } = payload as { letter: string }
  if (!house.carrier) return // Without a carrier letters wait; the demonstration shows them on a page.
  const row = await transaction(house.engine, { role: 'clerk' }, (tx) => tx.maybe(store.letterById, { id }))
  const letter = row && openLetter(house.secrets, row.sealed)
  if (!row || row.sent_at !== null || !letter) return
  try {
    await house.carrier.carry(letter, id)
    letters.add({ outcome: 'sent' })
  } catch (error) {
    letters.add({ outcome: 'refused' })
    const refusal = refusalWords(error)
    await transaction(house.engine, { role: 'clerk' }, (tx) => tx.run(store.markLetterRefused, { id, refusal }))
    throw error
  }
  await transaction(house.engine, { role: 'clerk' }, (tx) => tx.run(store.markLetterSent, { id, at: house.clock() }))
}

async function sweep(house: House): Promise<void> {
  const before = new Date(house.clock().getTime() - 86_400_000)
  await transaction(house.engine, { role: 'clerk' }, async (tx) => {
    await tx.run(store.forgetOldDeeds, { before })
    await tx.run(store.forgetOldRescues, { before })
  })
}

/** All work that the queue carries for this house. */
export function worksOf(house: House): Work[] {
  const jobs = house.modules.flatMap((module) => module.jobs)
  return [
    { queue: 'facts', run: (payload) => deliverFact(house, payload) },
    { queue: 'letters', run: (payload) => deliverLetter(house, payload) },
    { queue: 'sweep', cron: '17 3 * * *', run: () => sweep(house) },
    ...jobs.map((job) => ({
      queue: job.name,
      cron: job.cron,
      run: (payload: unknown) =>
        transaction(house.engine, {}, (tx) => job.run(makeCtx(house, tx, undefined, house.clock()), payload)),
    })),
  ]
}

/** The place a page belongs to: the one its path names, or the only one someone has. */
export function placeOf(actor: Actor | undefined, params: Readonly<Record<string, string>>): Place | undefined {
  if (!actor) return undefined
  if (params.setting) return actor.places.find((place) => place.setting_id === params.setting)
  if (params.programme) return actor.places.find((place) => place.programme_id === params.programme)
  const settings = new Set(actor.places.map((place) => place.setting_id))
  return settings.size === 1 ? actor.places[0] : undefined
}
