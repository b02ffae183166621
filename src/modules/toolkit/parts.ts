// What one noun of the Toolkit (actions, team, ratings …) gives to the module: module.ts puts all of them together.
// A noun's folder exports `parts: NounParts` from parts.ts and `routes` from routes.ts.
import type { Actor, Place, RoleName } from '../../kernel/access.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { HomePart, Module } from '../../kernel/module.ts'
import type { Edition } from './edition.ts'
import type { Standing } from './standing/rules.ts'

/** What a noun is asked for someone's home page: loaded once for all of them. */
export type HomeAsked = {
  ctx: Ctx
  actor: Actor
  /** The first of the actor's places in this setting; `roles` are all that they hold there. */
  place: Place
  roles: readonly RoleName[]
  /** Absent before the first cycle, and for places that have no Toolkit of their own (a programme's office). */
  standing: Standing | undefined
  edition: Edition | undefined
}

export type NounParts = Partial<
  Pick<Module, 'verbs' | 'problems' | 'tells' | 'hears' | 'jobs' | 'tables' | 'examples'>
> & {
  home?(asked: HomeAsked): Promise<HomePart>
}

type SharingFact =
  'agreement-signed' | 'sharing-started' | 'sharing-stopped' | 'trust-sharing-started' | 'trust-sharing-stopped'

/** Does what must follow when a setting's sharing changes, in the same transaction: nothing stays readable meanwhile. */
export function whenSharingChanges(
  follow: (ctx: Ctx, setting: string) => Promise<unknown>,
  facts: readonly SharingFact[] = ['agreement-signed', 'sharing-started', 'sharing-stopped'],
): NonNullable<Module['hears']> {
  return facts.map((fact) => ({
    fact: `settings.${fact}`,
    atOnce: true,
    hear: async (ctx, { setting }) => {
      if (setting !== null) await follow(ctx, setting)
    },
  }))
}
