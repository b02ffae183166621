// What a module may declare. The whole house is a list of these values, so it can be listed, checked and printed.
import type { Actor, Place, Verbs } from './access.ts'
import type { Ctx, Fact } from './context.ts'
import type { Tx } from './db.ts'
import type { Catalogue } from './problem.ts'
import type { Retire } from './retire.ts'
import type { Route } from './route.ts'
import type { Html } from '../view/html.ts'

/** Why a table is kept, whose data it is and for how long; printed to docs/data.md and obeyed by retire-data. */
export type TableNote = {
  purpose: string
  /** Whose personal data: `none` when nobody's. */
  whose: string
  keep: string
  /** `keep` as a rule for retire-data, or why its rows go by another deed. tests/schema.test.ts asks every table for it. */
  retire?: Retire
  /** A table without setting_id says why. */
  installation?: string
  /** Why its rows are not in the export of their setting: people were promised that the setting would not read them. */
  notExported?: string
}

/** `order` as in a page: 50 unless said, higher further to the right. */
export type NavigationItem = { text: string; href: string; order?: number }

/** One thing on someone's home page. */
export type Need = { href: string; title: string; hint?: string; minutes: number; urgent?: string; order: number }
export type Change = { words: string; href?: string; at: Date }
export type NextStep = { words: string; href?: string }

export type HomePart = {
  needs?: readonly Need[]
  changes?: readonly Change[]
  next?: readonly NextStep[]
  /** Where things stand, drawn under what needs someone. */
  picture?: Html | undefined
}

export type Hearer = {
  fact: string
  /** Heard in the teller's own transaction: for what must not be true a moment longer, such as a copy to take back. */
  atOnce?: true
  hear(ctx: Ctx, fact: Fact): Promise<void>
}
export type Job = { name: string; cron?: string; run(ctx: Ctx, payload: unknown): Promise<void> }

/** A module that a programme and a setting may each switch off: what people call it, and what it is for. */
export type Switchable = { name: string; words: string }

export type Module = {
  readonly name: string
  /** Absent: always on. Present: its routes with :setting, its navigation and its part of home obey the switches. */
  readonly switchable?: Switchable
  readonly routes: readonly Route[]
  readonly verbs: Verbs
  readonly problems: Catalogue
  /** Facts it tells, each with a sentence. */
  readonly tells: Readonly<Record<string, string>>
  readonly hears: readonly Hearer[]
  readonly jobs: readonly Job[]
  readonly tables: Readonly<Record<string, TableNote>>
  /** Navigation inside one place of the actor. */
  navigation?(actor: Actor, place: Place): readonly NavigationItem[]
  /** What this module puts on a person's home page, for one of their places. */
  home?(ctx: Ctx, actor: Actor, place: Place): Promise<HomePart>
  /**
   * For the whole-house proofs: a value for each path parameter that the module introduces, found in the
   * demonstration county for that setting (or programme). undefined: no example there.
   */
  readonly examples: Readonly<
    Record<string, (tx: Tx, place: { setting: string; programme: string }) => Promise<string | undefined>>
  >
}

export function makeModule(parts: Pick<Module, 'name' | 'routes'> & Partial<Module>): Module {
  return { verbs: {}, problems: {}, tells: {}, hears: [], jobs: [], tables: {}, examples: {}, ...parts }
}
